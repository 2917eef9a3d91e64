import type { Placings } from '#libs/matcher';
import { sentence } from '../sentence.js';
import { goalText } from './counterfactuals.js';
import type { NonPersonalisedResult, NonPersonalisedView } from './counterfactual-view.js';
import {
  outcomeOf,
  replayed,
  resultFor,
  withChanged,
  type Outcome,
  type Situation,
} from './situation.js';
import { withoutProfile } from './past-terms.js';

/**
 * The same decision with the profile off: for this driver, and for all (D3). `decision` is the
 * recorded one, decided again.
 */
export function nonPersonalisedOf(
  situation: Situation,
  decision: Placings,
  withoutProfiles: Placings,
): NonPersonalisedView {
  const { own, goal } = situation;
  const he = withoutProfile(own);
  const before = resultFor(situation, decision);
  const view = (result: Outcome, who: 'own' | 'everyone'): NonPersonalisedResult => {
    const { outcome, total, verified, replayDigest } = result;
    const message = outcome === 'REFUSED' ? 'refused' : outcome === 'REACHED' ? 'yes' : 'no';
    return {
      outcome,
      total,
      changes: outcome !== before.outcome,
      verified,
      replayDigest,
      sentence:
        message === 'refused' || total === null
          ? sentence(`profile_off.${who}.refused`, {})
          : sentence(`profile_off.${who}.${message}`, { total, goal: goalText(goal) }),
    };
  };
  return {
    goal,
    own: view(replayed(situation, withChanged(situation, he), he), 'own'),
    everyone: view(outcomeOf(situation, withoutProfiles, he), 'everyone'),
  };
}
