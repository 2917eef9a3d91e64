import canonicalize from 'canonicalize';
import { isPlain, written, type Member, type Writer } from './canonical-walk.js';

/**
 * RFC 8785: one text for one value, so that equal records have equal bytes. What JSON cannot hold
 * is refused with its path; dropping it silently would let two different records share a hash.
 */
export function canonicalJson(value: unknown): string {
  const canonical = new CanonicalText();
  if (written(value, canonical)) return canonical.spelled;
  assertJson(value, '$');
  const slowly = canonicalize(value);
  if (slowly === undefined) throw new TypeError('expected a JSON value, got nothing');
  return slowly;
}

/** Is spelled as it is, between quotation marks: neither control characters nor beyond ASCII. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;
const LONE_SURROGATE = /[\ud800-\udfff]/u;

class CanonicalText implements Writer {
  spelled = '';

  nothing(): void {
    this.spelled += 'null';
  }

  truth(value: boolean): void {
    this.spelled += value ? 'true' : 'false';
  }

  /** Numbers are spelled as RFC 8785 has them by the language itself. */
  number(value: number): void {
    this.spelled += `${value}`;
  }

  text(value: string): boolean {
    if (PLAIN.test(value)) {
      this.spelled += `"${value}"`;
      return true;
    }
    if (LONE_SURROGATE.test(value)) return false;
    this.spelled += JSON.stringify(value);
    return true;
  }

  name({ before }: Member): boolean {
    this.spelled += before;
    return true;
  }

  mark(code: number): void {
    this.spelled += String.fromCharCode(code);
  }
}

function assertJson(value: unknown, path: string): void {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return;
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return;
    throw new TypeError(`expected a finite number at ${path}, got ${value}`);
  }
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++)
      assertJson(value[index], `${path}[${index}]`);
    return;
  }
  if (typeof value === 'object' && isPlain(value)) {
    for (const [key, member] of Object.entries(value)) assertJson(member, `${path}.${key}`);
    return;
  }
  throw new TypeError(`expected a JSON value at ${path}, got ${typeof value}`);
}
