import { placesIn, REFUSALS } from '#libs/matcher';
import type { Candidate, FactorName, Part, Policy } from '#libs/matcher';
import { quarterOf } from '../bands.js';
import { UNTOLD } from '../contrast/untold.js';
import type { RolloutDraw } from '../driver/came-by.js';
import { decisionView, parametersView } from '../driver/frame.js';
import { KINDS } from '../kinds/table.js';
import { FACTOR_LABELS, REFUSAL_LABELS } from '../labels.js';
import {
  isJudged,
  type DecisionBundle,
  type DecisionHeader,
  type DecisionRecord,
  type DriverRow,
} from '../record.js';
import { sentence, type Sentence } from '../sentence.js';
import { relaxationsOf, type RelaxationView } from './relaxations.js';
import type { RefusedCount, ShipperExplanation, WinnerPart, WinnerView } from './shipper-view.js';

const QUARTERS = 4;

export type ShipperQuestion = {
  readonly header: DecisionHeader;
  readonly bundle: DecisionRecord['bundle'];
  readonly rows: readonly DriverRow[];
  readonly policy: Policy;
  /**
   * Of a round among those who grabbed: everyone whom the recommendation before it had measured for
   * the order as it still was. An easing that reaches who did not even grab is no less of one.
   */
  readonly alsoMeasured?: readonly Candidate[];
  /** Absent or null: the order came to its rules by no rollout. */
  readonly drawn?: RolloutDraw | null;
};

type Judged = ShipperQuestion & { readonly bundle: DecisionBundle };

/** A decision as the order's shipper may read it. */
export function explainToShipper(question: ShipperQuestion): ShipperExplanation {
  const { header, bundle, policy } = question;
  if (isJudged(bundle)) return explainJudging({ ...question, bundle });
  return {
    schema: 'paidan.shipper_explanation/1',
    decision: decisionView(header, bundle),
    narrative: [
      header.kind === 'release'
        ? sentence('shipper.released', { cause: bundle.cause })
        : sentence('shipper.cancelled', {}),
    ],
    winner: null,
    funnel: null,
    refusals: [],
    relaxations: [],
    parameters: parametersView(header, policy, question.drawn ?? null),
  };
}

function explainJudging(question: Judged): ShipperExplanation {
  const { header, bundle, rows, policy } = question;
  const winner = rows.find(({ role }) => role === 'WON') ?? null;
  const relaxations = winner === null ? helpful(question) : [];
  return {
    schema: 'paidan.shipper_explanation/1',
    decision: decisionView(header, bundle),
    narrative: narrativeOf(question, winner, relaxations),
    winner: winner === null ? null : winnerView(winner),
    funnel: bundle.funnel,
    refusals: refusalsByReason(bundle),
    relaxations,
    parameters: parametersView(header, policy, question.drawn ?? null),
  };
}

function helpful({ header, bundle, rows, policy, alsoMeasured = [] }: Judged): RelaxationView[] {
  const judged = rows
    .map(({ candidate }) => candidate)
    .filter((each): each is Candidate => each !== null);
  const known = new Set(judged.map(({ driverId }) => driverId));
  const others = alsoMeasured.filter(({ driverId }) => !known.has(driverId));
  const { order, purpose } = bundle;
  return relaxationsOf(order, [...judged, ...others], {
    ...{ nowMs: header.decidedAtMs, purpose, policy },
  });
}

const winnerView = ({ driverId, total, parts }: DriverRow): WinnerView => ({
  driverId,
  total,
  // What is owed to him is between him and us, and no reason why he fits the load; nor is a shipper
  // told what he earned or where he lives. Whom he marked as familiar himself, he knows.
  parts: parts.flatMap(({ factor, weight, points }) =>
    factor === 'compensation' || (factor !== 'familiar_driver' && UNTOLD.includes(factor))
      ? []
      : [winnerPart(factor, { weight, points })],
  ),
});

function winnerPart(
  factor: FactorName,
  { weight, points }: Pick<Part, 'weight' | 'points'>,
): WinnerPart {
  const quarter = quarterOf(points);
  return {
    factor,
    label: FACTOR_LABELS[factor],
    weight,
    quarter,
    sentence: sentence('shipper.part', { factor, quarter, quarters: QUARTERS }),
  };
}

/** The most frequent first, equal ones in the order of precedence. */
const refusalsByReason = ({ funnel }: DecisionBundle): RefusedCount[] =>
  REFUSALS.flatMap((reason): RefusedCount[] => {
    const trucks = funnel.refused[reason] ?? 0;
    if (trucks === 0) return [];
    return [
      {
        reason,
        label: REFUSAL_LABELS[reason],
        trucks,
        sentence: sentence('shipper.refused', { reason, trucks }),
      },
    ];
  }).sort((a, b) => b.trucks - a.trucks);

function narrativeOf(
  question: Judged,
  winner: DriverRow | null,
  relaxations: readonly RelaxationView[],
): Sentence[] {
  if (winner !== null) return [whyThisDriver(question, winner)];
  const { bundle } = question;
  const [mostFrequent] = refusalsByReason(bundle);
  const best = relaxations[0]?.sentence ?? sentence('shipper.no_relaxation', {});
  return [
    whyNone(question),
    ...(mostFrequent === undefined ? [] : [mostFrequent.sentence]),
    ...(bundle.funnel.evaluated > 0 ? [best] : []),
  ];
}

function whyThisDriver({ header, bundle }: Judged, { total }: DriverRow): Sentence {
  if (header.kind === 'manual_assignment' || total === null) {
    return sentence('shipper.won_by_hand', {});
  }
  if (header.kind === 'acceptance') return sentence('shipper.accepted', {});
  return bundle.decidedBy === 'grab_sequence'
    ? sentence('shipper.won_first', {})
    : sentence('shipper.won', { total });
}

function whyNone({ header, bundle, policy }: Judged): Sentence {
  const { funnel, search, purpose } = bundle;
  const { evaluated, ranked, onDuty } = funnel;
  const reach = search.reachMeters;
  if (evaluated === 0) return sentence('shipper.nobody_near', { onDuty, reach });
  if (ranked > 0) {
    const told = Math.min(ranked, placesIn(bundle.order, policy));
    return bundle.order.mode === 'offer'
      ? sentence('shipper.offered', { ranked, told })
      : sentence('shipper.eligible_wait', { ranked, told });
  }
  const { records } = KINDS[header.kind];
  if (records === 'those_who_grabbed') {
    return sentence('shipper.no_grabber_eligible', { evaluated });
  }
  return purpose === 'award' && (funnel.refused.did_not_grab ?? 0) > 0
    ? sentence('shipper.nobody_grabbed', { evaluated })
    : sentence('shipper.nobody_eligible', { evaluated, reach });
}
