import { candidate, NOW_MS, order, world } from '../../test/sample.js';
import type { AboardFacts, Window } from '../domain.js';
import { rideAlong } from './ride-along.js';

const HOUR_MS = 3_600_000;
const within = (fromHours: number, untilHours: number): Window => ({
  fromMs: NOW_MS + fromHours * HOUR_MS,
  untilMs: NOW_MS + untilHours * HOUR_MS,
});
const ANY = within(0, 100);

/** Ramps along one road, in kilometres from the truck. */
const road = (
  aboard: readonly { loading?: readonly [number, Window]; unloading: readonly [number, Window] }[],
  own: readonly [number, number],
): AboardFacts => {
  const places = [
    0,
    ...aboard.flatMap(({ loading, unloading }) =>
      loading === undefined ? [unloading[0]] : [loading[0], unloading[0]],
    ),
    ...own,
  ];
  return {
    orders: aboard.map(({ loading, unloading }, index) => ({
      orderId: `order-${index}`,
      shared: true,
      cargoKind: 'general',
      load: { kilograms: 1, litres: 1, vehicleSlots: 0 },
      loading: loading?.[1] ?? null,
      unloading: unloading[1],
    })),
    meters: places
      .slice(1)
      .map((to, index) => places.slice(0, index + 1).map((from) => 1000 * Math.abs(to - from))),
  };
};

const ride = (
  aboard: AboardFacts,
  pickupKilometers: number,
  windows: { loading?: Window; unloading?: Window } = {},
) => {
  const place = { ...candidate('d').place, pickupMeters: 1000 * Math.abs(pickupKilometers) };
  const one = order({
    shared: true,
    loadingWindow: windows.loading ?? ANY,
    unloadingWindow: windows.unloading ?? ANY,
  });
  return rideAlong(candidate('d', { aboard, place }), one, world([]));
};

describe('riding along', () => {
  it('costs what is aboard nothing where it lies on the way, or comes after it', () => {
    const onTheWay = road([{ unloading: [100, ANY] }], [20, 80]);
    expect(ride(onTheWay, 20)).toMatchObject({ lateSeconds: 0, detourMeters: 0 });
    const after = road([{ unloading: [100, ANY] }], [120, 300]);
    expect(ride(after, 120)).toMatchObject({ lateSeconds: 0, detourMeters: 0 });
  });

  it('puts it where what is aboard is driven the least farther', () => {
    const beside = road([{ unloading: [100, ANY] }], [-10, 300]);
    // Unloading first and coming back is no detour for what is aboard, unless loading then closes.
    expect(ride(beside, -10)).toMatchObject({ detourMeters: 0, pickupMeters: 210_000 });
    const soon = ride(beside, -10, { loading: within(0, 1) });
    expect(soon).toMatchObject({ lateSeconds: 0, detourMeters: 20_000, pickupMeters: 10_000 });
  });

  it('tells the least lateness where no order of stops meets every window', () => {
    const tight = road([{ unloading: [100, within(0, 3)] }], [-10, 300]);
    expect(ride(tight, -10, { loading: within(0, 1) })?.lateSeconds).toBeGreaterThan(0);
    expect(ride(tight, -10)?.lateSeconds).toBe(0);
  });

  it('does not count what would be late anyhow', () => {
    const lost = road([{ unloading: [100, within(0, 1)] }], [120, 300]);
    expect(ride(lost, 120)?.lateSeconds).toBe(0);
  });

  it('keeps loading before unloading, of what is aboard as well', () => {
    const ahead = road([{ loading: [50, within(4, 5)], unloading: [60, within(4, 8)] }], [10, 55]);
    expect(ride(ahead, 10)).toMatchObject({ lateSeconds: 0, detourMeters: 0 });
  });

  it('is no question for an empty truck', () => {
    expect(ride({ orders: [], meters: [] }, 10)).toBeNull();
  });
});
