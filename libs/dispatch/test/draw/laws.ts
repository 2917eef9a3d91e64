import fc from 'fast-check';
import type { Draw } from './twins.js';

const HOUR_MS = 3_600_000;
const START_MS = 1_800_000_000_000;
const ORDERS = 800;

const salt = fc.stringMatching(/^[0-9a-f]{64}$/);
const percent = fc.constantFrom(0, 1, 10, 50, 90, 100);
/** Any two, and as often two between which some change: where nobody can, nothing is shown. */
const growth = fc.oneof(
  fc.tuple(percent, percent).map((both) => both.sort((a, b) => a - b)),
  { arbitrary: fc.constantFrom([1, 50], [10, 50], [50, 90], [10, 90]), weight: 2 },
);

const byOrder = { method: 'percent', region: null, windowMs: null } as const;
const byRegion = (region: 'city' | 'market') =>
  ({ method: 'switchback', region, windowMs: 2 * HOUR_MS }) as const;

const posted = (orderId: string, over: Partial<Parameters<Draw>[1]> = {}) => ({
  orderId,
  cityCode: '3301',
  market: '83309afffffffff',
  nowMs: START_MS,
  ...over,
});
const isIn = ({ arm }: ReturnType<Draw>): boolean => arm === 'candidate';
const orders = (count: number): string[] => Array.from({ length: count }, (_, at) => `order-${at}`);

/** Five standard deviations of so many fair draws, and two orders: nobody waits for a fluke. */
const slack = (share: number): number => 5 * Math.sqrt(ORDERS * share * (1 - share)) + 2;

export const LAWS: Readonly<Record<string, (draw: Draw) => fc.IProperty<unknown>>> = {
  'as many are in as the percentage says': (draw) =>
    fc.property(salt, percent, (salt, percent) => {
      const rollout = { ...byOrder, salt, percent };
      const inside = orders(ORDERS).filter((id) => isIn(draw(rollout, posted(id)))).length;
      const share = percent / 100;
      if (percent === 0 || percent === 100) expect(inside).toBe(ORDERS * share);
      expect(Math.abs(inside - ORDERS * share)).toBeLessThanOrEqual(slack(share));
    }),

  'an order draws the same whenever it is asked': (draw) =>
    fc.property(salt, fc.constantFrom(10, 50), fc.nat(9 * HOUR_MS), (salt, percent, laterMs) => {
      const rollout = { ...byOrder, salt, percent };
      for (const id of orders(20)) {
        const later = posted(id, { nowMs: START_MS + laterMs });
        expect(draw(rollout, later)).toEqual(draw(rollout, posted(id)));
      }
    }),

  'who is in stays in as the percentage grows': (draw) =>
    fc.property(salt, growth, (salt, [less, more]) => {
      for (const how of [byOrder, byRegion('city')]) {
        for (const id of orders(40)) {
          const at = posted(id, { cityCode: id });
          const was = isIn(draw({ ...how, salt, percent: less }, at));
          if (was) expect(isIn(draw({ ...how, salt, percent: more }, at))).toBe(true);
        }
      }
    }),

  'another salt draws others': (draw) =>
    fc.property(fc.uniqueArray(salt, { minLength: 2, maxLength: 2 }), ([one = '', other = '']) => {
      const half = { ...byOrder, percent: 50 };
      const differ = orders(100).filter(
        (id) =>
          isIn(draw({ ...half, salt: one }, posted(id))) !==
          isIn(draw({ ...half, salt: other }, posted(id))),
      );
      expect(differ.length).toBeGreaterThan(15);
    }),

  'orders of one region and stretch draw alike': (draw) =>
    fc.property(
      salt,
      fc.constantFrom('city' as const, 'market' as const),
      fc.nat(2 * HOUR_MS - 1),
      (salt, region, laterMs) => {
        const rollout = { ...byRegion(region), salt, percent: 50 };
        // China's midnight is a multiple of two hours; a stretch begins with it.
        const begins = START_MS - ((START_MS + 8 * HOUR_MS) % (2 * HOUR_MS));
        const first = draw(rollout, posted('first', { nowMs: begins }));
        for (const id of orders(10)) {
          const beside = region === 'city' ? { market: id } : { cityCode: id };
          const drawn = draw(rollout, posted(id, { nowMs: begins + laterMs, ...beside }));
          expect(drawn).toEqual(first);
        }
      },
    ),

  'regions switch each for itself': (draw) =>
    fc.property(salt, fc.constantFrom('city' as const, 'market' as const), (salt, region) => {
      const rollout = { ...byRegion(region), salt, percent: 50 };
      const name = region === 'city' ? 'cityCode' : 'market';
      const differ = Array.from({ length: 100 }, (_, at) => {
        const nowMs = START_MS + at * 2 * HOUR_MS;
        const here = draw(rollout, posted('a', { nowMs, [name]: 'here' }));
        const there = draw(rollout, posted('a', { nowMs, [name]: 'there' }));
        return isIn(here) !== isIn(there);
      }).filter(Boolean);
      expect(differ.length).toBeGreaterThan(15);
    }),
};
