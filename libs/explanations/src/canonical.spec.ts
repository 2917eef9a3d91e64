import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalJson } from './canonical.js';

describe('canonical JSON', () => {
  it('spells one value one way, whatever order its keys came in', () => {
    expect(canonicalJson({ b: [1, { d: null, c: '车' }], a: true })).toBe(
      '{"a":true,"b":[1,{"c":"车","d":null}]}',
    );
  });

  it.each([
    ['an undefined member', { a: { b: undefined } }, '$.a.b'],
    ['an undefined element', { a: [1, undefined] }, '$.a[1]'],
    ['a hole in an array', { a: new Array(1) }, '$.a[0]'],
    ['NaN', { a: Number.NaN }, '$.a'],
    ['Infinity', [Infinity], '$[0]'],
    ['a date', { a: new Date(0) }, '$.a'],
    ['a function', { a: () => 1 }, '$.a'],
    ['a bigint', { a: 1n }, '$.a'],
  ])('refuses %s and says where', (_, value, path) => {
    expect(() => canonicalJson(value)).toThrow(`at ${path}`);
  });

  it('writes what the reference implementation of RFC 8785 writes, byte for byte', () => {
    const key = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.constantFrom('', '0', '9', '10', '01', '-1', '4294967295', '_', 'toJSON', 'length', 'é'),
    );
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, false, 0, -0, 1e21, 1e-7, 5e-324, 0.1, 2 ** 53),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.string({ unit: 'binary' }),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(key, tie('value'), { maxKeys: 6, noNullPrototype: false }),
      ),
    }));
    fc.assert(
      fc.property(value, (each) => expect(canonicalJson(each)).toBe(canonicalize(each))),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['keys that look like indexes', '{"b":1,"10":1,"9":1}', '{"10":1,"9":1,"b":1}'],
    ['a member called __proto__', '{"b":1,"__proto__":{"a":1}}', '{"__proto__":{"a":1},"b":1}'],
  ])('keeps %s in the order of their characters', (_, text, expected) => {
    expect(canonicalJson(JSON.parse(text))).toBe(expected);
  });

  it('refuses half of a character', () => {
    expect(() => canonicalJson({ a: '\ud83d' })).toThrow('surrogate');
    expect(() => canonicalJson({ '\ud83d': 1 })).toThrow('surrogate');
  });
});
