import type { Policy } from '#libs/matcher';
import { bandedCount } from '../bands.js';
import { NOTHING_BESIDE, type Beside } from '../counterfactuals/beside.js';
import { EVIDENCE_KEPT_MS } from '../keeping.js';
import { KINDS, NOT_REACHED_LABEL } from '../kinds/table.js';
import {
  isJudged,
  type DecisionBundle,
  type DecisionRecord,
  type DriverRow,
  type ViewHeader,
} from '../record.js';
import { sentence, type Sentence } from '../sentence.js';
import { answerOf } from './answer.js';
import { couldHaveBeenReached } from './could-change.js';
import { countedMost } from './counted-most.js';
import type { DriverExplanation, DriverTold } from './driver-view.js';
import {
  decisionView,
  parametersView,
  profileView,
  remediesView,
  safeguardsView,
  searchSentence,
  tieBreakView,
  withheldView,
} from './frame.js';
import { input, termsOf, type InputView } from './inputs.js';
import type { NotReached, RecommendedView } from './not-reached.js';
import { GIVES, notReachedResults, procedureOf } from './procedure.js';
import {
  concernedAnother,
  hadNoOffer,
  hadNotGrabbed,
  notRegistered,
  reconstruct,
  wasRegistered,
  type PastEvidence,
} from './reconstruct.js';
import { refusalView } from './refusal-view.js';
import { NO_ANNEX, type Annex, type Standing } from './standing.js';
import { isOfTruck, truckNeeded } from './truck-needed.js';
import { named, surroundings, type Surroundings } from './surroundings.js';

export type NotReachedQuestion = {
  readonly driverId: string;
  readonly header: ViewHeader;
  readonly bundle: DecisionRecord['bundle'];
  /** Of the moment of the decision; of the recommendation where there is one. */
  readonly evidence: PastEvidence;
  readonly policy: Policy;
  readonly standing: Standing;
  readonly annex?: Annex;
  /** Of a decision among those who grabbed: the recommendation before it, and his part of that. */
  readonly recommendation?: Recommendation | null;
  /** Had he grabbed: proved with what the recommendation measured of him. */
  readonly beside?: Beside;
  /** Past the keeping time and held by no open request. */
  readonly expired?: boolean;
};

type ReasonQuestion = Pick<
  NotReachedQuestion,
  'header' | 'bundle' | 'evidence' | 'policy' | 'recommendation' | 'expired'
>;

export type Recommendation = {
  readonly decisionId: string;
  readonly decidedAtMs: number;
  readonly bundle: DecisionBundle;
  readonly row: DriverRow | null;
};

/** For the card: what a driver who is in no record of the decision is told first. */
export const tellNotReached = (question: NotReachedQuestion): DriverTold => read(question).told;

/**
 * For a driver who is in no record of the decision: worked out from what is kept of that moment.
 */
export function explainNotReached(question: NotReachedQuestion): DriverExplanation {
  const { driverId, header, policy, standing, annex = NO_ANNEX } = question;
  const { told, judged, notReached } = read(question);
  const rest: Omit<DriverExplanation, keyof Surroundings | keyof DriverTold> = {
    subject: { driverId, role: 'NOT_REACHED' },
    contributions: { baseline: 0, total: null },
    consequence: null,
    procedure:
      judged === null
        ? []
        : procedureOf(
            judged,
            { awarded: GIVES.has(header.kind), own: notReachedResults(notReached.reason) },
            policy,
          ),
    search: judged === null ? null : searchSentence(header, judged),
    inputs: inputsOf(question, notReached),
    // Whom an order was taken from, and on what terms, is nobody else's business.
    order: judged === null ? [] : termsOf(judged.order),
    consents: null,
    profile: null,
    profileFacts: profileView(policy, null),
    tieBreak: judged === null ? null : tieBreakView(judged, null),
    parameters: parametersView(header, policy, annex.drawn ?? null),
    safeguards: safeguardsView(),
    contrast: null,
    nonPersonalised: null,
    withheld: withheldView(),
  };
  const around = surroundings({ header, row: null, consents: null, standing, annex });
  return Object.assign(around, told, rest);
}

/** The reason as it is told, and what that was made of. */
function read(question: NotReachedQuestion) {
  const { driverId, header, bundle, policy, standing } = question;
  const judged = isJudged(bundle) ? bundle : null;
  const notReached = whyNotReached(question);
  const { recordId, system, integrity } = named(
    header,
    policy,
    { driverId, inRecord: false },
    standing,
  );
  const told: DriverTold = {
    recordId,
    system,
    integrity,
    reconstructed: true,
    decision: decisionView(header, bundle),
    role: 'NOT_REACHED',
    recordedRole: null,
    roleLabel: NOT_REACHED_LABEL,
    question: KINDS[header.kind].question,
    answer: answerOf({ kind: header.kind, role: 'NOT_REACHED', reason: notReached.reason }),
    narrative: narrativeOf(notReached, header, judged),
    countedMost: countedMost({
      kind: header.kind,
      role: 'NOT_REACHED',
      outcome: NO_TOTALS,
      parts: [],
      contrast: null,
      refusal: null,
      notReached,
      consequence: null,
    }),
    outcome: {
      rank: null,
      pool: judged === null ? null : bandedCount(judged.funnel.ranked),
      total: null,
      cutoffTotal: null,
      gap: null,
      decidedBy: judged?.decidedBy ?? null,
    },
    parts: [],
    refusal: null,
    notReached,
    consequences: [sentence('consequence.no_effect', {})],
    couldChange: couldHaveBeenReached(notReached),
    counterfactuals: (question.beside ?? NOTHING_BESIDE).counterfactuals,
    remedies: remediesView(standing.controller.contact, {
      evidenceUntilMs: header.decidedAtMs + EVIDENCE_KEPT_MS,
    }),
  };
  return { told, judged, notReached };
}

const NO_TOTALS = { total: null, cutoffTotal: null, gap: null, decidedBy: null } as const;

/** The reason by itself, for who asks about thousands. */
export function whyNotReached(question: ReasonQuestion): NotReached {
  const { header, evidence, policy, expired = false, recommendation = null } = question;
  const bundle = isJudged(question.bundle) ? question.bundle : null;
  const { decidedAtMs } = header;
  const { records } = KINDS[header.kind];
  if (!wasRegistered(evidence, decidedAtMs)) return notRegistered();
  if (bundle === null || records === 'those_concerned') return concernedAnother();
  if (records === 'everyone_evaluated') {
    const { order, search } = bundle;
    return reconstruct({ evidence, order, search, decidedAtMs, policy, expired });
  }
  const before =
    recommendation === null ? null : recommendedView(recommendation, question, expired);
  return records === 'those_offered' ? hadNoOffer(before) : hadNotGrabbed(before);
}

function recommendedView(
  { decisionId, decidedAtMs, bundle: { order, search }, row }: Recommendation,
  { evidence, policy }: Pick<NotReachedQuestion, 'evidence' | 'policy'>,
  expired: boolean,
): RecommendedView {
  if (row === null) {
    const given = { evidence, order, search, decidedAtMs, policy, expired };
    const notReached = reconstruct(given);
    return { decisionId, role: 'NOT_REACHED', rank: null, refusal: null, notReached };
  }
  const { role, rank, refusal } = row;
  return {
    decisionId,
    role: role === 'RECOMMENDED' || role === 'RANKED' ? role : 'REFUSED',
    rank,
    refusal: refusal === null ? null : refusalView(refusal),
    notReached: null,
  };
}

const REASONS_MAX = 3;

function narrativeOf(
  why: NotReached,
  header: ViewHeader,
  bundle: DecisionBundle | null,
): Sentence[] {
  const { sentence: said, uncertaintyMeters, recommended } = why;
  if (recommended !== null) {
    const told = why.reason === 'not_offered' ? beforehandOffered : beforehand;
    const { refusal, notReached } = recommended;
    const before = told(recommended);
    // Where the truck stood against him, what would have done says more than that it did.
    return bundle !== null && (isOfTruck(refusal) || isOfTruck(notReached))
      ? [said, ...before.slice(-1), truckNeeded(bundle.order)]
      : [said, ...before].slice(0, REASONS_MAX);
  }
  if (bundle !== null && isOfTruck(why)) return [said, truckNeeded(bundle.order)];
  if (uncertaintyMeters === null || bundle === null) return [said];
  return [said, ...uncertain(uncertaintyMeters), searchSentence(header, bundle)];
}

const uncertain = (uncertainty: number): Sentence[] =>
  uncertainty > 0 ? [sentence('not_reached.approximate', { uncertainty })] : [];

function beforehand({ role, rank, refusal, notReached }: RecommendedView): Sentence[] {
  if (rank !== null) {
    return role === 'RECOMMENDED'
      ? [sentence('not_reached.was_recommended', { rank })]
      : [sentence('not_reached.was_ranked', { rank })];
  }
  const because = refusal?.sentence ?? notReached?.sentence;
  return [sentence('not_reached.not_recommended', {}), ...(because === undefined ? [] : [because])];
}

/** The same of a batch that was offered before: he was in it, and not among the best. */
function beforehandOffered({ rank, refusal, notReached }: RecommendedView): Sentence[] {
  if (rank !== null) return [sentence('not_reached.was_ranked_below_offers', { rank })];
  const because = refusal?.sentence ?? notReached?.sentence;
  return because === undefined ? [] : [because];
}

/** What the reason was worked out from; nothing where it follows from the record alone. */
function inputsOf(question: NotReachedQuestion, { reason, recommended }: NotReached): InputView[] {
  const { evidence, header, recommendation = null, expired = false } = question;
  const { state, pickupMeters } = evidence;
  const fromTheRecord =
    reason === 'not_registered' ||
    reason === 'concerned_another_driver' ||
    ((reason === 'did_not_grab' || reason === 'not_offered') &&
      recommended?.role !== 'NOT_REACHED');
  if (state === null || expired || fromTheRecord) return [];
  const { placeSource, observedAtMs } = state;
  const atMs = recommendation?.decidedAtMs ?? header.decidedAtMs;
  const age = observedAtMs === null ? null : Math.max(0, Math.floor((atMs - observedAtMs) / 1000));
  const origin = ({ position: 'OBSERVED', manual: 'MANUAL', city: 'DEFAULT' } as const)[
    placeSource
  ];
  const at = { observedAtMs, ageSeconds: age, origin };
  const distance = input('pickup_distance', pickupMeters, 'meters', 'reconstruction');
  return [
    input('on_duty', state.onDuty, 'none', 'assignments'),
    input('city', state.cityCode, 'city'),
    Object.assign(input('place_source', placeSource, 'place_source', 'reconstruction'), at),
    Object.assign(distance, at, pickupMeters === null ? { origin: 'MISSING' as const } : {}),
  ];
}
