/** One thing wrong with a document: where, as a JSON pointer, and what was expected and came. */
export type Problem = { readonly path: string; readonly message: string };

export type Report = (problem: Problem) => void;

/**
 * Looks at one value and reports everything wrong with it, not only the first. True: nothing was.
 */
export type Check<T> = (value: unknown, path: string, report: Report) => value is T;

/** A whole number within bounds. Fractions, 1e300 and -0 have no place in exact arithmetic. */
export const whole =
  (min: number, max: number): Check<number> =>
  (value, path, report): value is number =>
    (isWhole(value) && value >= min && value <= max) ||
    expected(report, path, `a whole number from ${min} to ${max}`, value);

export const oneOf =
  <T extends string>(codes: readonly T[]): Check<T> =>
  (value, path, report): value is T =>
    codes.some((code) => code === value) ||
    expected(
      report,
      path,
      codes.length === 1 ? `"${codes[0]}"` : `one of ${codes.join(', ')}`,
      value,
    );

export const text =
  (pattern: RegExp, description: string): Check<string> =>
  (value, path, report): value is string =>
    (typeof value === 'string' && pattern.test(value)) ||
    expected(report, path, description, value);

/** Each code at most once: a second mention would be a mistake without effect. */
export const setOf =
  <T extends string>(codes: readonly T[]): Check<readonly T[]> =>
  (value, path, report): value is readonly T[] => {
    if (!Array.isArray(value) || value.length > codes.length) {
      return expected(report, path, `a list of at most ${codes.length} codes`, value);
    }
    const check = oneOf(codes);
    return all(
      value.map((each: unknown, index) => {
        const at = join(path, index);
        if (!check(each, at, report)) return false;
        return value.indexOf(each) === index || expected(report, at, 'each code once', each);
      }),
    );
  };

export const listOf =
  <T>(check: Check<T>, { min, max }: { min: number; max: number }): Check<readonly T[]> =>
  (value, path, report): value is readonly T[] =>
    Array.isArray(value) && value.length >= min && value.length <= max
      ? all(value.map((each: unknown, index) => check(each, join(path, index), report)))
      : expected(report, path, `a list of ${min} to ${max}`, value);

export const pairOf =
  <A, B>(first: Check<A>, second: Check<B>): Check<readonly [A, B]> =>
  (value, path, report): value is readonly [A, B] =>
    Array.isArray(value) && value.length === 2
      ? all([first(value[0], join(path, 0), report), second(value[1], join(path, 1), report)])
      : expected(report, path, 'a pair', value);

/** Every field of `T` has its check, so the compiler sees the one that was forgotten. */
type Fields<T> = { readonly [K in keyof T]-?: Check<Exclude<T[K], undefined>> };

/**
 * Exactly these fields: an unknown one is refused, since it would silently be without effect. Those
 * named may be left out.
 */
export const object = <T extends object>(
  fields: Fields<T>,
  optional: readonly (keyof T & string)[] = [],
): Check<T> => {
  const checks: Readonly<Record<string, Check<unknown>>> = fields;
  const names = Object.keys(checks).filter((name) => !optional.some((each) => each === name));
  return (value, path, report): value is T => hasFields(value, checks, names, path, report);
};

/** Any of these keys, all with the same kind of value; those required must be there. */
export const mapOf = <K extends string, V, R extends K = never>(
  keys: readonly K[],
  check: Check<V>,
  required: readonly R[] = [],
): Check<Readonly<Partial<Record<K, V>> & Record<R, V>>> => {
  const checks = Object.fromEntries(keys.map((key) => [key, check]));
  return (value, path, report): value is Readonly<Partial<Record<K, V>> & Record<R, V>> =>
    hasFields(value, checks, required, path, report);
};

/** A further rule, asked only once the value has its shape. It reports for itself. */
export const and =
  <T>(check: Check<T>, rule: (value: T, path: string, report: Report) => boolean): Check<T> =>
  (value, path, report): value is T =>
    check(value, path, report) && rule(value, path, report);

const isWhole = (value: unknown): value is number =>
  Number.isSafeInteger(value) && !Object.is(value, -0);

/** Runs to the end, unlike `every`: all problems are wanted. */
export const all = (results: readonly boolean[]): boolean => !results.includes(false);

export const join = (path: string, key: string | number): string =>
  `${path}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;

export function expected(report: Report, path: string, what: string, came: unknown): false {
  report({ path, message: `expected ${what}, got ${shown(came)}` });
  return false;
}

function hasFields(
  value: unknown,
  checks: Readonly<Record<string, Check<unknown>>>,
  required: readonly string[],
  path: string,
  report: Report,
): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return expected(report, path, 'an object', value);
  }
  const given = new Map<string, unknown>(Object.entries(value));
  const missing = required.filter((name) => !given.has(name));
  for (const name of missing) report({ path: join(path, name), message: 'is missing' });
  const sound = [...given].map(([name, field]) => {
    const at = join(path, name);
    if (Object.hasOwn(checks, name)) return checks[name]?.(field, at, report) ?? false;
    report({ path: at, message: 'is not known here; remove it or correct its name' });
    return false;
  });
  return missing.length === 0 && all(sound);
}

const SHOWN_MAX = 60;

/** Short: a problem is read by people, and what came may be large. */
function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const spelled = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return spelled.length <= SHOWN_MAX ? spelled : `${spelled.slice(0, SHOWN_MAX)}…`;
}
