import { floorDivide } from '../division.js';
import type { Policy, Prior } from '../policy.js';
import type { BodyType } from '../vocabulary.js';

type Tally = { readonly successesMilli: number; readonly trialsMilli: number };

/**
 * A rate that starts at what is believed of any driver with such a truck and moves to his own as
 * evidence comes in: 1 of 1 is not 100 %. The prior's trials are never 0, so neither is the
 * divisor.
 */
export function smoothedRate(
  { successesMilli, trialsMilli }: Tally,
  body: BodyType,
  priors: Policy['profile']['completionPrior'],
) {
  const own: Prior | undefined = priors[body];
  const prior = own ?? priors.default;
  return {
    ratePermille: floorDivide(
      1000 * (successesMilli + prior.successesMilli),
      trialsMilli + prior.trialsMilli,
    ),
    priorOf: own === undefined ? ('default' as const) : body,
    priorSuccessesMilli: prior.successesMilli,
    priorTrialsMilli: prior.trialsMilli,
  };
}
