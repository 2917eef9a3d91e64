import type { Placings } from '#libs/matcher';
import type { Text } from '../labels.js';
import { sentence } from '../sentence.js';
import type {
  ChangeView,
  CounterfactualsView,
  CounterfactualView,
  Replayed,
} from './counterfactual-view.js';
import { notActionableOf } from './not-actionable.js';
import { raisedBy } from './raised.js';
import { applied, leastAlone, leastTogether, waysOf, type Steps } from './search.js';
import { reachesIn, replayedWith, type Outcome, type Situation } from './situation.js';

export type CounterfactualSteps = {
  readonly waysOf: typeof waysOf;
  readonly leastAlone: typeof leastAlone;
  readonly leastTogether: typeof leastTogether;
};

export const counterfactualSteps: CounterfactualSteps = { waysOf, leastAlone, leastTogether };

/**
 * The smallest changes on his side that would have been enough, each proved by deciding the whole
 * thing again; or the proof that there is none. `decision` is the recorded one, decided again.
 */
export const assembleCounterfactuals =
  (steps: CounterfactualSteps) =>
  (situation: Situation, decision: Placings): CounterfactualsView => {
    const { goal } = situation;
    const reaches = reachesIn(situation, decision);
    const view = viewOf(situation, decision);
    const ways = steps.waysOf(situation);
    const single = [...new Map(ways.flat().map((each) => [each[0], each])).values()]
      .map((each) => steps.leastAlone(situation, each, reaches))
      .flatMap((found) => proved(situation, found));
    if (single.length > 0) return view({ verdict: 'CHANGES', single });

    const [joint] = proved(situation, steps.leastTogether(situation, ways, reaches));
    if (joint !== undefined) return view({ verdict: 'JOINT', joint });

    const proof = ways.map((way) => replayedWith(situation, applied(situation, way)));
    if (proof.some(({ outcome }) => outcome === 'REACHED')) return unavailable(goal);
    return view({ verdict: 'NOTHING', proof: proof.map(bare) });
  };

export const counterfactualsOf = assembleCounterfactuals(counterfactualSteps);

/** The record is no longer enough to decide again, so nothing can be proved either way. */
export const unavailable = (goal: CounterfactualsView['goal']): CounterfactualsView => ({
  goal,
  verdict: 'UNAVAILABLE',
  sentence: sentence('counterfactual.unavailable', {}),
  basis: null,
  single: [],
  joint: null,
  proof: [],
  notActionable: [],
});

const GOALS: Readonly<Record<Situation['goal'], Text>> = {
  win: { zh: '中选', en: 'won' },
  be_recommended: { zh: '得到推荐', en: 'been recommended' },
  be_offered: { zh: '得到派单', en: 'been offered the order' },
};

export const goalText = (goal: Situation['goal']): { value: string; label: Text } => ({
  value: goal,
  label: GOALS[goal],
});

const VERDICTS = {
  CHANGES: 'counterfactual.changes',
  JOINT: 'counterfactual.joint',
  NOTHING: 'counterfactual.nothing',
} as const;

type Found = {
  readonly verdict: keyof typeof VERDICTS;
  readonly single?: readonly CounterfactualView[];
  readonly joint?: CounterfactualView;
  readonly proof?: readonly Replayed[];
};

const viewOf =
  (situation: Situation, { cutoffTotal, ranked }: Placings) =>
  ({ verdict, single = [], joint, proof = [] }: Found): CounterfactualsView => {
    const { goal, own } = situation;
    const total = ranked.find(({ driverId }) => driverId === own.driverId)?.total;
    return {
      goal,
      verdict,
      sentence: sentence(VERDICTS[verdict], { goal: goalText(goal) }),
      basis: null,
      single,
      joint: joint ?? null,
      proof,
      notActionable: notActionableOf(
        situation,
        situation.order.mode !== 'first_wins' && total !== undefined && total === cutoffTotal,
      ),
    };
  };

/** Shown only if the whole decision, decided again with this change, comes out for him. */
function proved(situation: Situation, steps: Steps | null): CounterfactualView[] {
  if (steps === null) return [];
  const changed = applied(situation, steps);
  const result = replayedWith(situation, changed);
  if (result.outcome !== 'REACHED') return [];
  const changes = steps.map(([term, count]): ChangeView => ({
    term: term.name,
    effort: term.effort,
    ...term.view(situation.own, changed, count, situation),
  }));
  const clauses = changes.map(({ clause }) => clause.text);
  const said = {
    goal: goalText(situation.goal),
    changes: {
      value: changes.map(({ term }) => term).join(','),
      label: {
        zh: clauses.map(({ zh }) => zh).join('，并且'),
        en: clauses.map(({ en }) => en).join(', and '),
      },
    },
  };
  const count = steps.length === 1 ? 'single' : 'together';
  const factors = raisedBy(changed, situation);
  return [
    {
      changes,
      sentence:
        factors === null
          ? sentence(`counterfactual.${count}`, said)
          : sentence(`counterfactual.${count}_in`, { ...said, factors }),
      ...bare(result),
    },
  ];
}

const bare = ({ verified, total, replayDigest }: Outcome): Replayed => ({
  verified,
  total,
  replayDigest,
});
