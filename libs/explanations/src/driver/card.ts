import { LATER_FACTORS } from '#libs/matcher';
import type { CounterfactualView } from '../counterfactuals/counterfactual-view.js';
import type { Role } from '../kinds/kind.js';
import type { Text } from '../labels.js';
import type { DecisionKind, RecordedRole } from '../record.js';
import { sentence, type Sentence } from '../sentence.js';
import type { DriverTold } from './driver-view.js';
import { tooFar } from './could-change.js';
import { answeredWithin } from './frame.js';
import type { PartView } from './part-view.js';
import { isOfTruck } from './truck-needed.js';

/**
 * One screen out of the full record: what was asked, the answer, at most three reasons, what
 * counted most, what he could change, how to object; then the parts. Nothing in it that the full
 * record has not.
 */
export type DriverCard = {
  readonly schema: 'paidan.card/1';
  readonly recordId: string;
  readonly reconstructed: boolean;
  readonly decision: {
    readonly decisionId: string;
    readonly kind: DecisionKind;
    readonly kindLabel: Text;
    readonly orderId: string | null;
    readonly decidedAt: string;
    readonly automation: 'SOLELY_AUTOMATED' | 'HUMAN_DECIDED';
  };
  readonly question: Text;
  /** The first line: yes or no. */
  readonly answer: Sentence;
  readonly role: Role;
  readonly recordedRole: RecordedRole | null;
  readonly roleLabel: Text;
  readonly reasons: readonly Sentence[];
  readonly countedMost: Sentence;
  readonly couldChange: readonly Sentence[];
  readonly means: readonly Sentence[];
  readonly objecting: {
    readonly ways: readonly Sentence[];
    readonly contact: string | null;
    readonly bestAskedUntilMs: number;
    readonly answerWithinDays: number;
  };
  readonly total: number | null;
  readonly cutoffTotal: number | null;
  readonly gap: number | null;
  readonly parts: readonly CardPart[];
  /** Where the rest is. */
  readonly more: { readonly full: string; readonly rules: string; readonly proof: string | null };
};

export type CardPart = Pick<
  PartView,
  'factor' | 'label' | 'weight' | 'points' | 'contribution' | 'most' | 'sentence'
>;

const CHANGES_MAX = 2;

export function cardOf(told: DriverTold): DriverCard {
  const { decision, outcome, remedies } = told;
  const { decisionId, kind, kindLabel, orderId, decidedAt, automation } = decision;
  return {
    schema: 'paidan.card/1',
    recordId: told.recordId,
    reconstructed: told.reconstructed,
    decision: { decisionId, kind, kindLabel, orderId, decidedAt, automation },
    question: told.question,
    answer: told.answer,
    role: told.role,
    recordedRole: told.recordedRole,
    roleLabel: told.roleLabel,
    reasons: reasonsIn(told),
    countedMost: told.countedMost,
    couldChange: changesIn(told),
    means: told.consequences,
    objecting: {
      ways: [...howTo(told), remedies.until, ...answeredWithin(), sentence('remedy.human', {})],
      contact: remedies.contact,
      bestAskedUntilMs: remedies.bestAskedUntilMs,
      answerWithinDays: remedies.answerWithinDays,
    },
    total: outcome.total,
    // Beside no total of his own it would only ask what for, and the winner's is his own.
    cutoffTotal: outcome.total === null || told.role === 'WON' ? null : outcome.cutoffTotal,
    gap: outcome.gap,
    parts: told.parts
      .filter(isShown)
      .map(({ factor, label, weight, points, contribution, most, sentence: said }) => ({
        factor,
        label,
        weight,
        points,
        contribution,
        most,
        sentence: said,
      })),
    more: {
      full: `/v1/decisions/${decisionId}/explanation?view=full`,
      rules: told.system.publishedRules.path,
      proof: told.integrity.proofPath,
    },
  };
}

/**
 * One screen has no room for seven lines that say "no home set" or "not marked as familiar": of the
 * factors that a policy may know or not, only those are here that gave something. The sum is the
 * same.
 */
const isShown = ({ factor, contribution }: PartView): boolean =>
  contribution > 0 || !LATER_FACTORS.some((each) => each === factor);

/** What counted most is said once: the part that cost or gave most is no second reason. */
function reasonsIn({ narrative, countedMost: { message } }: DriverTold): Sentence[] {
  const said = message === 'card.counted_most' ? 'reason.strongest' : 'reason.weakest';
  const again = message === 'card.counted_most' || message.startsWith('card.cost_most.');
  return narrative.filter((reason) => !again || reason.message !== said);
}

/** What is proved goes before what is only in his hands; that he has to grab is never left out. */
function changesIn(told: DriverTold): readonly Sentence[] {
  const { notReached, counterfactuals, couldChange } = told;
  const grabbing = notReached?.reason === 'did_not_grab' ? aboutGrabbing(told) : [];
  const others = couldChange.filter(({ message }) => message !== 'advice.must_grab');
  const ofTruck = isOfTruck(told.refusal) || isOfTruck(notReached);
  const changes = (ofTruck ? null : provedIn(counterfactuals)) ?? others;
  return [...changes.slice(0, CHANGES_MAX - grabbing.length), ...grabbing];
}

function provedIn(counterfactuals: DriverTold['counterfactuals']): Sentence[] | null {
  switch (counterfactuals?.verdict) {
    case 'CHANGES': {
      const near = counterfactuals.single.filter(isInHisReach);
      return near.length === 0 ? FAR : near.map((each) => each.sentence);
    }
    case 'JOINT': {
      const { joint } = counterfactuals;
      if (joint === null) return null;
      return isInHisReach(joint) ? [joint.sentence] : FAR;
    }
    case 'NOTHING':
      return [counterfactuals.sentence];
    case 'UNAVAILABLE':
    case undefined:
      return null;
  }
}

const FAR = [sentence('advice.too_far', {})];

/** It would have won, and is in the full record; but nobody is advised to be a day's drive away. */
const isInHisReach = ({ changes }: CounterfactualView): boolean =>
  !changes.some(({ term, change }) => term === 'nearer' && change !== null && tooFar(change));

/** Nothing, where grabbing is what he is told already. */
function aboutGrabbing({ counterfactuals, couldChange }: DriverTold): Sentence[] {
  const { verdict, single = [], joint = null } = counterfactuals ?? {};
  if (verdict === 'NOTHING') return [sentence('advice.grab_alone', {})];
  const told = [...single, ...(joint === null ? [] : [joint])]
    .filter(isInHisReach)
    .flatMap(({ changes }) => changes);
  const said =
    told.length > 0
      ? told.some(({ term }) => term === 'grab')
      : couldChange.some(({ message }) => message === 'advice.grab');
  return said ? [] : [sentence('advice.must_grab', {})];
}

function howTo({ remedies: { contact }, recordId: record }: DriverTold): Sentence[] {
  return contact === null ? [] : [sentence('card.how_to_object', { contact, record })];
}
