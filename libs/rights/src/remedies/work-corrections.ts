import { event } from '#libs/dispatch';
import { remediesOf } from '#libs/matcher';
import type { RightsMeans } from '../means.js';
import type { RightsDatabase, RightsTx } from '../ports/database.js';
import type { CorrectionJob, Reconsidered } from '../ports/remedies.js';
import { decideAgain, type Difference } from './decide-again.js';
import { owe } from './remedy.js';

/** Longer than a batch takes; a worker that dies is replaced after it. */
const LEASE_MS = 60_000;
/** A record can hold two thousand drivers: few at a time keep the transaction short. */
const BATCH = 25;
/** One correction decides no more than this again; the rest is told to whoever runs the service. */
const EXAMINED_MAX = 20_000;

/**
 * One batch of one job: decisions that the wrong datum went into, decided again on what was
 * recorded. Whoever would have come out differently is told. Answers whether there was work.
 */
export async function workCorrections(
  database: RightsDatabase,
  means: RightsMeans,
): Promise<boolean> {
  return database.transact(async (tx) => {
    const job = await tx.remedies.take(means.clock.nowMs(), LEASE_MS);
    if (job === null) return false;
    await tx.remedies.progress(await batch(tx, means, job));
    return true;
  });
}

async function batch(tx: RightsTx, means: RightsMeans, job: CorrectionJob): Promise<CorrectionJob> {
  const page = await tx.remedies.decisionsOf(job, BATCH);
  let { cursor, examined, changed, skipped } = job;
  for (const { decisionId, decidedAtMs } of page) {
    const found = await decidedAgain(tx, means, job, decisionId);
    if (found === null) skipped += 1;
    else if (found.length > 0) {
      changed += 1;
      await tellThem(tx, means, job, decisionId, found);
    }
    examined += 1;
    cursor = { decisionId, decidedAtMs };
  }
  const state = page.length < BATCH ? 'done' : examined >= EXAMINED_MAX ? 'bounded' : 'running';
  if (state !== 'running') {
    const atMs = means.clock.nowMs();
    await tx.outbox.add([
      event(means.entropy, null, atMs, 'request.correction_worked_out', job.driverId, {
        requestId: job.requestId,
        driverId: job.driverId,
        examined,
        changed,
        skipped,
        complete: state === 'done',
      }),
    ]);
  }
  return { ...job, cursor, examined, changed, skipped, state };
}

async function decidedAgain(
  tx: RightsTx,
  means: RightsMeans,
  job: CorrectionJob,
  decisionId: string,
): Promise<Difference[] | null> {
  const decision = await tx.ledger.decision(decisionId);
  if (decision === null) return null;
  const drivers = await tx.ledger.driverRows(decisionId);
  const policy = await means.policies.get(tx, decision.policyHash);
  return decideAgain({ ...decision, drivers }, policy, job);
}

/** Each hears of his own part alone: whose datum it was is nobody else's business. */
async function tellThem(
  tx: RightsTx,
  means: RightsMeans,
  { requestId, driverId: corrected }: CorrectionJob,
  decisionId: string,
  found: readonly Difference[],
): Promise<void> {
  const atMs = means.clock.nowMs();
  const added = await tx.remedies.reconsider(
    found.map((each): Reconsidered => ({ ...each, decisionId, requestId, atMs })),
  );
  const decision = await tx.ledger.decision(decisionId);
  if (decision === null) return;
  await tx.outbox.add(
    added.map(({ driverId, was, wouldBe }) =>
      event(means.entropy, null, atMs, 'decision.would_differ', driverId, {
        decisionId,
        orderId: decision.orderId,
        driverId,
        was,
        wouldBe,
      }),
    ),
  );
  const lost = added.some(
    ({ driverId, was, wouldBe }) => driverId === corrected && was !== 'WON' && wouldBe === 'WON',
  );
  const { order } = decision.bundle;
  if (!lost || order === null) return;
  const policy = await means.policies.get(tx, decision.policyHash);
  await owe(tx, means, {
    requestId,
    driverId: corrected,
    fromCityCode: order.fromCityCode,
    days: remediesOf(policy).compensationDays,
  });
}
