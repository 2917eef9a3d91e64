import { event, type Matching } from '#libs/dispatch';
import type { RightsDatabase } from '../ports/database.js';
import type { Erasure } from '../ports/erasures.js';
import type { Outside } from '../ports/outside.js';
import { certificateOf } from './certificate.js';

/** A relay that had read an event before it was deleted has published it, or given up, by then. */
const SETTLES_MS = 6_000;
/** Erasures looked at in one turn; more wait for the next. */
const AT_ONCE = 100;

export type ErasureMeans = Pick<Matching, 'clock' | 'entropy'> & {
  readonly database: RightsDatabase;
  readonly outside: Outside;
  /** Who has received data of drivers and has to be told. */
  readonly recipients: readonly string[];
};

/**
 * Takes each erasure as far as it goes now. Answers how many steps were taken. The stream is read
 * once a turn, for all who are due, however many ask at the same time.
 */
export async function advanceErasures(means: ErasureMeans): Promise<number> {
  const { erasures } = means.database.read;
  let steps = 0;
  const asFarAsItGoes = async (erasure: Erasure): Promise<void> => {
    for (let at: Erasure | null = erasure; at !== null;) {
      const next: Erasure | null = await advance(means, at);
      if (next !== null) steps += 1;
      at = next;
    }
  };
  for (const erasure of await erasures.pending(AT_ONCE)) await asFarAsItGoes(erasure);
  for (const swept of await sweep(means, await erasures.pending(AT_ONCE))) {
    steps += 1;
    await asFarAsItGoes(swept);
  }
  return steps;
}

/**
 * One step, or null when there is none to take yet. Each ends in a state that is written down, and
 * may be taken again when a process dies in it: a fence put twice is one, what is deleted stays so.
 */
async function advance(means: ErasureMeans, erasure: Erasure): Promise<Erasure | null> {
  const { database } = means;
  const { erasureId } = erasure;
  const done =
    erasure.state === 'asked'
      ? await fence(means, erasure)
      : erasure.state === 'fenced'
        ? await erase(means, erasure, { whatever: false })
        : erasure.state === 'swept' && (await certify(means, erasure));
  return done ? database.read.erasures.byId(erasureId) : null;
}

/**
 * First outside, where no restore reaches, then here: what is fenced is on its way to be erased.
 */
async function fence(
  { database, outside, clock }: ErasureMeans,
  erasure: Erasure,
): Promise<boolean> {
  const nowMs = clock.nowMs();
  await outside.putFence(erasure.fence, nowMs);
  await database.transact(async (tx) => {
    await tx.erasures.addFences([erasure.fence], nowMs);
    await tx.erasures.markFenced(erasure.erasureId);
  });
  return true;
}

/**
 * `whatever`: also when he carries an order, which can only be in a database that was restored. The
 * order goes on under the pseudonym, and shows as stalled to those who watch.
 */
export async function erase(
  { database, clock, entropy, recipients }: ErasureMeans,
  { erasureId }: Erasure,
  { whatever }: { whatever: boolean },
): Promise<boolean> {
  return database.transact(async (tx) => {
    const driverId = await tx.erasures.subjectOf(erasureId);
    if (driverId === null) throw new Error(`erasure ${erasureId} has forgotten whom it is about`);
    if ((await tx.erasures.carries(driverId)) && !whatever) {
      await tx.erasures.wait(erasureId, 'carried_order');
      return false;
    }
    await tx.erasures.erase({
      erasureId,
      driverId,
      pseudonym: `erased-${entropy.newId()}`,
      atMs: clock.nowMs(),
      recipients,
    });
    return true;
  });
}

/** Those whose traces outside of the database are gone now. */
async function sweep(
  { database, outside, clock }: ErasureMeans,
  pending: readonly Erasure[],
): Promise<Erasure[]> {
  const due = new Map<string, string | null>();
  for (const { erasureId, erasedAtMs, state } of pending) {
    if (state !== 'erased' || erasedAtMs === null) continue;
    if (clock.nowMs() < erasedAtMs + SETTLES_MS) continue;
    if (!(await database.transact((tx) => tx.erasures.eraseRemains(erasureId)))) continue;
    due.set(erasureId, await database.read.erasures.subjectOf(erasureId));
  }
  const ids = [...due.values()].filter((driverId): driverId is string => driverId !== null);
  const removed = await outside.removeMessages(ids);
  const swept: Erasure[] = [];
  for (const [erasureId, driverId] of due) {
    const stream = driverId === null ? 0 : (removed.get(driverId) ?? 0);
    await database.transact((tx) => tx.erasures.markSwept(erasureId, { stream }));
    const erasure = await database.read.erasures.byId(erasureId);
    if (erasure !== null) swept.push(erasure);
  }
  return swept;
}

async function certify(
  { database, clock, entropy }: ErasureMeans,
  { erasureId }: Erasure,
): Promise<boolean> {
  await database.transact(async (tx) => {
    const erasure = await tx.erasures.byId(erasureId);
    if (erasure === null || erasure.state !== 'swept') return;
    const nowMs = clock.nowMs();
    const { text, digest } = certificateOf(erasure, nowMs);
    await tx.erasures.certify(erasureId, text, digest, nowMs);
    await tx.outbox.add([
      event(entropy, null, nowMs, 'erasure.certified', erasureId, {
        erasureId,
        sha256: [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
      }),
    ]);
  });
  return true;
}
