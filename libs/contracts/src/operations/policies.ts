import { RolloutList, RolloutView, ShadowRunList, ShadowRunView } from '../views/policy-view.js';
import { ROLES } from '../vocabulary.js';
import { operation } from './operation.js';
import {
  EndRollout,
  ListRollouts,
  ListShadowRuns,
  RunShadow,
  StartRollout,
} from './policy-inputs.js';

export const policyOperations = [
  operation({
    id: 'policy.shadow',
    summary: 'Rehearse a policy on past decisions',
    method: 'POST',
    path: '/v1/policy-shadow-runs',
    roles: ['operator'],
    ownership:
      'Decisions under the policy in force in its city. Audited; drivers only if asked for.',
    input: RunShadow,
    status: 201,
    answer: ShadowRunView,
    tag: 'policies',
    problems: ['policy_invalid', 'wrong_state'],
  }),
  operation({
    id: 'policy.shadow_runs',
    summary: 'List rehearsals of policies',
    method: 'GET',
    path: '/v1/policy-shadow-runs',
    roles: ['operator', 'reviewer'],
    ownership: 'All; they name no driver.',
    input: ListShadowRuns,
    answer: ShadowRunList,
    tag: 'policies',
  }),
  operation({
    id: 'policy.rollout',
    summary: 'Let a policy decide for a share of new orders',
    method: 'POST',
    path: '/v1/policy-rollouts',
    roles: ['operator'],
    ownership: 'Any city. Audited.',
    input: StartRollout,
    status: 201,
    answer: RolloutView,
    tag: 'policies',
    problems: ['not_found', 'policy_change_large', 'wrong_state'],
  }),
  operation({
    id: 'policy.rollout_end',
    summary: 'End a rollout',
    method: 'POST',
    path: '/v1/policy-rollouts/{rolloutId}/end',
    roles: ['operator'],
    ownership: 'Any city. Audited.',
    input: EndRollout,
    answer: RolloutView,
    tag: 'policies',
    problems: ['wrong_state'],
  }),
  operation({
    id: 'policy.rollouts',
    summary: 'List rollouts',
    method: 'GET',
    path: '/v1/policy-rollouts',
    roles: ROLES,
    ownership: 'Public to everyone with a token (D5).',
    input: ListRollouts,
    answer: RolloutList,
    tag: 'policies',
  }),
] as const;
