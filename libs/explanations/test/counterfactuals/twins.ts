import type { Candidate } from '#libs/matcher';
import { assembleBeside, besideOf, besideSteps } from '../../src/counterfactuals/beside.js';
import type {
  CounterfactualsView,
  CounterfactualView,
  TermName,
} from '../../src/counterfactuals/counterfactual-view.js';
import {
  assembleCounterfactuals,
  counterfactualSteps,
} from '../../src/counterfactuals/counterfactuals.js';
import { applied, type Steps } from '../../src/counterfactuals/search.js';
import type { Reaches, Situation } from '../../src/counterfactuals/situation.js';
import { digestOfChange, totalOf } from './changed.js';
import type { laws, Room } from './laws.js';

type Twin = { readonly breaks: keyof typeof laws; readonly twin: Room };

type Asked = Parameters<typeof besideOf>[0];

const telling = (
  change: (view: CounterfactualsView, asked: Asked) => CounterfactualsView | null,
): Room => ({
  besideOf: (asked) => {
    const beside = besideOf(asked);
    const { counterfactuals: view } = beside;
    return { ...beside, counterfactuals: view && change(view, asked) };
  },
});

/** The shown distance made longer or shorter by a step, and honest in everything else. */
const byAStep =
  (steps: 1 | -1) =>
  (view: CounterfactualsView, asked: Asked): CounterfactualsView => {
    const own = asked.rows.find(({ driverId }) => driverId === asked.driverId)?.candidate;
    if (own === null || own === undefined) return view;
    return { ...view, single: view.single.map((shown) => moved(shown, steps, own, asked)) };
  };

function moved(
  shown: CounterfactualView,
  steps: 1 | -1,
  own: Candidate,
  asked: Asked,
): CounterfactualView {
  const [change] = shown.changes;
  const { term, change: by = null, step = null } = change ?? {};
  if (change === undefined || term !== 'longer_free' || by === null || step === null) return shown;
  if (by + steps * step <= 0) return shown;
  const changes = [{ ...change, change: by + steps * step }];
  const candidate = { ...own, waitingSeconds: own.waitingSeconds + by + steps * step };
  const total = totalOf(candidate, asked);
  return { ...shown, changes, total, replayDigest: digestOfChange(candidate, total, asked.header) };
}

/** Takes away what can be taken away, at once first: small, and not the fewest. */
function greedy(situation: Situation, ways: readonly Steps[], reaches: Reaches): Steps | null {
  const enough = (steps: Steps): boolean => reaches(applied(situation, steps));
  const way = ways.find(enough);
  if (way === undefined) return null;
  let kept: Steps = way;
  for (const [term] of way) {
    for (;;) {
      const less = kept
        .map(([each, count]) => [each, each === term ? count - 1 : count] as const)
        .filter(([, count]) => count > 0);
      if (less.every(([each], at) => each === kept[at]?.[0] && less.length === kept.length)) {
        if (!enough(less)) break;
        kept = less;
      } else {
        if (enough(less)) kept = less;
        break;
      }
    }
  }
  return kept;
}

const countedUnder = (
  { sentence }: CounterfactualView,
  value: string,
): CounterfactualView['sentence'] => ({
  ...sentence,
  values: { ...sentence.values, factors: { value, unit: 'text' } },
});

/** Each is wrong by one line, and right by every other law. */
export const twins: Readonly<Record<string, Twin>> = {
  'rounds down': {
    breaks: 'every change that is shown is enough when the whole decision is replayed',
    twin: telling(byAStep(-1)),
  },
  'rounds up twice': {
    breaks: 'one step less of anything shown is not enough',
    twin: telling(byAStep(1)),
  },
  'gives every replay one digest': {
    breaks: 'what is shown is what was replayed, and its total is what came out',
    twin: telling((view) => ({
      ...view,
      single: view.single.map((shown) => ({ ...shown, replayDigest: '' })),
    })),
  },
  'names a row that the change does nothing for': {
    breaks: 'the rows a change is said to count under are those that deciding again gives more',
    twin: telling((view) => ({
      ...view,
      single: view.single.map((shown) => ({ ...shown, sentence: countedUnder(shown, 'body_fit') })),
    })),
  },
  'advises a longer truck': {
    breaks: 'nothing is advised that a driver cannot change',
    twin: telling((view) => ({
      ...view,
      single: view.single.map((shown) => ({
        ...shown,
        changes: shown.changes
          .map((change) => [change, { ...change, term: 'length' as TermName }])
          .flat(),
      })),
    })),
  },
  'says that nothing would help when no single change does': {
    breaks: 'where nothing is said to be enough, nothing is, tried exhaustively',
    twin: telling((view) =>
      view.joint === null
        ? view
        : { ...view, verdict: 'NOTHING', joint: null, proof: [view.joint] },
    ),
  },
  'joins more changes than it takes': {
    breaks: 'no fewer and no smaller changes are enough, tried exhaustively',
    twin: {
      besideOf: assembleBeside({
        ...besideSteps,
        counterfactualsOf: assembleCounterfactuals({
          ...counterfactualSteps,
          leastTogether: greedy,
        }),
      }),
    },
  },
  'has nothing to say to the refused': {
    breaks: 'everyone who was not chosen is told of changes or of the proof that there are none',
    twin: telling((view, { rows, driverId }) =>
      rows.find((row) => row.driverId === driverId)?.role === 'REFUSED' ? null : view,
    ),
  },
  'counts a profile that is off': {
    breaks: 'without profiles the result is told as a replay has it, and of nobody else',
    twin: {
      besideOf: (asked) => {
        const beside = besideOf(asked);
        const { nonPersonalised } = beside;
        if (nonPersonalised === null) return beside;
        const { own, everyone } = nonPersonalised;
        const total = own.total === null ? null : own.total + 1;
        return {
          ...beside,
          nonPersonalised: { ...nonPersonalised, everyone: { ...everyone, total } },
        };
      },
    },
  },
};
