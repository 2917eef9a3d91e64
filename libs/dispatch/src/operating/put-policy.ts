import { parsePolicy, type Policy } from '#libs/matcher';
import { policyHash } from '#libs/explanations';
import type { Caller } from '../caller.js';
import { event } from '../event.js';
import type { Matching } from '../matching/context.js';
import type { Tx } from '../ports/database.js';
import { Rejection } from '../rejection.js';

/** Stores a policy under the hash of its content and, if asked, lets new orders follow it. */
export async function putPolicy(
  tx: Tx,
  { clock, entropy }: Pick<Matching, 'clock' | 'entropy'>,
  caller: Caller,
  { document, activate }: { document: unknown; activate: boolean },
): Promise<{ readonly hash: string; readonly policy: Policy }> {
  const parsed = parsePolicy(document);
  if (!parsed.ok) {
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
  const { policy } = parsed;
  const hash = policyHash(policy);
  const nowMs = clock.nowMs();
  await tx.policies.put(policy, hash, nowMs, caller.subject);
  if (activate) {
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
    detail: null,
  });
  return { hash, policy };
}
