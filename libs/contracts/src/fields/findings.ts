import type { FieldErrorCode } from './decorate.js';

/** One field that is wrong: where (JSON pointer), what kind of wrong, and in words. */
export type FieldError = {
  readonly path: string;
  readonly code: FieldErrorCode;
  readonly message: string;
};

/** Enough to mend any honest mistake in one go, too few to make an answer out of a flood. */
export const ERRORS_MAX = 50;

const SHOWN_CHARACTERS = 40;

/** Collects what is wrong, at most one error a field and `ERRORS_MAX` in all. */
export class Findings {
  readonly errors: FieldError[] = [];
  private readonly paths = new Set<string>();

  get full(): boolean {
    return this.errors.length >= ERRORS_MAX;
  }

  add(path: string, code: FieldErrorCode, message: string): void {
    if (this.full || this.paths.has(path)) return;
    this.paths.add(path);
    this.errors.push({ path, code, message });
  }

  expected(path: string, code: FieldErrorCode, expected: string, value: unknown): void {
    this.add(path, code, `expected ${expected}, got ${shown(value)}`);
  }

  has(path: string): boolean {
    return this.paths.has(path);
  }
}

/**
 * One step further down a JSON pointer (RFC 6901). Names are the caller's, so their length is cut.
 */
export function under(path: string, step: string | number): string {
  // Most steps are plain, and this runs for every field of every request.
  if (typeof step === 'number') return `${path}/${step}`;
  if (step.length <= SHOWN_CHARACTERS && !/[~/]/.test(step)) return `${path}/${step}`;
  return `${path}/${cut(step).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** What came, short enough for a message; of lists and objects only that they came. */
function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(cut(value));
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return 'an object';
}

function cut(text: string): string {
  if (text.length <= SHOWN_CHARACTERS) return text;
  // Two units a code point at most, so no more than this needs to be taken apart.
  const points = [...text.slice(0, 2 * SHOWN_CHARACTERS + 2)];
  return points.length <= SHOWN_CHARACTERS
    ? text
    : `${points.slice(0, SHOWN_CHARACTERS).join('')}…`;
}
