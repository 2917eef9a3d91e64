import fc from 'fast-check';
import { BODY_TYPES, defaultPolicy, QUALIFICATIONS, truckRefusal } from '#libs/matcher';
import { passes } from '#libs/fleet-index';
import type { DriverState } from '../model/driver.js';
import type { Order } from '../model/order.js';
import { factsOf } from './measure.js';
import { needsOf, traitsOf, truckOf } from './truck.js';

/** Few values, so that what is needed is often just there, or just not. */
const load = fc.record({
  kilograms: fc.constantFrom(0, 9_999, 10_000),
  litres: fc.constantFrom(0, 40_000, 200_000),
  vehicleSlots: fc.constantFrom(0, 8),
});
const held = fc.subarray([...QUALIFICATIONS]);
const lengths = fc.constantFrom(4_200, 9_600, 17_500);
const drivers = fc
  .record({ body: fc.constantFrom(...BODY_TYPES), lengthMillimeters: lengths, capacity: load })
  .chain((vehicle) => held.map((qualifications) => ({ vehicle, qualifications })))
  .map((driver) => driver as unknown as DriverState);
const orders = fc
  .record({
    load,
    minLengthMillimeters: lengths,
    bodyTypes: fc.subarray([...BODY_TYPES], { minLength: 1, maxLength: 3 }),
    qualifications: held,
    cargoKind: fc.constantFrom('general', 'frozen', 'hazardous'),
  })
  .map(
    (order) =>
      ({
        ...order,
        loading: { lat: 30, lng: 120, cityCode: '3301', window: { fromMs: 0, untilMs: 1 } },
        unloading: { lat: 31, lng: 121, cityCode: '3100' },
        mode: 'grab_then_award',
      }) as unknown as Order,
  );

describe('a truck that the search turns away', () => {
  it('is one that the rules refuse for what it is, and no other', () => {
    fc.assert(
      fc.property(drivers, orders, (driver, order) => {
        const refusal = truckRefusal(truckOf(driver), factsOf(order, defaultPolicy), defaultPolicy);
        expect(passes(traitsOf(driver), needsOf(order, defaultPolicy))).toBe(refusal === null);
      }),
      { numRuns: 1_000 },
    );
  });
});
