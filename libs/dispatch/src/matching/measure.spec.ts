import { defaultPolicy } from '#libs/matcher';
import { NO_CONSENTS, type DriverState } from '../model/driver.js';
import type { Order } from '../model/order.js';
import { factsOf, measure, placeFor } from './measure.js';

const NOW_MS = 1_800_000_000_000;
const HANGZHOU = { lat: 30.25, lng: 120.15 };
const NEARBY = { lat: 30.3, lng: 120.15 };

const order = {
  orderId: 'o1',
  tieSeed: 'ab'.repeat(32),
  loading: { ...HANGZHOU, cityCode: '3301', window: { fromMs: 0, untilMs: 1 } },
  unloading: { lat: 31.23, lng: 121.47, cityCode: '3100', window: { fromMs: 0, untilMs: 1 } },
  qualifications: ['oversize', 'cold_chain'],
  cargoKind: 'frozen',
} as unknown as Order;

const fix = (ageMinutes: number): DriverState['fix'] => ({
  ...NEARBY,
  given: { ...NEARBY, coordinateSystem: 'wgs84' },
  source: 'phone',
  observedAtMs: NOW_MS - ageMinutes * 60_000,
});

const driver = (over: Partial<DriverState>): DriverState =>
  ({
    driverId: 'd1',
    cityCode: '3301',
    consents: { ...NO_CONSENTS, location: '1', profile: '1' },
    fix: null,
    manualPlace: null,
    qualifications: [],
    vehicle: { body: 'box', lengthMillimeters: 9_600, capacity: {} },
    activeOrders: 0,
    freeSinceMs: null,
    ...over,
  }) as unknown as DriverState;

const place = (over: Partial<DriverState>): ReturnType<typeof placeFor> =>
  placeFor(driver(over), order, defaultPolicy, NOW_MS);

describe('the place a driver is measured from', () => {
  it('[M2] is his position, with its age, when he consents', () => {
    expect(place({ fix: fix(2) })).toMatchObject({ source: 'position', ageSeconds: 120 });
  });

  it('[M3] is never a position without consent, even one that is still known', () => {
    const withdrawn = { ...NO_CONSENTS, profile: '1' };
    expect(place({ fix: fix(2), consents: withdrawn })).toMatchObject({
      source: 'city',
      cell: null,
    });
  });

  it('[M3] is the place set by hand, else the centre of his city', () => {
    const manualPlace = { ...NEARBY, setAtMs: NOW_MS };
    expect(place({ manualPlace })).toMatchObject({ source: 'manual', ageSeconds: 0 });
    expect(place({})).toMatchObject({ source: 'city', ageSeconds: 0 });
  });

  it('is the place set by hand once the position is older than the policy trusts', () => {
    const manualPlace = { ...HANGZHOU, setAtMs: NOW_MS };
    expect(place({ fix: fix(20), manualPlace }).source).toBe('manual');
    expect(place({ fix: fix(20) }).source).toBe('position');
    expect(place({ fix: fix(2), manualPlace }).source).toBe('position');
  });

  it('counts a fix from a clock that runs ahead as fresh', () => {
    expect(place({ fix: fix(-1) }).ageSeconds).toBe(0);
  });
});

describe('what is measured', () => {
  const at = { nowMs: NOW_MS, place: place({}), grabSequence: null, gaveBack: null };
  const profile = {
    attemptedMilli: 1,
    completedMilli: 1,
    timedMilli: 1,
    onTimeMilli: 1,
    laneMilli: 1,
    togetherMilli: 1,
  };

  it('[D3] leaves the past out when the profile is off', () => {
    const off = driver({ consents: { ...NO_CONSENTS, location: '1' } });
    expect(measure(off, order, { ...at, profile }).profile).toBeNull();
    expect(measure(driver({}), order, { ...at, profile }).profile).toEqual(profile);
  });

  it('counts waiting in whole seconds, and none for a driver who is not free', () => {
    const waited = driver({ freeSinceMs: NOW_MS - 61_500 });
    expect(measure(waited, order, { ...at, profile }).waitingSeconds).toBe(61);
    expect(measure(driver({}), order, { ...at, profile }).waitingSeconds).toBe(0);
  });

  it("[M16] adds the cargo's own qualifications to the shipper's, once each, in order", () => {
    expect(factsOf(order, defaultPolicy).qualifications).toEqual(['cold_chain', 'oversize']);
  });
});
