import type { EvidencePiece, Review, ReviewOutcome } from '../reviews/review.js';

/** `upheld` of `reviewed`, in one window. */
export type Agreement = { readonly reviewed: number; readonly upheld: number };

export type RuleCounts = {
  readonly rule: string;
  readonly reviewed: number;
  readonly upheld: number;
  readonly corrected: number;
  readonly overturned: number;
  /** How often a reviewer named this rule as what was at fault, whatever was complained of. */
  readonly tagged: number;
};

export interface Reviews {
  insert(review: Review): Promise<void>;
  byId(requestId: string): Promise<Review | null>;
  /** Locks it: of two reviewers who reach for one desk, one gets it. */
  byIdForUpdate(requestId: string): Promise<Review | null>;
  /** Not decided yet, what is due first first. */
  queue(page: { after?: { dueAtMs: number; requestId: string }; limit: number }): Promise<Review[]>;
  take(requestId: string, lease: { by: string; atMs: number; untilMs: number }): Promise<void>;
  /** Leases of a reviewer that still run. */
  heldBy(reviewer: string, nowMs: number): Promise<number>;
  /** Idempotent: the first opening counts. */
  open(requestId: string, reviewer: string, piece: EvidencePiece, atMs: number): Promise<void>;
  /** By this reviewer, in the order he opened them. */
  opened(requestId: string, reviewer: string): Promise<EvidencePiece[]>;
  decide(
    requestId: string,
    end: {
      outcome: ReviewOutcome;
      reasons: string;
      faultyRule: string | null;
      spentMs: number;
      atMs: number;
    },
  ): Promise<void>;
  /** The request was refused or answered otherwise: nothing is left to review. */
  close(requestId: string): Promise<void>;
  lastReasons(reviewer: string, limit: number): Promise<string[]>;
  /** Of the newest `most` decided since a moment. */
  agreement(
    scope: 'reviewer' | 'rule',
    key: string,
    window: { sinceMs: number; most: number },
  ): Promise<Agreement>;
  /** False when an alarm about the same stands since `sinceMs`. */
  raise(alarm: {
    scope: 'reviewer' | 'rule';
    key: string;
    agreement: Agreement;
    atMs: number;
    sinceMs: number;
  }): Promise<boolean>;
  alarms(sinceMs: number): Promise<number>;
  /** Overturn rates, by the rule that was complained of. At most 500. */
  byRule(sinceMs: number): Promise<RuleCounts[]>;
  waiting(): Promise<number>;
}
