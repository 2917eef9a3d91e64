/** By order, each for itself; or by region and stretch of time, all orders of one alike. */
export const ROLLOUT_METHODS = ['percent', 'switchback'] as const;
export type RolloutMethod = (typeof ROLLOUT_METHODS)[number];

/** A market is the H3 cell of resolution 3 around the loading place, some 12 000 km². */
export const ROLLOUT_REGIONS = ['city', 'market'] as const;
export type RolloutRegion = (typeof ROLLOUT_REGIONS)[number];

/** One stage of letting a policy in: what is drawn, and since when. Never changed, only ended. */
export type Rollout = {
  readonly rolloutId: string;
  /** Of the policy that it stands beside, and `*` for every city without its own. */
  readonly cityCode: string;
  readonly policyHash: string;
  readonly baseHash: string;
  readonly method: RolloutMethod;
  readonly percent: number;
  /** Only of a switchback. */
  readonly windowMs: number | null;
  readonly region: RolloutRegion | null;
  /** The stages of one policy share it, so that whoever is in stays in as the share grows. */
  readonly salt: string;
  readonly fromMs: number;
  readonly untilMs: number | null;
  readonly putBy: string;
  readonly putAtMs: number;
  readonly endedAtMs: number | null;
  readonly endedBy: string | null;
  readonly endedBecause: 'ended' | 'next_stage' | 'activated' | null;
};

export const ROLLOUT_ARMS = ['candidate', 'base'] as const;
export type RolloutArm = (typeof ROLLOUT_ARMS)[number];

/** What an order drew when it was posted; kept with it for as long as the order is. */
export type Draw = {
  readonly orderId: string;
  readonly rolloutId: string;
  readonly arm: RolloutArm;
  /** What was hashed besides the salt, so that the draw can be done again. */
  readonly unit: string;
  /** 0..9999; below a hundred times the percentage is in. */
  readonly bucket: number;
};

export interface Rollouts {
  /**
   * Until the transaction ends nobody else changes which rules this city follows: two operators who
   * change them at once are both judged against what is then in force.
   */
  hold(cityCode: string): Promise<void>;
  /** At most one a city is under way; the one before has to be ended first. */
  start(rollout: Rollout): Promise<void>;
  /** False when it had ended. */
  end(
    rolloutId: string,
    end: { atMs: number; by: string; because: NonNullable<Rollout['endedBecause']> },
  ): Promise<boolean>;
  byId(rolloutId: string): Promise<Rollout | null>;
  /** Of this city itself, whether or not its time has come. */
  underWay(cityCode: string): Promise<Rollout | null>;
  /** Beside this base, for orders of the city at this moment. */
  drawing(at: { baseHash: string; cityCode: string; nowMs: number }): Promise<Rollout | null>;
  /** The last one of this policy beside this base, ended or not. */
  lastOf(of: { cityCode: string; policyHash: string; baseHash: string }): Promise<Rollout | null>;
  /** Newest first. */
  list(limit: number): Promise<Rollout[]>;
  drawn(draw: Draw): Promise<void>;
  ofOrder(orderId: string): Promise<{ readonly draw: Draw; readonly rollout: Rollout } | null>;
}
