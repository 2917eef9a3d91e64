import { BODY_TYPES, CARGO_KINDS, parsePolicy, type BodyType } from '#libs/matcher';
import type { CargoKind, Policy } from '#libs/matcher';
import { cityByCode } from '#libs/fleet-index';
import { patched } from './patched.js';
import { Reading, type Problem } from './problems.js';
import type { Behaviour } from './world.js';

export const LIMITS = { drivers: 5_000, orders: 20_000, hours: 168, seeds: 100 } as const;

/** Unless the scenario says so: people as in the committed scenarios. */
const BEHAVIOUR: Behaviour = {
  noticeChance: 0.7,
  browseMinutes: 20,
  grabsAtOnce: 2,
  cancelChance: 0.3,
  setOutMinutes: 8,
  dawdleMinutes: 90,
  roadNoise: 0.25,
  handlingMinutes: 40,
  reportMinutes: 10,
};

export type Place = {
  readonly cityCode: string;
  readonly weight: number;
  readonly spreadKm: number;
};

/** A market to be made up: who drives, what is to be driven, and how people act. */
export type Scenario = {
  readonly schema: 'paidan.scenario/1';
  readonly name: string;
  readonly about: string;
  readonly hours: number;
  readonly drainHours: number;
  readonly places: readonly Place[];
  readonly drivers: {
    readonly count: number;
    readonly bodies: readonly (readonly [BodyType, number])[];
    readonly capacityKilograms: readonly [number, number];
    readonly newShare: number;
    readonly locationOffShare: number;
    readonly profileOffShare: number;
    readonly historyOrders: readonly [number, number];
    readonly reliability: {
      readonly good: number;
      readonly poor: number;
      readonly poorShare: number;
    };
    /** 1: the past tells who is reliable. 0, the null world: it tells nothing. */
    readonly historySignal: number;
    readonly wantedFenPerKm: readonly [number, number];
    readonly noticeSeconds: readonly [number, number];
  };
  readonly orders: {
    readonly count: number;
    readonly cargo: readonly (readonly [CargoKind, number])[];
    /** Share of the kilograms a truck of the market carries at most. */
    readonly loadShare: readonly [number, number];
    readonly loadingAfterMinutes: readonly [number, number];
    readonly windowMinutes: readonly [number, number];
    readonly freightFenPerKm: readonly [number, number];
    /** Chance that a load stays around the place where it begins. */
    readonly localShare: number;
    readonly shippers: number;
  };
  readonly behaviour: Behaviour;
  /** Laid over the default policy, for every mode. */
  readonly policy: Policy;
};

const FIELDS = [
  ...['schema', 'name', 'about', 'hours', 'drainHours', 'places', 'drivers', 'orders'],
  ...['behaviour', 'policy'],
] as const;

export type ParsedScenario =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export function parseScenario(document: unknown, base: Policy): ParsedScenario {
  const read = new Reading(document, '').only(FIELDS);
  const share = [0, 1] as const;
  const drivers = read
    .within('drivers')
    .only([
      ...['count', 'bodies', 'capacityKilograms', 'newShare', 'locationOffShare'],
      ...['profileOffShare', 'historyOrders', 'reliability', 'historySignal', 'wantedFenPerKm'],
      ...['noticeSeconds'],
    ]);
  const reliability = drivers.within('reliability').only(['good', 'poor', 'poorShare']);
  const orders = read
    .within('orders')
    .only([
      ...['count', 'cargo', 'loadShare', 'loadingAfterMinutes', 'windowMinutes'],
      ...['freightFenPerKm', 'localShare', 'shippers'],
    ]);
  const scenario: Scenario = {
    schema: read.oneOf('schema', ['paidan.scenario/1']),
    name: read.text('name', 60),
    about: read.text('about', 400),
    hours: read.number('hours', [0.5, LIMITS.hours]),
    drainHours: read.number('drainHours', [1, LIMITS.hours]),
    places: read.each('places', 50).map(placeOf),
    drivers: {
      count: drivers.whole('count', [1, LIMITS.drivers]),
      bodies: drivers.weights('bodies', BODY_TYPES),
      capacityKilograms: drivers.range('capacityKilograms', [500, 60_000]),
      newShare: drivers.number('newShare', share),
      locationOffShare: drivers.number('locationOffShare', share),
      profileOffShare: drivers.number('profileOffShare', share),
      historyOrders: drivers.range('historyOrders', [0, 400]),
      reliability: {
        good: reliability.number('good', share),
        poor: reliability.number('poor', share),
        poorShare: reliability.number('poorShare', share),
      },
      historySignal: drivers.number('historySignal', share),
      wantedFenPerKm: drivers.range('wantedFenPerKm', [1, 10_000]),
      noticeSeconds: drivers.range('noticeSeconds', [1, 600]),
    },
    orders: {
      count: orders.whole('count', [1, LIMITS.orders]),
      cargo: orders.weights('cargo', CARGO_KINDS),
      loadShare: orders.range('loadShare', [0.01, 1]),
      loadingAfterMinutes: orders.range('loadingAfterMinutes', [1, 10_000]),
      windowMinutes: orders.range('windowMinutes', [5, 1_440]),
      freightFenPerKm: orders.range('freightFenPerKm', [1, 100_000]),
      localShare: orders.number('localShare', share),
      shippers: orders.whole('shippers', [1, 10_000]),
    },
    behaviour: behaviourOf(read),
    policy: policyOf(read, base),
  };
  return read.problems.length === 0
    ? { ok: true, scenario }
    : { ok: false, problems: read.problems };
}

function placeOf(read: Reading): Place {
  read.only(['cityCode', 'weight', 'spreadKm']);
  const cityCode = read.text('cityCode', 4);
  if (cityCode !== '' && cityByCode(cityCode) === null) {
    read.say('/cityCode', 'expected a four-digit code of GB/T 2260', cityCode);
  }
  return {
    cityCode,
    weight: read.number('weight', [0, 1_000]),
    spreadKm: read.number('spreadKm', [0, 300]),
  };
}

function behaviourOf(read: Reading): Behaviour {
  if (read.raw('behaviour') === undefined) return BEHAVIOUR;
  const given = read.within('behaviour').only(Object.keys(BEHAVIOUR));
  const of = (name: keyof Behaviour, bounds: readonly [number, number]): number =>
    given.number(name, bounds, BEHAVIOUR[name]);
  return {
    noticeChance: of('noticeChance', [0, 1]),
    browseMinutes: of('browseMinutes', [0, 1_440]),
    grabsAtOnce: given.whole('grabsAtOnce', [1, 20], BEHAVIOUR.grabsAtOnce),
    cancelChance: of('cancelChance', [0, 1]),
    setOutMinutes: of('setOutMinutes', [0, 600]),
    dawdleMinutes: of('dawdleMinutes', [0, 1_440]),
    roadNoise: of('roadNoise', [0, 2]),
    handlingMinutes: of('handlingMinutes', [1, 600]),
    reportMinutes: of('reportMinutes', [1, 60]),
  };
}

/** What the scenario changes of the default policy, checked as a whole as any policy is. */
function policyOf(read: Reading, base: Policy): Policy {
  const given = read.raw('policy');
  if (given === undefined) return base;
  const parsed = parsePolicy(patched(base, given));
  if (parsed.ok) return parsed.policy;
  for (const { path, message } of parsed.problems) {
    read.problems.push({ path: `/policy${path}`, message });
  }
  return base;
}

export const DEFAULT_BEHAVIOUR = BEHAVIOUR;
