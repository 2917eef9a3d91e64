import { arrivalSlackSeconds, bodyServed, pointsAt, pointsRange, POINTS_MAX } from '#libs/matcher';
import type { Candidate, FactorName, OrderFacts, Part, PointsRange, Policy } from '#libs/matcher';
import { quarterOf } from '../bands.js';
import { UNTOLD } from './untold.js';

/**
 * How far a truck was may be told in these bands and no finer. Edges in metres, fixed with the
 * schema, so that they are never chosen to fit a decision.
 */
export const DISTANCE_EDGES_METERS = [
  0, 5_000, 10_000, 25_000, 50_000, 100_000, 200_000, 300_000,
] as const;

/** Quarters of the scale of points; both ends belong to the band. */
const QUARTERS = { 1: [0, 249], 2: [250, 499], 3: [500, 749], 4: [750, 1000] } as const;

export type RivalRange = PointsRange & {
  readonly factor: FactorName;
  readonly weight: number;
  /** Only of the distance, in metres: the band that the points follow from. */
  readonly meters: { readonly from: number; readonly to: number | null } | null;
};

export type Judged = {
  readonly candidate: Candidate;
  readonly parts: readonly Part[];
  readonly order: OrderFacts;
  readonly nowMs: number;
  readonly policy: Policy;
};

/**
 * What may be told of each of another driver's parts. Two of them come from one datum, the
 * distance: its band gives the range of both, since a second band for the time in hand would cut
 * the first one in two. So it is with the share for a short record, which comes from the same past
 * as the completion rate. What he earned, where he lives and who knows him is told in no band: of
 * these parts the reader gets what the rules give anybody. A part without weight decides nothing
 * and is left out; priority that is owed to him is a matter between him and us.
 */
export function rivalRanges({ candidate, parts, order, nowMs, policy }: Judged): RivalRange[] {
  const meters = distanceBand(candidate.place.pickupMeters);
  const slackSeconds = (pickupMeters: number): number =>
    arrivalSlackSeconds(
      { pickupMeters, nowMs, untilMs: order.loadingWindow.untilMs },
      policy.travel,
    );
  const slack = (pickupMeters: number): number =>
    pointsAt(policy.tables.arrivalSlackSeconds, slackSeconds(pickupMeters));
  const near = meters.from;
  // Nobody is ranked from beyond the reach, nor from where he would come too late: no secret.
  const far = farthest(
    { from: near, to: Math.max(near, Math.min(meters.to ?? Infinity, policy.reach.meters)) },
    (pickupMeters) => slackSeconds(pickupMeters) >= 0,
  );
  return parts.flatMap(({ factor, weight, points }): RivalRange[] => {
    if (weight === 0 || factor === 'compensation') return [];
    switch (factor) {
      case 'pickup_distance': {
        const { pickupMeters: table } = policy.tables;
        const [least, most] = [pointsAt(table, far), pointsAt(table, near)];
        return [{ factor, weight, least, most, meters }];
      }
      case 'arrival_slack':
        return [{ factor, weight, least: slack(far), most: slack(near), meters: null }];
      case 'exploration':
        return [{ factor, weight, ...benefitRange(parts, policy), meters: null }];
      default: {
        if (UNTOLD.includes(factor)) {
          return [{ factor, weight, ...pointsRange(factor, policy), meters: null }];
        }
        const [least, most] = QUARTERS[quarterOf(points)];
        return [{ factor, weight, least, most, meters: null }];
      }
    }
  });
}

/** As far as the band of the completion rate leaves room: the two add up to no more than a rate. */
function benefitRange(parts: readonly Part[], policy: Policy): PointsRange {
  const { least, most } = pointsRange('exploration', policy);
  const rate = parts.find(({ factor }) => factor === 'completion_rate');
  const room = rate === undefined ? POINTS_MAX : POINTS_MAX - QUARTERS[quarterOf(rate.points)][0];
  const { exploration: neutral = 0 } = policy.profile.neutralPoints;
  return { least, most: Math.min(most, Math.max(room, neutral)) };
}

function distanceBand(meters: number): { from: number; to: number | null } {
  const from = DISTANCE_EDGES_METERS.findLast((edge) => meters >= edge) ?? 0;
  return { from, to: DISTANCE_EDGES_METERS.find((edge) => meters < edge) ?? null };
}

/** The farthest whole metre at which a promise still holds that holds nearer by, too. */
function farthest(
  { from, to }: { readonly from: number; readonly to: number },
  holds: (meters: number) => boolean,
): number {
  let [near, far] = [from, to];
  while (near < far) {
    const middle = far - Math.floor((far - near) / 2);
    if (holds(middle)) near = middle;
    else far = middle - 1;
  }
  return near;
}

/** One datum and what it adds to a total at the least and at the most. */
type Span = { readonly least: number; readonly most: number };

/**
 * The total that had to be reached is told exactly, so bands alone are no promise: were a total
 * almost as high as all its bands allow, each part would have to be near the top of its band. True
 * when every value of every band stays possible, whoever adds up what he is told.
 *
 * Of one datum with the span w, the others must be able to make up the total at both its ends: with
 * L and H as the sums of all least and most values, L + w <= total <= H - w. The datum with the
 * widest span decides for all.
 *
 * Priority that is owed is never told. Where it is in the total, the bands have to hold with and
 * without it, or they would give it away.
 */
export function bandsHold(judged: Judged, ranges: readonly RivalRange[], total: number): boolean {
  const owed = judged.parts.find(({ factor }) => factor === 'compensation');
  const given = owed === undefined ? 0 : owed.weight * owed.points;
  const spans = spansOf(judged, ranges);
  const widest = Math.max(0, ...spans.map(({ least, most }) => most - least));
  const least = spans.reduce((sum, span) => sum + span.least, 0);
  const most = spans.reduce((sum, span) => sum + span.most, 0);
  return least + widest <= total - given && total <= most - widest;
}

/** Narrowed to what a driver can have at all by the published rules, as a clever reader would. */
function spansOf(judged: Judged, ranges: readonly RivalRange[]): Span[] {
  const { candidate, order, policy } = judged;
  const spans: Span[] = [];
  const distance = { least: 0, most: 0 };
  const rate = { least: 0, most: 0 };
  for (const { factor, weight, least, most } of ranges) {
    if (factor === 'pickup_distance' || factor === 'arrival_slack') {
      distance.least += weight * least;
      distance.most += weight * most;
    } else if (factor === 'completion_rate' || factor === 'exploration') {
      const possible = pointsRange(factor, policy);
      rate.least += weight * Math.max(least, possible.least);
      rate.most += weight * Math.min(most, possible.most);
    } else if (factor === 'body_fit') {
      // Two values by the rules, and everyone alike has the same one: known.
      const exact = bodyServed(candidate.body, order.bodyTypes, {}) !== null;
      const points = exact ? 1000 : policy.tables.bodySubstitutionPoints;
      spans.push({ least: weight * points, most: weight * points });
    } else {
      const possible = pointsRange(factor, policy);
      spans.push({
        least: weight * Math.max(least, possible.least),
        most: weight * Math.min(most, possible.most),
      });
    }
  }
  return [...spans, distance, rate];
}
