import type { NatsConnection } from '@nats-io/transport-node';
import type { RolloutList, RolloutView, ShadowRunList, ShadowRunView } from '#libs/contracts';
import { defaultPolicy, type Policy } from '#libs/matcher';
import { asDriver } from './drivers-over-nats.js';
import { shortWindows } from './freight.js';
import type { Caller, OverNats } from './over-nats.js';

const OPERATOR: Caller = ['operator', 'opr-1'];
const REVIEWER: Caller = ['reviewer', 'rev-1'];

/** As in force but for one weight, and that by less than what must be insisted on. */
const candidate = (): Policy => ({
  ...defaultPolicy,
  ...shortWindows(),
  ...{ name: 'of-hangzhou', version: 2, cityCode: '3301' },
  weights: { ...defaultPolicy.weights, waiting: defaultPolicy.weights.waiting + 1 },
});

type Outcome = {
  readonly hash: string;
  readonly rehearsed: ShadowRunView;
  readonly runs: ShadowRunList;
  readonly begun: RolloutView;
  readonly ended: RolloutView;
  /** After the end, as everyone sees them. */
  readonly rollouts: RolloutList;
};

/**
 * Everything that can be asked about how a policy comes to decide, once each, as a client in any
 * language would: it is stored, rehearsed, let in for a share of new orders, and taken back.
 */
export async function askAboutPolicies(
  over: OverNats,
  { gateway, operations }: { gateway: NatsConnection; operations: NatsConnection },
): Promise<Outcome> {
  const policy = candidate();
  const { hash } = await over.ask<{ hash: string }>(operations, OPERATOR, 'policy.put', {
    ...{ policy, activate: false },
  });
  const rehearsed = await over.ask<ShadowRunView>(operations, OPERATOR, 'policy.shadow', {
    ...{ policy, sample: 20 },
  });
  const runs = await over.ask<ShadowRunList>(operations, REVIEWER, 'policy.shadow_runs', {});
  const begun = await over.ask<RolloutView>(operations, OPERATOR, 'policy.rollout', {
    ...{ hash, method: 'percent', percent: 10 },
  });
  const ended = await over.ask<RolloutView>(operations, OPERATOR, 'policy.rollout_end', {
    ...{ rolloutId: begun.rolloutId, reason: 'a test' },
  });
  const anybody = asDriver('drv-policies');
  const rollouts = await over.ask<RolloutList>(gateway, anybody, 'policy.rollouts', {});
  return { hash, rehearsed, runs, begun, ended, rollouts };
}
