import type { SearchReport } from './domain.js';
import type { PartName } from './policy.js';

/** Why a driver was passed over, in precedence: the first that holds is the one reported. */
export const REFUSALS = [
  'busy',
  'consent_missing',
  'blocked_pair',
  'gave_back_before',
  'declined_before',
  'offer_lapsed',
  'body_type',
  'length',
  'weight',
  'volume',
  'vehicle_slots',
  'qualification',
  'cargo_incompatible',
  'cannot_arrive',
  'late_together',
  'detour_too_long',
  'driving_time',
  'driving_time_unloading',
  'beyond_reach',
  'position_too_old',
  'offer_cap',
  'did_not_grab',
  'not_offered',
  'did_not_accept',
] as const;
export type RefusalReason = (typeof REFUSALS)[number];

/**
 * What was measured and what would have been needed, in the unit that `REFUSAL_UNITS` names.
 */
export type Refusal = {
  readonly reason: RefusalReason;
  readonly value: number | string | null;
  readonly threshold: number | string | null;
};

/**
 * Every number and code the points came from; sentences are rendered from these and nothing else.
 */
export type Facts = Readonly<Record<string, number | string | boolean>>;

export type Part = {
  readonly factor: PartName;
  readonly weight: number;
  /** 0..1000 */
  readonly points: number;
  readonly facts: Facts;
};

export type Ranked = {
  readonly driverId: string;
  /** From 1. */
  readonly rank: number;
  /** Sum of weight × points over `parts`, computed no other way. */
  readonly total: number;
  readonly parts: readonly Part[];
};

export type Refused = { readonly driverId: string } & Refusal;

export type Funnel = {
  readonly onDuty: number;
  readonly found: number;
  readonly evaluated: number;
  readonly refused: Readonly<Partial<Record<RefusalReason, number>>>;
  readonly ranked: number;
  readonly grabbed: number;
};

export type Decision = {
  readonly purpose: 'award' | 'recommend';
  readonly orderId: string;
  readonly orderVersion: number;
  readonly decidedAtMs: number;
  /** Null when nobody eligible was there, and always when recommending. */
  readonly winner: string | null;
  readonly ranked: readonly Ranked[];
  readonly refused: readonly Refused[];
  /**
   * The total that had to be reached: the winner's when awarding, the last recommended one's else.
   */
  readonly cutoffTotal: number | null;
  /**
   * How equal totals (or, when the first wins, grabs) were put in order for the winner; `round`
   * where the order was decided together with others, and the best of all need not be the best of
   * each.
   */
  readonly decidedBy: 'total' | 'ticket' | 'driver_id' | 'grab_sequence' | 'round' | null;
  readonly funnel: Funnel;
  readonly search: SearchReport;
};
