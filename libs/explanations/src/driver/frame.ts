import { FACTORS } from '#libs/matcher';
import type { Mode, Policy, ProfileFacts } from '#libs/matcher';
import { CROWD_MIN } from '../bands.js';
import { EXACT_KEPT_MS, KEPT_YEARS_AT_LEAST } from '../keeping.js';
import type { ContrastView } from '../contrast/contrast-view.js';
import { KIND_LABELS, KINDS } from '../kinds/table.js';
import { FACTOR_LABELS } from '../labels.js';
import { isJudged, type DecisionBundle, type DecisionRecord, type ViewHeader } from '../record.js';
import { sentence, type Sentence } from '../sentence.js';
import { cameBy, type RolloutDraw } from './came-by.js';
import type {
  DecisionView,
  ParametersView,
  ProfileView,
  RemediesView,
  TieBreakView,
  WithheldView,
} from './driver-view.js';
import { provenKilometers } from './reconstruct.js';

/** The earlier of the two dates that the sources promise; counted from receipt. */
const ANSWER_WITHIN_DAYS = 15;
const ANSWER_WITHIN_WORKING_DAYS = 15;

// The parts of an explanation that read the same for every driver of a decision.

export const decisionView = (
  header: ViewHeader,
  bundle: DecisionRecord['bundle'],
): DecisionView => ({
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
  humanSpentMs: isJudged(bundle) ? (bundle.human?.spentMs ?? null) : null,
  engineVersion: header.engineVersion,
  cause: bundle.cause,
});

/** How the drivers who were judged were come by: by their own grabs, or by the search. */
export function searchSentence({ kind }: ViewHeader, { search }: DecisionBundle): Sentence {
  const { records } = KINDS[kind];
  if (records === 'those_who_grabbed') return sentence('search.grabbed', {});
  if (records === 'those_offered') return sentence('search.offered', {});
  const reach = search.reachMeters;
  if (search.endedBy === 'reach') return sentence('search.reach', { reach });
  const proven = provenKilometers(search);
  return search.sieve === undefined
    ? sentence('search.limit', { reach, proven })
    : sentence('search.limit_by_truck', { reach, proven });
}

/** By total and lot, unless the order was given away by the clock, or together with others. */
function tieRule(purpose: DecisionBundle['purpose'], mode: Mode) {
  if (mode === 'round') return 'tie.round';
  if (purpose === 'award' && mode === 'first_wins') return 'tie.first_wins';
  return purpose === 'award' && mode === 'offer' ? 'tie.accepted' : 'tie.rule';
}

export function tieBreakView(
  { order, purpose, tieSeed, tieSeedHash }: DecisionBundle,
  ownTicket: string | null,
): TieBreakView {
  return {
    rule: sentence(tieRule(purpose, order.mode), {}),
    seedHash: tieSeedHash,
    seed: tieSeed,
    // Before the award a ticket would tell its holder who to let go first; it comes with the seed.
    ownTicket: tieSeed === null ? null : ownTicket,
    recompute: sentence(tieSeed === null ? 'tie.seed_secret' : 'tie.recompute', {}),
  };
}

export const parametersView = (
  header: ViewHeader,
  policy: Policy,
  drawn: RolloutDraw | null,
): ParametersView => ({
  policyHash: header.policyHash,
  policyName: policy.name,
  policyVersion: policy.version,
  cameBy: cameBy(drawn),
  drawn,
  weights: FACTORS.flatMap((factor) => {
    const weight = policy.weights[factor];
    return weight === undefined ? [] : [{ factor, label: FACTOR_LABELS[factor], weight }];
  }),
  tables: policy.tables,
});

export const profileView = (
  { weights, profile: { windowDays, halfLifeDays, neutralPoints } }: Policy,
  facts: ProfileFacts | null,
): ProfileView => ({
  windowDays,
  halfLifeDays,
  neutralPoints,
  facts,
  excluded: [
    weights.observed_rating === undefined
      ? sentence('profile.no_ratings', {})
      : sentence('profile.no_default_ratings', {}),
    sentence('profile.no_others_cancellations', {}),
  ],
});

export const safeguardsView = (): Sentence[] => [
  sentence('safeguard.no_identity', {}),
  sentence('safeguard.no_price', {}),
  sentence('safeguard.arrival_order', {}),
];

/** Until when it is best asked: as long as what it goes by is kept whole. */
type Until = { readonly exactUntilMs: number } | { readonly evidenceUntilMs: number };

/** In days of the calendar, and the limit in working days. */
export const answeredWithin = (): Sentence[] => [
  sentence('remedy.object', { days: ANSWER_WITHIN_DAYS }),
  sentence('remedy.limit', { days: ANSWER_WITHIN_WORKING_DAYS }),
];

export const remediesView = (contact: string | null, until: Until): RemediesView => ({
  contact,
  ...('exactUntilMs' in until
    ? {
        bestAskedUntilMs: until.exactUntilMs,
        until: sentence('card.object_until.exact', {
          until: until.exactUntilMs,
          years: KEPT_YEARS_AT_LEAST,
        }),
      }
    : {
        bestAskedUntilMs: until.evidenceUntilMs,
        until: sentence('card.object_until.evidence', { until: until.evidenceUntilMs }),
      }),
  answerWithinDays: ANSWER_WITHIN_DAYS,
  answerWithinWorkingDays: ANSWER_WITHIN_WORKING_DAYS,
  ways: [
    ...answeredWithin(),
    sentence('remedy.human', {}),
    sentence('remedy.correct', {}),
    sentence('remedy.profile_off', {}),
    sentence('remedy.complain', {}),
  ],
});

export const withheldView = (
  contrast: ContrastView | null = null,
  reduced = false,
): WithheldView[] => [
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
  ...(contrast === null || contrast.told
    ? []
    : [
        {
          field: 'contrast' as const,
          ground: 'third_party_personal_information' as const,
          note: contrast.note,
        },
      ]),
  ...(reduced
    ? [
        {
          field: 'exact_facts' as const,
          ground: 'storage_limitation' as const,
          note: sentence('withheld.reduced', { days: EXACT_KEPT_MS / 86_400_000 }),
        },
      ]
    : []),
];
