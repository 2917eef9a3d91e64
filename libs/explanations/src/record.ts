import type { Candidate, Decision, OrderFacts, Ranked, Refusal, SearchReport } from '#libs/matcher';

export const DECISION_KINDS = [
  'recommendation',
  'award',
  'no_award',
  'expiry',
  'release',
  'manual_assignment',
] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

/** How a driver who had an order comes to have it no more. */
export type ReleaseCause = NonNullable<Candidate['gaveBack']>;

/** A driver in a record. Who is in none is NOT_REACHED. */
export const RECORDED_ROLES = ['WON', 'LOST', 'RECOMMENDED', 'RANKED', 'REFUSED'] as const;
export type RecordedRole = (typeof RECORDED_ROLES)[number];

/**
 * One decision as it is kept: the bundle that every driver shares, and one row a driver, so that
 * one driver's part can be encrypted, shown and erased alone. `decide` on bundle, candidates and
 * the policy of `policyHash` gives the outcome again, byte for byte.
 */
export type DecisionRecord = {
  readonly decisionId: string;
  readonly kind: DecisionKind;
  readonly orderId: string;
  readonly orderVersion: number;
  readonly round: number;
  readonly decidedAtMs: number;
  readonly policyHash: string;
  readonly engineVersion: string;
  /** Null when the system decided alone; else the operator's opaque id. */
  readonly decidedByHuman: string | null;
  readonly winner: string | null;
  readonly cutoffTotal: number | null;
  readonly bundle: DecisionBundle;
  readonly drivers: readonly DriverRow[];
};

/** Inputs and outcome that are no single driver's. Written as canonical JSON. */
export type DecisionBundle = {
  readonly schema: 'paidan.decision/1';
  readonly purpose: Decision['purpose'];
  readonly order: OrderFacts;
  readonly search: SearchReport;
  readonly funnel: Decision['funnel'];
  readonly decidedBy: Decision['decidedBy'];
  readonly tieSeedHash: string;
  /**
   * Revealed here because the round is over; null in recommendations, which break no tie for good.
   */
  readonly tieSeed: string | null;
  /** Why an order was taken back or expired. */
  readonly cause: string | null;
  /** Only in a release: how long the award stood, and how long it might. */
  readonly release: { readonly waitedMs: number; readonly confirmMs: number } | null;
};

/** What is kept of a decision beside the drivers' rows, and what every view begins with. */
export type DecisionHeader = Omit<DecisionRecord, 'bundle' | 'drivers'>;

export type DriverRow = {
  readonly driverId: string;
  readonly role: RecordedRole;
  readonly rank: number | null;
  readonly total: number | null;
  readonly refusal: Refusal | null;
  /** Exactly what `decide` was given of him. Null only in a release, where nothing was measured. */
  readonly candidate: Candidate | null;
  readonly parts: Ranked['parts'];
};
