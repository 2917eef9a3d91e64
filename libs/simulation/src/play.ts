import { FINAL_STATUSES, type OutboxEvent } from '#libs/dispatch';
import { parsePolicy, type Policy } from '#libs/matcher';
import { Account, EXPIRY_TOLERANCE_MS } from './account.js';
import { Agenda } from './agenda.js';
import { Faults, type Fault } from './faults.js';
import type { Inspected } from './inspection.js';
import type { SimMode } from './modes.js';
import { patched } from './patched.js';
import { driverCaller, People, shipperCaller, type Story } from './people.js';
import { FLEET, OPERATOR, Stage, type Twins } from './stage.js';
import { Truck } from './truck.js';
import type { SimDriver, SimOrder, World } from './world.js';

const MINUTE_MS = 60_000;
const CONSENT_TEXT = 'terms-1';
const POSITIONS_AT_ONCE = 1_000;
/** Shown to whoever waits. */
const SAY_EVERY_ORDERS = 250;

export type Played = {
  readonly mode: string;
  readonly stories: readonly Story[];
  readonly trucks: readonly Truck[];
  readonly inspected: Inspected;
  readonly rejections: Readonly<Record<string, number>>;
  readonly faultCount: number;
  readonly faults: readonly Fault[];
  /** Virtual. */
  readonly endedAtMs: number;
};

export type Playing = {
  readonly twins?: Twins;
  readonly say?: (line: string) => void;
  readonly signal?: AbortSignal;
};

/** Plays one world in one mode, from the first registration until nothing is left to happen. */
export async function play(
  world: World,
  mode: SimMode,
  base: Policy,
  { twins = {}, say = () => undefined, signal }: Playing = {},
): Promise<Played> {
  const document = policyOf(mode, base);
  const faults = new Faults();
  const stage = new Stage(world.startMs - 60 * MINUTE_MS, world.seed, faults, twins);
  const agenda = new Agenda();
  const account = new Account(faults);
  const trucks = new Map(
    world.drivers.map((driver) => [driver.registration.driverId, new Truck(driver)]),
  );
  const people = new People(stage, agenda, account, world, trucks);

  await stage.say('policy', (tx) =>
    stage.rooms.putPolicy(tx, stage.matching, OPERATOR, { document, activate: true }),
  );
  for (const driver of world.drivers) await register(stage, driver);
  plan(world, stage, agenda, people, account, mode);

  let posted = 0;
  for (;;) {
    signal?.throwIfAborted();
    const dueMs = earliest(agenda.nextMs, await stage.nextStepMs());
    const done = people.stories.size === world.orders.length && account.openOrders === 0;
    if (dueMs === null || dueMs > world.endMs || (done && (await nothingIsLeft(people, stage)))) {
      break;
    }
    if (dueMs > stage.nowMs) stage.clock.moveTo(dueMs);
    while (agenda.nextMs !== null && agenda.nextMs <= stage.nowMs) {
      await agenda.take()?.();
      await listen(stage, account, people);
    }
    await stage.settle();
    await listen(stage, account, people);
    await stage.inspect();
    if (faults.isHopeless) break;
    if (people.stories.size >= posted + SAY_EVERY_ORDERS) {
      posted = people.stories.size;
      say(`${mode.name}: ${posted} of ${world.orders.length} orders posted`);
    }
  }
  await stage.inspect();
  await lastLook(stage, people, faults);
  return {
    mode: mode.name,
    stories: [...people.stories.values()],
    trucks: [...trucks.values()],
    inspected: stage.inspection.result,
    rejections: Object.fromEntries([...stage.rejections].sort(([a], [b]) => (a < b ? -1 : 1))),
    faultCount: faults.count,
    faults: faults.kept,
    endedAtMs: stage.nowMs,
  };
}

function policyOf(mode: SimMode, base: Policy): Policy {
  const parsed = parsePolicy(patched({ ...base, name: mode.name }, mode.policy(base)));
  if (parsed.ok) return parsed.policy;
  const why = parsed.problems.map(({ path, message }) => `${path} ${message}`).join('; ');
  throw new Error(`mode ${mode.name} makes no policy: ${why}`);
}

const earliest = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);

async function register(stage: Stage, driver: SimDriver): Promise<void> {
  const { rooms, matching } = stage;
  const { driverId } = driver.registration;
  const caller = driverCaller(driverId);
  await stage.say('register', (tx) =>
    rooms.registerDriver(tx, matching, FLEET, driver.registration),
  );
  const purposes = [
    ...(driver.sharesLocation ? (['location', 'trip_track'] as const) : []),
    ...(driver.sharesProfile ? (['profile'] as const) : []),
  ];
  for (const purpose of purposes) {
    const consent = { driverId, purpose, granted: true, textVersion: CONSENT_TEXT };
    await stage.say('consent', (tx) => rooms.changeConsent(tx, matching, caller, consent));
  }
  if (driver.history.length === 0) return;
  const outcomes = driver.history.map((past, at) => ({
    outcomeId: `${driverId}-${at}`,
    driverId,
    kind: past.completed ? ('completed' as const) : ('driver_cancelled' as const),
    onTime: past.onTime,
    fromCityCode: past.fromCityCode,
    toCityCode: past.toCityCode,
    shipperId: past.shipperId,
    atMs: past.atMs,
  }));
  await stage.say('import', (tx) => rooms.importOutcomes(tx, matching, FLEET, outcomes));
}

function plan(
  world: World,
  stage: Stage,
  agenda: Agenda,
  people: People,
  account: Account,
  mode: SimMode,
): void {
  const { rooms, matching } = stage;
  for (const truck of people.trucks.values()) {
    const { driverId } = truck;
    agenda.at(truck.driver.onDutyFromMs, async () => {
      truck.onDuty = true;
      await people.showsPlace(truck);
      await stage.say('duty', (tx) =>
        rooms.changeDuty(tx, matching, driverCaller(driverId), { driverId, onDuty: true }),
      );
      await people.browses(truck);
    });
    agenda.at(truck.driver.onDutyUntilMs, () => people.goesHome(truck));
  }
  for (const order of world.orders) {
    agenda.at(order.postedAtMs, () => post(stage, agenda, people, account, mode, order));
  }
  const report = async (): Promise<void> => {
    await reportPositions(stage, people);
    agenda.at(stage.nowMs + world.behaviour.reportMinutes * MINUTE_MS, report);
  };
  agenda.at(world.startMs, report);
}

async function post(
  stage: Stage,
  agenda: Agenda,
  people: People,
  account: Account,
  mode: SimMode,
  order: SimOrder,
): Promise<void> {
  const { rooms, matching } = stage;
  const stop = (at: SimOrder['loading'], window: SimOrder['loadingWindow']) => ({
    position: { ...at, coordinateSystem: 'wgs84' as const },
    cityCode: null,
    window,
  });
  const posted = await stage.say('post', (tx) =>
    rooms.postOrder(tx, matching, shipperCaller(order.shipperId), {
      loading: stop(order.loading, order.loadingWindow),
      unloading: stop(order.unloading, order.unloadingWindow),
      load: order.load,
      bodyTypes: order.bodyTypes,
      minLengthMillimeters: 0,
      cargoKind: order.cargoKind,
      handling: 'none',
      qualifications: [],
      valueFen: order.freightFen * 20,
      freightFen: order.freightFen,
      depositFen: 0,
      mode: mode.orderMode,
      confirmation: 'at_once',
    }),
  );
  if (posted === null) return;
  const { orderId, expiresAtMs } = posted;
  account.posted(orderId, expiresAtMs);
  people.stories.set(orderId, {
    ...{ order, orderId, postedAtMs: stage.nowMs, awardedAtMs: null, driverId: null },
    ...{ pickupMeters: 0, loadingAtMs: null, deliveredAtMs: null, expired: false, releases: 0 },
  });
  agenda.at(expiresAtMs + EXPIRY_TOLERANCE_MS, async () => {
    const late = await stage.read.orders.byId(orderId);
    if (late?.status === 'open') stage.faults.add('open_past_its_time', stage.nowMs, orderId);
  });
}

async function reportPositions(stage: Stage, people: People): Promise<void> {
  const { rooms, matching, nowMs } = stage;
  const fixes = [...people.trucks.values()]
    .filter(({ onDuty, driver }) => onDuty && driver.sharesLocation)
    .map((truck) => ({
      driverId: truck.driverId,
      position: { ...truck.placeAt(nowMs), coordinateSystem: 'wgs84' as const },
      source: 'phone' as const,
      observedAtMs: nowMs,
    }));
  for (let from = 0; from < fixes.length; from += POSITIONS_AT_ONCE) {
    const batch = fixes.slice(from, from + POSITIONS_AT_ONCE);
    await stage.say('positions', (tx) => rooms.reportPositions(tx, matching, FLEET, batch));
  }
}

/** Everyone is told what concerns him, in the order in which it was written. */
async function listen(stage: Stage, account: Account, people: People): Promise<void> {
  for (let told = stage.events(); told.length > 0; told = stage.events()) {
    for (const event of told) {
      account.told(event);
      await react(event, people);
    }
  }
}

async function react({ type, data }: OutboxEvent, people: People): Promise<void> {
  const about = data as { orderId?: string; driverId?: string | null; visibleFromMs?: number };
  const { orderId = '', driverId, visibleFromMs = 0 } = about;
  switch (type) {
    case 'order.offered':
      return people.isOffered(driverId ?? '', orderId, visibleFromMs);
    case 'order.recommended':
      return people.hearsOf(driverId ?? '', orderId);
    case 'order.confirmed':
      return people.gets(driverId ?? '', orderId);
    case 'order.released':
      return people.loses(driverId ?? '', orderId);
    case 'order.expired': {
      const story = people.stories.get(orderId);
      if (story !== undefined) story.expired = true;
      return undefined;
    }
    default:
      return undefined;
  }
}

async function nothingIsLeft(people: People, stage: Stage): Promise<boolean> {
  for (const orderId of people.stories.keys()) {
    const order = await stage.read.orders.byId(orderId);
    if (order === null || !isFinal(order.status)) return false;
  }
  return true;
}

const isFinal = (status: string): boolean => FINAL_STATUSES.some((final) => final === status);

/** Orders that nothing will ever happen to again, though they are not at an end. */
async function lastLook(stage: Stage, people: People, faults: Faults): Promise<void> {
  for (const orderId of people.stories.keys()) {
    const order = await stage.read.orders.byId(orderId);
    if (order !== null && isFinal(order.status)) continue;
    const about = `${orderId} is ${order?.status ?? 'gone'}`;
    faults.add('without_end', stage.nowMs, about);
  }
}
