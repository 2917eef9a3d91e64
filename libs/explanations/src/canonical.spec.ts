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
});
