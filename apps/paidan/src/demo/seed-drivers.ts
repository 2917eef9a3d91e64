import { createHash } from 'node:crypto';
import {
  FIXES_MAX,
  OUTCOMES_MAX,
  type CoordinateSystem,
  type InputOf,
  type OperationId,
  type PastOutcome,
  type PositionFix,
} from '#libs/contracts';
import type { Asker } from '../asking/asker.js';
import { batchesOf, inParallel } from '../asking/in-parallel.js';
import type { Who } from '../installation.js';
import { driver as driverOf, REGISTRY, TERMINALS, type Ways } from './cast.js';
import { givenIn } from './coordinates.js';
import type { PlannedDriver } from './fleet.js';

const AT_ONCE = 24;
/** Every so many of them speak NATS, the others HTTP. */
const NATS_EVERY = 4;
const CONSENT_TEXT = '2026-11';
const SYSTEMS: readonly CoordinateSystem[] = ['gcj02', 'wgs84', 'bd09'];

/**
 * Registers everyone and lets each say what only he may: consents, place, duty. The key of every
 * command is made of its content, so what an earlier run of today has done is answered for, not
 * done again.
 */
export async function seedDrivers(
  { http, gateway }: Ways,
  fleet: readonly PlannedDriver[],
  said: (done: number) => void,
): Promise<void> {
  let done = 0;
  await inParallel(fleet, AT_ONCE, async (planned, position) => {
    const way = position % NATS_EVERY === 0 ? gateway : http;
    await introduce(way, planned);
    done += 1;
    if (done % 500 === 0) said(done);
  });
}

async function introduce(way: Asker, planned: PlannedDriver): Promise<void> {
  const { driverId, truck, crewSize, carrierId, home, placed, at } = planned;
  const himself = driverOf(driverId);
  await tell(way, 'driver.register', REGISTRY, {
    driverId,
    vehicle: truck.vehicle,
    qualifications: truck.qualifications,
    crew: { size: crewSize, coDriverId: null },
    cityCode: home.cityCode,
    carrierId,
    homeCityCode: null,
  });
  const consent = { driverId, granted: true, textVersion: CONSENT_TEXT };
  if (placed === 'position') {
    await tell(way, 'driver.consent', himself, { ...consent, purpose: 'location' });
    await tell(way, 'driver.consent', himself, { ...consent, purpose: 'vehicle_terminal' });
  }
  if (planned.profileConsent) {
    await tell(way, 'driver.consent', himself, { ...consent, purpose: 'profile' });
  }
  if (placed === 'manual') {
    const position = givenIn('gcj02', at);
    await tell(way, 'driver.place', himself, { driverId, position, cityCode: home.cityCode });
  }
  if (planned.onDuty) await tell(way, 'driver.duty', himself, { driverId, onDuty: true });
}

/** Half from the history service over NATS, half over HTTP. */
export async function importHistories(
  { http, partner }: Ways,
  outcomes: readonly PastOutcome[],
): Promise<number> {
  const receipts = await inParallel(batchesOf(outcomes, OUTCOMES_MAX), 2, (batch, number) =>
    tell(number % 2 === 0 ? partner : http, 'outcome.import', REGISTRY, { outcomes: batch }),
  );
  return receipts.reduce((sum, { imported, known }) => sum + imported + known, 0);
}

/**
 * Where the consenting ones are now: by the terminals' own way, and by HTTP as telephones would.
 */
export async function reportPositions(
  { http, terminal }: Ways,
  fleet: readonly PlannedDriver[],
): Promise<number> {
  const located = fleet.filter(({ placed }) => placed === 'position');
  const receipts = await inParallel(batchesOf(located, FIXES_MAX), 2, (batch, number) => {
    const overNats = number % 2 === 0;
    const fixes = batch.map((planned, position) => fixOf(planned, position, overNats));
    return (overNats ? terminal : http).ask('position.report', TERMINALS, { fixes });
  });
  return receipts.reduce((sum, { stored }) => sum + stored, 0);
}

const fixOf = (
  { driverId, at }: PlannedDriver,
  position: number,
  terminal: boolean,
): PositionFix => ({
  driverId,
  position: givenIn(terminal ? 'wgs84' : (SYSTEMS[position % SYSTEMS.length] ?? 'wgs84'), at),
  source: terminal ? 'vehicle_terminal' : 'phone',
  observedAtMs: Date.now(),
});

const tell = <Id extends OperationId>(way: Asker, id: Id, who: Who, input: InputOf<Id>) =>
  way.ask(id, who, input, contentKey(id, input));

const contentKey = (id: string, input: object): string =>
  `demo-${createHash('sha256')
    .update(`${id} ${JSON.stringify(input)}`)
    .digest('hex')
    .slice(0, 40)}`;
