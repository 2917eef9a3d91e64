import { parsePolicy, type Policy } from '#libs/matcher';
import { policyHash } from '#libs/explanations';
import type { Caller } from '../caller.js';
import { event } from '../event.js';
import type { Matching } from '../matching/context.js';
import { mustBeRehearsed } from '../policies/large-change.js';
import { endNow } from '../policies/roll-out.js';
import type { Tx } from '../ports/database.js';
import { Rejection } from '../rejection.js';

/**
 * Stores a policy under the hash of its content and, if asked, lets new orders follow it: all of
 * them, so that a rollout in its city ends. A large change of a weight has to be rehearsed and
 * insisted on.
 */
export async function putPolicy(
  tx: Tx,
  { clock, entropy }: Pick<Matching, 'clock' | 'entropy'>,
  caller: Caller,
  { document, activate, force = false }: { document: unknown; activate: boolean; force?: boolean },
): Promise<{ readonly hash: string; readonly policy: Policy }> {
  const policy = soundPolicy(document);
  const hash = policyHash(policy);
  const nowMs = clock.nowMs();
  await tx.policies.put(policy, hash, nowMs, caller.subject);
  let detail: unknown = null;
  if (activate) {
    await tx.rollouts.hold(policy.cityCode);
    const change = await mustBeRehearsed(tx, { hash, policy }, { force, nowMs });
    detail = {
      ...{ before: change.baseHash, weights: change.weights },
      shadowRun: change.rehearsal?.runId ?? null,
    };
    const rollout = await tx.rollouts.underWay(policy.cityCode);
    if (rollout !== null && change.baseHash !== hash) {
      await endNow(tx, { clock, entropy }, caller, rollout, 'activated');
    }
    await tx.policies.activate(policy.cityCode, hash, nowMs, caller.subject);
    await tx.outbox.add([
      event(entropy, caller.requestId, nowMs, 'policy.activated', policy.cityCode, {
        hash,
        name: policy.name,
        version: policy.version,
        cityCode: policy.cityCode,
      }),
    ]);
  }
  await tx.audit.add({
    id: entropy.newId(),
    atMs: nowMs,
    actor: caller.subject,
    role: caller.role,
    action: activate ? 'policy.activate' : 'policy.put',
    subject: hash,
    reason: `${policy.name} version ${policy.version} for ${policy.cityCode}`,
    detail,
  });
  return { hash, policy };
}

/** The document as a policy, or what is wrong with it, each place by its path. */
export function soundPolicy(document: unknown): Policy {
  const parsed = parsePolicy(document);
  if (parsed.ok) return parsed.policy;
  throw new Rejection(
    'policy_invalid',
    'The policy document does not hold.',
    parsed.problems.map(({ path, message }) => ({
      path: `/policy${path}`,
      code: 'policy',
      message,
    })),
  );
}
