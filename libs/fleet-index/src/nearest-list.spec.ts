import fc from 'fast-check';
import { byNearness, NearestList } from './nearest-list.js';

/** Few distances on purpose, so that the place behind the limit is contested by equals. */
const offers = fc.uniqueArray(
  fc.record({
    driverId: fc.integer({ min: 0, max: 60 }).map((n) => `d${n}`),
    meters: fc.constantFrom(0, 1, 2, 700),
  }),
  { selector: ({ driverId }) => driverId, maxLength: 40 },
);

describe('a list of the nearest', () => {
  it('keeps what sorting everything and cutting would keep, in whatever order it was offered', () => {
    fc.assert(
      fc.property(offers, fc.integer({ min: 1, max: 6 }), (all, limit) => {
        const nearest = new NearestList(limit);
        for (const each of all) nearest.offer(each);
        expect(nearest.settle()).toEqual([...all].sort(byNearness).slice(0, limit));
      }),
      { numRuns: 500 },
    );
  });

  it('holds nothing for beyond it before the limit is reached, nor what is as far as the last', () => {
    const nearest = new NearestList(2);
    nearest.offer({ driverId: 'a', meters: 5 });
    nearest.settle();
    expect(nearest.isBeyond(1_000_000)).toBe(false);
    nearest.offer({ driverId: 'b', meters: 9 });
    nearest.settle();
    expect(nearest.isBeyond(9)).toBe(false);
    expect(nearest.isBeyond(10)).toBe(true);
  });
});
