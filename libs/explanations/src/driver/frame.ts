import { FACTORS } from '#libs/matcher';
import type { Policy } from '#libs/matcher';
import { CROWD_MIN } from '../bands.js';
import { FACTOR_LABELS, KIND_LABELS } from '../labels.js';
import type { DecisionBundle, DecisionHeader } from '../record.js';
import { sentence, type Sentence } from '../sentence.js';
import type {
  DecisionView,
  ParametersView,
  RemediesView,
  TieBreakView,
  WithheldView,
} from './driver-view.js';
import { provenKilometers } from './reconstruct.js';

/** The earlier of the two dates that the sources promise; counted from receipt. */
const ANSWER_WITHIN_DAYS = 15;

/** What a view needs of the decision itself; never who won. */
export type ViewHeader = Omit<DecisionHeader, 'winner'>;

// The parts of an explanation that read the same for every driver of a decision.

export const decisionView = (header: ViewHeader, bundle: DecisionBundle): DecisionView => ({
  decisionId: header.decisionId,
  kind: header.kind,
  kindLabel: KIND_LABELS[header.kind],
  orderId: header.orderId,
  orderVersion: header.orderVersion,
  round: header.round,
  decidedAt: new Date(header.decidedAtMs).toISOString(),
  decidedAtMs: header.decidedAtMs,
  automation: header.decidedByHuman === null ? 'SOLELY_AUTOMATED' : 'HUMAN_DECIDED',
  decidedByHuman: header.decidedByHuman,
  engineVersion: header.engineVersion,
  cause: bundle.cause,
});

export function searchSentence({ search }: DecisionBundle): Sentence {
  const reach = search.reachMeters;
  return search.endedBy === 'reach'
    ? sentence('search.reach', { reach })
    : sentence('search.limit', { reach, proven: provenKilometers(search) });
}

export function tieBreakView(
  { order, purpose, tieSeed, tieSeedHash }: DecisionBundle,
  ownTicket: string | null,
): TieBreakView {
  const firstWins = purpose === 'award' && order.mode === 'first_wins';
  return {
    rule: sentence(firstWins ? 'tie.first_wins' : 'tie.rule', {}),
    seedHash: tieSeedHash,
    seed: tieSeed,
    // Before the award a ticket would tell its holder who to let go first; it comes with the seed.
    ownTicket: tieSeed === null ? null : ownTicket,
    recompute: sentence(tieSeed === null ? 'tie.seed_secret' : 'tie.recompute', {}),
  };
}

export const parametersView = (header: ViewHeader, policy: Policy): ParametersView => ({
  policyHash: header.policyHash,
  policyName: policy.name,
  policyVersion: policy.version,
  weights: FACTORS.map((factor) => ({
    factor,
    label: FACTOR_LABELS[factor],
    weight: policy.weights[factor],
  })),
});

export const remediesView = (contact: string | null): RemediesView => ({
  contact,
  answerWithinDays: ANSWER_WITHIN_DAYS,
  ways: [
    sentence('remedy.object', { days: ANSWER_WITHIN_DAYS }),
    sentence('remedy.human', {}),
    sentence('remedy.correct', {}),
    sentence('remedy.profile_off', {}),
    sentence('remedy.complain', {}),
  ],
});

export const withheldView = (): WithheldView[] => [
  {
    field: 'other_drivers',
    ground: 'third_party_personal_information',
    note: sentence('withheld.others', {}),
  },
  {
    field: 'small_counts',
    ground: 'third_party_personal_information',
    note: sentence('withheld.crowd', { least: CROWD_MIN }),
  },
];
