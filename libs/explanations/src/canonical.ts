import canonicalize from 'canonicalize';

/**
 * RFC 8785: one text for one value, so that equal records have equal bytes. What JSON cannot hold
 * is refused with its path; dropping it silently would let two different records share a hash.
 */
export function canonicalJson(value: unknown): string {
  const text = spelled(value, CANONICAL);
  if (text !== null) return text;
  assertJson(value, '$');
  const slowly = canonicalize(value);
  if (slowly === undefined) throw new TypeError('expected a JSON value, got nothing');
  return slowly;
}

/** How the words of a value are written; null for a text that cannot be. */
export type Spelling = {
  readonly nothing: string;
  readonly no: string;
  readonly yes: string;
  text(value: string): string | null;
  /** What stands before a member's value, the comma after the member before it among it. */
  name(member: Member): string | null;
};

export const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;
const LONE_SURROGATE = /[\ud800-\udfff]/u;

const CANONICAL: Spelling = {
  nothing: 'null',
  no: 'false',
  yes: 'true',
  text: (value) => {
    if (PLAIN.test(value)) return `"${value}"`;
    return LONE_SURROGATE.test(value) ? null : JSON.stringify(value);
  },
  name: ({ before }) => before,
};

/**
 * The usual values, many times faster than the reference implementation: a decision writes hundreds
 * of records. Null for what is left to that, or to be refused. Numbers are spelled as RFC 8785 has
 * them by the language itself, and members stand in its order, however the words are written.
 */
export function spelled(value: unknown, spelling: Spelling): string | null {
  switch (typeof value) {
    case 'string':
      return spelling.text(value);
    case 'number':
      return Number.isFinite(value) ? `${value}` : null;
    case 'boolean':
      return value ? spelling.yes : spelling.no;
    case 'object':
      if (value === null) return spelling.nothing;
      if (Array.isArray(value)) return arraySpelled(value, spelling);
      return isPlain(value) ? objectSpelled(value as Record<string, unknown>, spelling) : null;
    default:
      return null;
  }
}

function arraySpelled(values: readonly unknown[], spelling: Spelling): string | null {
  let text = '[';
  for (let at = 0; at < values.length; at++) {
    const element = spelled(values[at], spelling);
    if (element === null) return null;
    text += at === 0 ? element : `,${element}`;
  }
  return `${text}]`;
}

function objectSpelled(
  value: Readonly<Record<string, unknown>>,
  spelling: Spelling,
): string | null {
  const members = membersOf(Object.keys(value));
  if (members === null) return null;
  let text = '{';
  for (const member of members) {
    const name = spelling.name(member);
    const spelledValue = spelled(value[member.key], spelling);
    if (name === null || spelledValue === null) return null;
    text += name + spelledValue;
  }
  return `${text}}`;
}

/** In canonical order: a key, and the text before its value, with the comma. */
export type Member = { readonly key: string; readonly before: string };
type Members = readonly Member[];
type Node = { readonly next: Map<string, Node>; members?: Members };

/**
 * Records repeat few lists of keys. What is not such a name, as a driver's id, is not remembered,
 * nor are more than these: those are ordered each time.
 */
const NAME = /^[a-z_]+$/i;
const NODES_MAX = 10_000;
const first: Node = { next: new Map() };
let nodes = 1;

/** Null where a key is half a character. */
function membersOf(keys: readonly string[]): Members | null {
  let node = first;
  for (const key of keys) {
    let next = node.next.get(key);
    if (next === undefined) {
      if (nodes >= NODES_MAX || !NAME.test(key)) return inOrder(keys);
      next = { next: new Map() };
      node.next.set(key, next);
      nodes += 1;
    }
    node = next;
  }
  if (node.members === undefined) {
    const members = inOrder(keys);
    if (members === null) return null;
    node.members = members;
  }
  return node.members;
}

/** By UTF-16 code units, as RFC 8785 has it and as `sort` does. */
const inOrder = (keys: readonly string[]): Members | null =>
  keys.some((key) => LONE_SURROGATE.test(key))
    ? null
    : [...keys].sort().map((key, at) => ({
        key,
        before: `${at === 0 ? '' : ','}${JSON.stringify(key)}:`,
      }));

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
