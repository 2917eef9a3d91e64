export type Problem = { readonly path: string; readonly message: string };

/** Reads fields of a document that came from outside, and says of each what was expected of it. */
export class Reading {
  readonly problems: Problem[];

  constructor(
    private readonly value: unknown,
    private readonly path: string,
    problems: Problem[] = [],
  ) {
    this.problems = problems;
  }

  private get fields(): Readonly<Record<string, unknown>> {
    const { value } = this;
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : {};
  }

  /** A typing error in a name would otherwise be a default in silence. */
  only(names: readonly string[]): this {
    if (this.value === null || typeof this.value !== 'object' || Array.isArray(this.value)) {
      this.say('', 'expected an object', this.value);
      return this;
    }
    for (const name of Object.keys(this.fields)) {
      if (!names.includes(name)) {
        this.say(`/${name}`, `expected one of ${names.join(', ')}`, name);
      }
    }
    return this;
  }

  within(name: string): Reading {
    return new Reading(this.fields[name], `${this.path}/${name}`, this.problems);
  }

  each(name: string, most: number): Reading[] {
    const list = this.fields[name];
    if (!Array.isArray(list) || list.length === 0 || list.length > most) {
      this.say(`/${name}`, `expected a list of 1 to ${most}`, list);
      return [];
    }
    return list.map((item, at) => new Reading(item, `${this.path}/${name}/${at}`, this.problems));
  }

  text(name: string, mostChars: number): string {
    const value = this.fields[name];
    if (typeof value === 'string' && value.length > 0 && value.length <= mostChars) return value;
    this.say(`/${name}`, `expected a text of 1 to ${mostChars} characters`, value);
    return '';
  }

  oneOf<T extends string>(name: string, values: readonly T[]): T {
    const value = values.find((each) => each === this.fields[name]);
    if (value !== undefined) return value;
    this.say(`/${name}`, `expected one of ${values.join(', ')}`, this.fields[name]);
    return values[0] as T;
  }

  number(name: string, [least, most]: readonly [number, number], absent?: number): number {
    const value = this.fields[name];
    if (value === undefined && absent !== undefined) return absent;
    if (typeof value === 'number' && value >= least && value <= most) return value;
    this.say(`/${name}`, `expected a number from ${least} to ${most}`, value);
    return least;
  }

  whole(name: string, bounds: readonly [number, number], absent?: number): number {
    const value = this.number(name, bounds, absent);
    if (Number.isInteger(value)) return value;
    this.say(`/${name}`, 'expected a whole number', value);
    return Math.round(value);
  }

  /** `[from, to]`, both within bounds and in order. */
  range(name: string, [least, most]: readonly [number, number]): readonly [number, number] {
    const value = this.fields[name];
    const [from, to] = Array.isArray(value) ? (value as unknown[]) : [];
    const fits = typeof from === 'number' && typeof to === 'number' && value !== undefined;
    if (fits && from >= least && from <= to && to <= most && (value as unknown[]).length === 2) {
      return [from, to];
    }
    this.say(`/${name}`, `expected [from, to] within ${least} to ${most}`, value);
    return [least, least];
  }

  /** `{code: weight}`, codes from a closed list. */
  weights<T extends string>(name: string, codes: readonly T[]): readonly (readonly [T, number])[] {
    const inner = this.within(name).only(codes);
    return Object.keys(inner.fields)
      .filter((code): code is T => codes.some((each) => each === code))
      .map((code) => [code, inner.number(code, [0, 1_000])] as const);
  }

  raw(name: string): unknown {
    return this.fields[name];
  }

  say(at: string, expected: string, got: unknown): void {
    const shown = JSON.stringify(got)?.slice(0, 60) ?? 'nothing';
    this.problems.push({ path: `${this.path}${at}`, message: `${expected}, got ${shown}` });
  }
}
