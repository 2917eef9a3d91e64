import type { Part } from '../decision.js';
import type { Candidate } from '../domain.js';
import type { Policy } from '../policy.js';
import { remediesOf } from '../remedies.js';
import { POINTS_MAX } from './factor.js';

/**
 * Priority owed to a driver whom a faulty decision cost an order: a part like any other, with its
 * weight in the policy, so that the total stays the sum of its parts and everyone can be told what
 * it was. It is there only where something is owed, and full then: there is no half of a debt.
 */
export const compensationPart = ({ compensationId }: Candidate, policy: Policy): Part | null =>
  compensationId === undefined
    ? null
    : {
        factor: 'compensation',
        weight: remediesOf(policy).compensationWeight,
        points: POINTS_MAX,
        facts: { compensationId },
      };
