import fc from 'fast-check';
import { bucketOf, draw } from '../../src/policies/bucket.js';
import { LAWS } from './laws.js';
import { TWINS } from './twins.js';

const RUNS = 20;

describe('which policy an order draws', () => {
  it.each(Object.entries(LAWS))('%s', (_, law) => {
    fc.assert(law(draw), { numRuns: RUNS });
  });

  it('can be drawn again with any tool: SHA-256 of salt, line feed and unit', () => {
    // printf 'salt\norder-1' | sha256sum | head -c 8 is 1fde3ff6, taken modulo 10000.
    expect(bucketOf('salt', 'order-1')).toBe(Number.parseInt('1fde3ff6', 16) % 10_000);
  });

  it('cannot be by a stretch of time that nobody named', () => {
    const rollout = { method: 'switchback', region: 'city', windowMs: null } as const;
    const posted = { orderId: 'o', cityCode: '3301', market: 'm', nowMs: 0 };
    expect(() => draw({ ...rollout, percent: 1, salt: '' }, posted)).toThrow('stretch');
  });
});

describe('each twin breaks its law', () => {
  it('there is one for each', () => {
    expect(Object.keys(TWINS).sort()).toEqual(Object.keys(LAWS).sort());
  });

  it.each(Object.entries(TWINS))('%s, and no other', (broken, twin) => {
    const failing = Object.entries(LAWS).flatMap(([name, law]) =>
      fc.check(law(twin), { numRuns: RUNS }).failed ? [name] : [],
    );
    expect(failing).toEqual([broken]);
  });
});
