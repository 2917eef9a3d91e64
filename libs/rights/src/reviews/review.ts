export const REVIEW_OUTCOMES = ['upheld', 'data_corrected', 'overturned'] as const;
export type ReviewOutcome = (typeof REVIEW_OUTCOMES)[number];

export const REVIEW_STATES = ['waiting', 'taken', 'decided', 'closed'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

/** What a reviewer can open, piece by piece: which he opened is part of the review. */
export const EVIDENCE_PIECES = [
  'request',
  'explanation',
  'driver_record',
  'decision',
  'policy',
  'outcomes',
  'replay',
] as const;
export type EvidencePiece = (typeof EVIDENCE_PIECES)[number];

export type Review = {
  readonly requestId: string;
  readonly driverId: string;
  readonly orderId: string | null;
  readonly decisionId: string | null;
  readonly policyHash: string | null;
  /** What is complained of, for counting: a refusal, the ranking, the search, or the profile. */
  readonly rule: string;
  readonly openedAtMs: number;
  readonly dueAtMs: number;
  readonly state: ReviewState;
  readonly takenBy: string | null;
  readonly takenAtMs: number | null;
  readonly leaseUntilMs: number | null;
  readonly decidedAtMs: number | null;
  readonly outcome: ReviewOutcome | null;
  readonly reasons: string | null;
  /** What the reviewer found to be at fault: the tag that a rule or datum carries from then on. */
  readonly faultyRule: string | null;
  readonly spentMs: number | null;
};
