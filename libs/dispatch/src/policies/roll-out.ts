import type { Caller } from '../caller.js';
import { event } from '../event.js';
import type { Matching } from '../matching/context.js';
import type { Tx } from '../ports/database.js';
import type { Rollout, RolloutMethod, RolloutRegion } from '../ports/rollouts.js';
import { notFound, Rejection } from '../rejection.js';
import { mustBeRehearsed } from './large-change.js';

export type NewRollout = {
  readonly hash: string;
  readonly method: RolloutMethod;
  readonly percent: number;
  /** Of a switchback. */
  readonly windowMs: number | null;
  readonly region: RolloutRegion | null;
  readonly fromMs: number | null;
  readonly untilMs: number | null;
  readonly force: boolean;
};

type Means = Pick<Matching, 'clock' | 'entropy' | 'policies'>;

/**
 * Lets a stored policy decide beside the one in force in its city, for a share of the orders posted
 * from now on. Orders posted before keep theirs, also when the share changes or it ends. The next
 * stage of the same policy draws by the same salt, so that its share grows and is not drawn anew.
 */
export async function rollOut(
  tx: Tx,
  { clock, entropy, policies }: Means,
  caller: Caller,
  wanted: NewRollout,
): Promise<Rollout> {
  const { hash, method, percent } = wanted;
  const nowMs = clock.nowMs();
  checkRollout(wanted, nowMs);
  if ((await tx.policies.byHash(hash)) === null) throw notFound('policy', hash);
  const policy = await policies.get(tx, hash);
  const { cityCode } = policy;
  await tx.rollouts.hold(cityCode);
  const { baseHash, weights, rehearsal } = await mustBeRehearsed(
    tx,
    { hash, policy },
    { force: wanted.force, nowMs },
  );
  if (baseHash === null || baseHash === hash) {
    throw new Rejection('wrong_state', `Policy ${hash} is in force; there is nothing to let in.`);
  }
  const before = await tx.rollouts.underWay(cityCode);
  const end = { atMs: nowMs, by: caller.subject, because: 'next_stage' } as const;
  if (before !== null) await tx.rollouts.end(before.rolloutId, end);
  const last = await tx.rollouts.lastOf({ cityCode, policyHash: hash, baseHash });
  const rollout: Rollout = {
    rolloutId: entropy.newId(),
    ...{ cityCode, policyHash: hash, baseHash, method, percent },
    windowMs: method === 'switchback' ? wanted.windowMs : null,
    region: method === 'switchback' ? (wanted.region ?? 'city') : null,
    salt: last?.salt ?? entropy.newSeed(),
    fromMs: wanted.fromMs ?? nowMs,
    untilMs: wanted.untilMs,
    putBy: caller.subject,
    putAtMs: nowMs,
    ...{ endedAtMs: null, endedBy: null, endedBecause: null },
  };
  await tx.rollouts.start(rollout);
  await tell(tx, { entropy }, caller, rollout, nowMs);
  await tx.audit.add({
    id: entropy.newId(),
    atMs: nowMs,
    actor: caller.subject,
    role: caller.role,
    action: 'policy.rollout',
    subject: hash,
    reason: `${policy.name} version ${policy.version} for ${cityCode}, ${percent} % by ${method}`,
    detail: {
      ...{ rolloutId: rollout.rolloutId, baseHash, weights },
      ...{ replaced: before?.rolloutId ?? null, shadowRun: rehearsal?.runId ?? null },
    },
  });
  return rollout;
}

/** New orders follow the base again; those that drew the other keep it. */
export async function endRollout(
  tx: Tx,
  means: Means,
  caller: Caller,
  { rolloutId, reason }: { readonly rolloutId: string; readonly reason: string },
): Promise<Rollout> {
  const known = await tx.rollouts.byId(rolloutId);
  if (known === null) throw notFound('rollout', rolloutId);
  await tx.rollouts.hold(known.cityCode);
  const ended = await endNow(tx, means, caller, known, 'ended');
  if (ended === null) throw new Rejection('wrong_state', `Rollout ${rolloutId} has ended.`);
  await tx.audit.add({
    id: means.entropy.newId(),
    atMs: means.clock.nowMs(),
    actor: caller.subject,
    role: caller.role,
    action: 'policy.rollout_end',
    subject: known.policyHash,
    reason,
    detail: { rolloutId },
  });
  return ended;
}

/** Null when it had ended. */
export async function endNow(
  tx: Tx,
  { clock, entropy }: Pick<Means, 'clock' | 'entropy'>,
  caller: Caller,
  rollout: Rollout,
  because: 'ended' | 'activated',
): Promise<Rollout | null> {
  const atMs = clock.nowMs();
  const by = caller.subject;
  if (!(await tx.rollouts.end(rollout.rolloutId, { atMs, by, because }))) return null;
  const ended = { ...rollout, endedAtMs: atMs, endedBy: by, endedBecause: because };
  await tell(tx, { entropy }, caller, ended, atMs);
  return ended;
}

const tell = (
  tx: Tx,
  { entropy }: Pick<Means, 'entropy'>,
  caller: Caller,
  rollout: Rollout,
  atMs: number,
): Promise<void> =>
  tx.outbox.add([
    event(entropy, caller.requestId, atMs, 'policy.rollout_changed', rollout.cityCode, {
      cityCode: rollout.cityCode,
      rolloutId: rollout.rolloutId,
      hash: rollout.policyHash,
      baseHash: rollout.baseHash,
      method: rollout.method,
      percent: rollout.percent,
      ended: rollout.endedAtMs !== null,
    }),
  ]);

function checkRollout({ method, windowMs, fromMs, untilMs }: NewRollout, nowMs: number): void {
  const errors = [
    ...((method === 'switchback') === (windowMs !== null)
      ? []
      : [
          {
            path: '/windowMinutes',
            code: method === 'switchback' ? 'required' : 'not_here',
            message:
              method === 'switchback'
                ? 'expected how long a stretch of a switchback is'
                : 'expected nothing, since each order draws for itself',
          },
        ]),
    ...(untilMs === null || untilMs > Math.max(nowMs, fromMs ?? nowMs)
      ? []
      : [{ path: '/until', code: 'past', message: 'expected a time to come, after from' }]),
  ];
  if (errors.length > 0) throw new Rejection('validation_failed', 'No such rollout.', errors);
}
