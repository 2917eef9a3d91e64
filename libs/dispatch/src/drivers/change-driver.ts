import type { Caller } from '../caller.js';
import { event } from '../event.js';
import type { Matching } from '../matching/context.js';
import { askNewcomer } from '../offers/ask-newcomer.js';
import type { ConsentPurpose, Driver, DriverState } from '../model/driver.js';
import { cityOf, mustKnowCity, toWgs84, type GivenPosition } from '../place.js';
import type { Tx } from '../ports/database.js';
import { notFound, Rejection } from '../rejection.js';
import { holds } from '../consents/consent-shelf.js';
import { forgetWhatItAllowed } from '../consents/lapse-consents.js';
import { history } from './history.js';

type Means = Pick<Matching, 'clock' | 'entropy'>;

/** A driver changes only himself. */
async function own(tx: Tx, caller: Caller, driverId: string): Promise<DriverState> {
  const driver =
    caller.role === 'driver' && caller.subject !== driverId
      ? null
      : await tx.drivers.byIdForUpdate(driverId);
  if (driver === null) throw notFound('driver', driverId);
  return driver;
}

/** Writes the change with its history and event, and answers with what is then true. */
async function save(
  tx: Tx,
  { entropy }: Means,
  caller: Caller,
  changed: Driver,
  nowMs: number,
  told: { readonly type: string; readonly data: Record<string, unknown> } | null,
): Promise<DriverState> {
  const { driverId } = changed;
  if (!(await tx.drivers.update({ ...changed, version: changed.version + 1 }))) {
    throw new Error(`driver ${driverId} changed under its own lock`);
  }
  const after = await tx.drivers.byId(driverId);
  if (after === null) throw new Error(`driver ${driverId} vanished`);
  await tx.drivers.recordState(history(after, nowMs));
  if (told !== null) {
    await tx.outbox.add([
      event(entropy, caller.requestId, nowMs, told.type, driverId, { driverId, ...told.data }),
    ]);
  }
  return after;
}

/**
 * Gives or withdraws one consent, or says no when asked. Withdrawing location deletes the stored
 * position in the same transaction, so the next decision already does without it; what was decided
 * before stays valid (R4). Once a purpose has published texts, only one that holds, or will, can be
 * agreed to (R10).
 */
export async function changeConsent(
  tx: Tx,
  means: Means,
  caller: Caller,
  input: { driverId: string; purpose: ConsentPurpose; granted: boolean; textVersion: string },
): Promise<DriverState> {
  const { driverId, purpose, granted, textVersion } = input;
  const driver = await own(tx, caller, driverId);
  const nowMs = means.clock.nowMs();
  if (granted && !holds(await tx.consents.texts(), purpose, textVersion, nowMs)) {
    throw new Rejection('validation_failed', `No text ${textVersion} for ${purpose} is in force.`, [
      {
        path: '/textVersion',
        code: 'text_unknown',
        message: 'expected the version of a published text that holds now or will',
      },
    ]);
  }
  await tx.consents.record({
    driverId,
    purpose,
    granted,
    textVersion,
    because: 'driver',
    atMs: nowMs,
  });
  if (!granted) await forgetWhatItAllowed(tx, purpose, driverId);
  const consents = { ...driver.consents, [purpose]: granted ? textVersion : null };
  return save(tx, means, caller, { ...driver, consents }, nowMs, {
    type: 'driver.consent_changed',
    data: { purpose, granted, textVersion },
  });
}

/** Who comes on duty is asked at once about what is offered and has nobody left to ask. */
export async function changeDuty(
  tx: Tx,
  means: Matching,
  caller: Caller,
  { driverId, onDuty }: { driverId: string; onDuty: boolean },
): Promise<DriverState> {
  const driver = await own(tx, caller, driverId);
  const nowMs = means.clock.nowMs();
  const free = onDuty && driver.activeOrders === 0;
  const freeSinceMs = free ? (driver.onDuty ? driver.freeSinceMs : nowMs) : null;
  const after = await save(tx, means, caller, { ...driver, onDuty, freeSinceMs }, nowMs, {
    type: 'driver.duty_changed',
    data: { onDuty },
  });
  if (onDuty) await askNewcomer(tx, means, after);
  return after;
}

export async function changeHome(
  tx: Tx,
  means: Means,
  caller: Caller,
  { driverId, cityCode }: { driverId: string; cityCode: string },
): Promise<DriverState> {
  const driver = await own(tx, caller, driverId);
  mustKnowCity(cityCode, '/cityCode');
  return save(tx, means, caller, { ...driver, homeCityCode: cityCode }, means.clock.nowMs(), null);
}

/**
 * Where a driver who shares no location says he is (手动定位), by point or by city; null takes it back.
 */
export async function changePlace(
  tx: Tx,
  means: Matching,
  caller: Caller,
  input: { driverId: string; position: GivenPosition | null; cityCode: string | null },
): Promise<DriverState> {
  const driver = await own(tx, caller, input.driverId);
  const nowMs = means.clock.nowMs();
  const at = input.position === null ? null : toWgs84(input.position);
  if (input.cityCode !== null) mustKnowCity(input.cityCode, '/cityCode');
  const cityCode =
    input.cityCode ?? (at === null ? driver.cityCode : cityOf(at, null, '/position'));
  const manualPlace = at === null ? null : { ...at, setAtMs: nowMs };
  const after = await save(tx, means, caller, { ...driver, manualPlace, cityCode }, nowMs, null);
  if (after.onDuty) await askNewcomer(tx, means, after);
  return after;
}
