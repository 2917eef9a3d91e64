import canonicalize from 'canonicalize';

/**
 * RFC 8785: one text for one value, so that equal records have equal bytes. What JSON cannot hold is
 * refused with its path; dropping it silently would let two different records share a hash.
 */
export function canonicalJson(value: unknown): string {
  assertJson(value, '$');
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('expected a JSON value, got nothing');
  return text;
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

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
