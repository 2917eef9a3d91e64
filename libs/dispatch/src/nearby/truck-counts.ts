import type { BodyType } from '#libs/matcher';
import { CROWD_MIN } from '#libs/explanations';
import { crowdsNear, crowdsOf, type Crowd } from '#libs/fleet-index';
import { byCodeUnit } from '../code-unit.js';
import { holds } from '../consents/consent-shelf.js';
import type { Matching } from '../matching/context.js';
import { toWgs84, type GivenPosition } from '../place.js';
import type { Database } from '../ports/database.js';
import type { Position } from '../model/order.js';

/** Counted anew once in so long, and the same for everyone meanwhile. */
export const TRUCK_COUNT_PERIOD_MS = 60_000;
/** A truck that was last seen earlier is no longer near anything. */
const SEEN_WITHIN_MS = 15 * 60_000;
const RULES = { atLeast: CROWD_MIN, finest: 6, coarsest: 3 } as const;
/** More than a screen shows; the nearest are kept. */
export const TRUCK_GROUPS_MAX = 1_000;

export type TruckQuery = {
  readonly at: GivenPosition;
  readonly radiusMeters: number;
  readonly body: BodyType | null;
};

export type TruckGroup = {
  readonly cell: string;
  readonly resolution: number;
  readonly center: Position;
  readonly meters: number;
  readonly body: BodyType;
  readonly trucks: number;
};

export type NearbyTrucks = {
  readonly countedAtMs: number;
  readonly atLeast: number;
  readonly groups: readonly TruckGroup[];
  /** Nearer ones were enough. */
  readonly more: boolean;
};

type BodyCrowd = Crowd & { readonly body: BodyType };

/**
 * Nearby trucks (附近车源) as counts (M6). Worked out for the whole country at once and published for
 * a minute: an answer is a cut-out of that, so asking again, elsewhere, with another radius or from
 * another process tells nothing that the publication does not.
 *
 * Read from the database and not from the index in memory: then a consent that was withdrawn is out
 * of the next count whatever any index has heard, and all processes count the same.
 */
export class TruckCounts {
  private kept: { readonly periodMs: number; readonly crowds: readonly BodyCrowd[] } | null = null;

  constructor(
    private readonly database: Database,
    private readonly means: Pick<Matching, 'clock' | 'texts'>,
  ) {}

  async near({ at, radiusMeters, body }: TruckQuery): Promise<NearbyTrucks> {
    const nowMs = this.means.clock.nowMs();
    const periodMs = nowMs - (nowMs % TRUCK_COUNT_PERIOD_MS);
    const wanted = (await this.of(periodMs)).filter(
      (crowd) => body === null || crowd.body === body,
    );
    const near = crowdsNear(wanted, toWgs84(at), radiusMeters);
    return {
      countedAtMs: periodMs,
      atLeast: CROWD_MIN,
      groups: near.slice(0, TRUCK_GROUPS_MAX).map(({ crowd, center, meters }) => ({
        cell: crowd.cell,
        resolution: crowd.resolution,
        center,
        meters,
        body: crowd.body,
        trucks: crowd.count,
      })),
      more: near.length > TRUCK_GROUPS_MAX,
    };
  }

  private async of(periodMs: number): Promise<readonly BodyCrowd[]> {
    if (this.kept?.periodMs === periodMs) return this.kept.crowds;
    const text =
      (await this.database.read.trucks.published(periodMs)) ??
      (await this.database.transact(async (tx) => {
        const crowds = await this.count(periodMs);
        return tx.trucks.publish(periodMs, JSON.stringify(crowds));
      }));
    // What was published is what some process of ours has counted: the same shape by construction.
    const crowds = JSON.parse(text) as BodyCrowd[];
    this.kept = { periodMs, crowds };
    return crowds;
  }

  private async count(periodMs: number): Promise<BodyCrowd[]> {
    const nowMs = this.means.clock.nowMs();
    const rows = await this.database.read.trucks.counted(periodMs - SEEN_WITHIN_MS);
    const byBody = new Map<BodyType, Map<string, number>>();
    for (const { cell, body, textVersion, trucks } of rows) {
      if (!holds(this.means.texts.all, 'location', textVersion, nowMs)) continue;
      const cells = byBody.get(body) ?? new Map<string, number>();
      byBody.set(body, cells.set(cell, (cells.get(cell) ?? 0) + trucks));
    }
    return [...byBody]
      .flatMap(([body, counts]) => crowdsOf(counts, RULES).map((crowd) => ({ ...crowd, body })))
      .sort((a, b) => byCodeUnit(a.cell, b.cell) || byCodeUnit(a.body, b.body));
  }
}
