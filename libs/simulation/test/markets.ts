import { defaultPolicy } from '#libs/matcher';
import { parseScenario, type Scenario } from '#libs/simulation';

type Over = { readonly drivers?: object; readonly orders?: object; readonly policy?: object };

/** A market of one city, small enough for a test; `over` changes what the test is about. */
export function aMarket(over: Over = {}): Scenario {
  const document = {
    schema: 'paidan.scenario/1',
    name: 'small',
    about: 'A city, some trucks, a working day.',
    hours: 6,
    drainHours: 24,
    places: [
      { cityCode: '3205', weight: 2, spreadKm: 15 },
      { cityCode: '3202', weight: 1, spreadKm: 15 },
    ],
    drivers: {
      count: 12,
      bodies: { high_rail: 1 },
      capacityKilograms: [15_000, 20_000],
      newShare: 0.2,
      locationOffShare: 0.1,
      profileOffShare: 0.1,
      historyOrders: [20, 40],
      reliability: { good: 0.98, poor: 0.2, poorShare: 0.4 },
      historySignal: 1,
      wantedFenPerKm: [200, 300],
      noticeSeconds: [3, 10],
      ...over.drivers,
    },
    orders: {
      count: 30,
      cargo: { general: 1 },
      loadShare: [0.4, 1],
      loadingAfterMinutes: [30, 90],
      windowMinutes: [40, 90],
      freightFenPerKm: [450, 800],
      localShare: 0.5,
      shippers: 8,
      ...over.orders,
    },
    policy: {
      reach: { meters: 80_000 },
      windows: { collectMs: 30_000, recommendEveryMs: 900_000 },
      limits: { evaluatedMax: 16, recommendedMax: 16 },
      ...over.policy,
    },
  };
  const parsed = parseScenario(document, defaultPolicy);
  if (parsed.ok) return parsed.scenario;
  throw new Error(parsed.problems.map(({ path, message }) => `${path}: ${message}`).join('; '));
}
