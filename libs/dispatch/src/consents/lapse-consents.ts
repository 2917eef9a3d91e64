import { event } from '../event.js';
import { history } from '../drivers/history.js';
import type { Matching } from '../matching/context.js';
import { CONSENT_PURPOSES, type ConsentPurpose } from '../model/driver.js';
import type { Database, Tx } from '../ports/database.js';
import { currentText } from './consent-shelf.js';

/** One transaction's worth; each driver is locked until it ends. */
const DRIVERS_AT_ONCE = 200;

/**
 * A new text holds: who has not agreed to it is as if he had withdrawn, and what only his consent
 * allowed to keep is deleted. Decisions do without it from the first millisecond (`ConsentShelf`);
 * this brings the tables and the index after. Answers how many drivers it was about.
 */
export async function lapseConsents(
  database: Database,
  means: Pick<Matching, 'clock' | 'entropy'>,
): Promise<number> {
  let lapsed = 0;
  for (const purpose of CONSENT_PURPOSES) {
    for (let some = DRIVERS_AT_ONCE; some === DRIVERS_AT_ONCE; lapsed += some) {
      some = await database.transact((tx) => lapseSome(tx, means, purpose));
    }
  }
  return lapsed;
}

async function lapseSome(
  tx: Tx,
  { clock, entropy }: Pick<Matching, 'clock' | 'entropy'>,
  purpose: ConsentPurpose,
): Promise<number> {
  const nowMs = clock.nowMs();
  const texts = await tx.consents.texts();
  const current = currentText(texts, purpose, nowMs);
  if (current === null) return 0;
  const valid = texts
    .filter((text) => text.purpose === purpose && text.effectiveAtMs >= current.effectiveAtMs)
    .map(({ version }) => version);
  const driverIds = await tx.consents.holdersOfOthers(purpose, valid, DRIVERS_AT_ONCE);
  for (const driverId of driverIds) {
    const driver = await tx.drivers.byIdForUpdate(driverId);
    const textVersion = driver?.consents[purpose] ?? null;
    // He agreed to the new one, or withdrew, before his row was locked.
    if (driver === null || textVersion === null || valid.includes(textVersion)) continue;
    await tx.consents.record({
      driverId,
      purpose,
      granted: false,
      textVersion,
      because: 'text_superseded',
      atMs: nowMs,
    });
    await forgetWhatItAllowed(tx, purpose, driverId);
    const consents = { ...driver.consents, [purpose]: null };
    await tx.drivers.update({ ...driver, consents, version: driver.version + 1 });
    const after = await tx.drivers.byId(driverId);
    if (after !== null) await tx.drivers.recordState(history(after, nowMs));
    await tx.outbox.add([
      event(entropy, null, nowMs, 'driver.consent_changed', driverId, {
        driverId,
        purpose,
        granted: false,
        textVersion,
      }),
    ]);
  }
  return driverIds.length;
}

/** What was kept only because he had agreed to it goes in the transaction that ends the consent. */
export async function forgetWhatItAllowed(
  tx: Tx,
  purpose: ConsentPurpose,
  driverId: string,
): Promise<void> {
  if (purpose === 'location') await tx.drivers.forgetFix(driverId);
  if (purpose === 'location' || purpose === 'trip_track') await tx.trips.forgetTracks(driverId);
  if (purpose === 'vehicle_terminal') await tx.drivers.forgetFix(driverId, 'vehicle_terminal');
}
