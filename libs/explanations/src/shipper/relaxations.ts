import { BODY_TYPES, refusalsOf } from '#libs/matcher';
import type { Candidate, Circumstances, OrderFacts, Policy, RefusalReason } from '#libs/matcher';
import type { Scalar } from '../format.js';
import { sentence, type Sentence } from '../sentence.js';

/**
 * In the order in which equal gains are listed. The reach is the policy's and no shipper's term.
 */
export const RELAXABLE_TERMS = [
  'body_type', 'length', 'weight', 'volume', 'vehicle_slots', 'loading_window', 'qualification',
] as const; // prettier-ignore
export type RelaxableTerm = (typeof RELAXABLE_TERMS)[number];

export type RelaxationView = {
  readonly term: RelaxableTerm;
  readonly from: Scalar;
  readonly to: Scalar | null;
  /** Recorded trucks that no rule would refuse any more. Exact: it counts trucks and names none. */
  readonly trucks: number;
  readonly sentence: Sentence;
};

/** The usual lengths of trucks; below the shortest no length is asked for. */
const LENGTH_LADDER_MILLIMETERS = [0, 4_200, 6_800, 7_600, 9_600, 13_000, 17_500] as const;
const LATER_HOURS = [1, 2, 4, 8] as const;
/** Coarse steps, so that the advice does not spell out what one driver has free. */
const WEIGHT_STEP_KILOGRAMS = 100;
const VOLUME_STEP_LITRES = 1_000;
const LISTED_MAX = 3;

/** An order with one term eased, and how to say it once it is known whom that reaches. */
type Eased = {
  readonly term: RelaxableTerm;
  readonly order: OrderFacts;
  readonly from: Scalar;
  readonly to: Scalar | null;
  readonly say: (trucks: number) => Sentence;
};

/**
 * Which single easing of the order would make the most recorded trucks eligible, by the rules that
 * decide. For each term the step that reaches most, the smaller one on a tie; then the best terms.
 */
export function relaxationsOf(
  order: OrderFacts,
  candidates: readonly Candidate[],
  circumstances: Circumstances,
): RelaxationView[] {
  const blocked = (candidate: Candidate, by: OrderFacts): RefusalReason[] =>
    refusalsOf(candidate, by, circumstances)
      .map(({ reason }) => reason)
      // Not having grabbed says nothing about the truck.
      .filter((reason) => reason !== 'did_not_grab');
  // Each term lifts one reason, so whoever is held back by two is beyond any single easing.
  const near = candidates.filter((candidate) => blocked(candidate, order).length === 1);
  const gains = easingsOf(order, near, blocked, circumstances.policy).map(
    ({ order: eased, say, ...term }): RelaxationView => {
      const trucks = near.filter((candidate) => blocked(candidate, eased).length === 0).length;
      return { ...term, trucks, sentence: say(trucks) };
    },
  );
  return RELAXABLE_TERMS.map((term) => mostTrucks(gains.filter((gain) => gain.term === term)))
    .filter((best): best is RelaxationView => best !== null)
    .sort((a, b) => b.trucks - a.trucks)
    .slice(0, LISTED_MAX);
}

const mostTrucks = (gains: readonly RelaxationView[]): RelaxationView | null =>
  gains.reduce<RelaxationView | null>(
    (best, gain) => (gain.trucks > (best?.trucks ?? 0) ? gain : best),
    null,
  );

type Blocked = (candidate: Candidate, by: OrderFacts) => readonly RefusalReason[];

/** Of each term, from the smallest change to the largest. */
const easingsOf = (
  order: OrderFacts,
  near: readonly Candidate[],
  blocked: Blocked,
  policy: Policy,
): Eased[] => [
  ...bodyTypes(order),
  ...minLength(order),
  ...lighter(order, (reason) => near.filter((each) => blocked(each, order).includes(reason))),
  ...laterLoading(order),
  ...fewerQualifications(order, policy),
];

function bodyTypes(order: OrderFacts): Eased[] {
  const from = order.bodyTypes.join(',');
  return BODY_TYPES.filter((body) => !order.bodyTypes.includes(body)).map((to) => ({
    term: 'body_type',
    order: { ...order, bodyTypes: [...order.bodyTypes, to] },
    from,
    to,
    say: (trucks) => sentence('relax.body_type', { to, trucks }),
  }));
}

function minLength(order: OrderFacts): Eased[] {
  const from = order.minLengthMillimeters;
  const to = LENGTH_LADDER_MILLIMETERS.findLast((rung) => rung < from);
  if (to === undefined) return [];
  return [
    {
      term: 'length',
      order: { ...order, minLengthMillimeters: to },
      from,
      to,
      say: (trucks) =>
        to === 0
          ? sentence('relax.any_length', { from, trucks })
          : sentence('relax.length', { from, to, trucks }),
    },
  ];
}

const MEASURES = [
  { term: 'weight', dimension: 'kilograms', step: WEIGHT_STEP_KILOGRAMS },
  { term: 'volume', dimension: 'litres', step: VOLUME_STEP_LITRES },
  { term: 'vehicle_slots', dimension: 'vehicleSlots', step: 1 },
] as const;

/**
 * The least reduction that helps any truck: a load is not to be talked down to the smallest one.
 */
function lighter(
  order: OrderFacts,
  heldBackBy: (reason: RefusalReason) => readonly Candidate[],
): Eased[] {
  return MEASURES.flatMap(({ term, dimension, step }): Eased[] => {
    const from = order.load[dimension];
    const to = heldBackBy(term).reduce(
      (most, { freeLoad }) => Math.max(most, freeLoad[dimension] - (freeLoad[dimension] % step)),
      0,
    );
    if (to === 0) return [];
    return [
      {
        term,
        order: { ...order, load: { ...order.load, [dimension]: to } },
        from,
        to,
        say: (trucks) => sentence(`relax.${term}`, { from, to, trucks }),
      },
    ];
  });
}

function laterLoading(order: OrderFacts): Eased[] {
  const { loadingWindow } = order;
  return LATER_HOURS.map((hours) => {
    const later = hours * 3_600;
    const until = loadingWindow.untilMs + later * 1_000;
    return {
      term: 'loading_window',
      order: { ...order, loadingWindow: { ...loadingWindow, untilMs: until } },
      from: loadingWindow.untilMs,
      to: until,
      say: (trucks) => sentence('relax.loading_window', { later, until, trucks }),
    };
  });
}

/** What the cargo itself requires is the law's, and not the shipper's to drop. */
function fewerQualifications(order: OrderFacts, policy: Policy): Eased[] {
  const implied = policy.impliedQualifications[order.cargoKind] ?? [];
  return order.qualifications
    .filter((each) => !implied.includes(each))
    .map((from) => ({
      term: 'qualification',
      order: { ...order, qualifications: order.qualifications.filter((each) => each !== from) },
      from,
      to: null,
      say: (trucks) => sentence('relax.qualification', { from, trucks }),
    }));
}
