import type { Outcome } from '#libs/dispatch';

/** A later record took the place of an earlier one for one driver; both stay. */
export type Superseding = {
  readonly superseded: string;
  readonly supersededBy: string;
  readonly driverId: string;
  readonly requestId: string;
  readonly atMs: number;
};

/** A corrected outcome, and how far the decisions it went into have been decided again. */
export type CorrectionJob = {
  readonly jobId: string;
  readonly requestId: string;
  readonly driverId: string;
  readonly voided: Outcome;
  readonly replacement: Outcome | null;
  readonly fromMs: number;
  readonly untilMs: number;
  /** The last decision that was examined; null before the first. */
  readonly cursor: { readonly decidedAtMs: number; readonly decisionId: string } | null;
  readonly examined: number;
  readonly changed: number;
  /** Could not be decided again: a driver's part of it was erased. */
  readonly skipped: number;
  readonly state: 'running' | 'done' | 'bounded';
};

/** What a decision was for a driver, and what it would have been with the corrected datum. */
export type Reconsidered = {
  readonly decisionId: string;
  readonly driverId: string;
  readonly requestId: string;
  readonly was: string;
  readonly wouldBe: string;
  readonly atMs: number;
};

export interface Remedies {
  /** Appends; nothing that was recorded is changed. */
  supersede(link: Superseding): Promise<void>;
  /** What took the place of a decision for a driver, and what that decision took the place of. */
  chainOf(
    decisionId: string,
    driverId: string,
  ): Promise<{ supersedes: string | null; supersededBy: string | null }>;
  start(
    job: Omit<CorrectionJob, 'cursor' | 'examined' | 'changed' | 'skipped' | 'state'>,
  ): Promise<void>;
  /** Takes one that nobody works on; a worker that dies is replaced after its lease. */
  take(nowMs: number, leaseMs: number): Promise<CorrectionJob | null>;
  /** Writes what a batch came to and gives the job back. */
  progress(job: CorrectionJob): Promise<void>;
  /** Decisions about the driver after the cursor and within the window, oldest first. */
  decisionsOf(
    job: Pick<CorrectionJob, 'driverId' | 'fromMs' | 'untilMs' | 'cursor'>,
    limit: number,
  ): Promise<{ decidedAtMs: number; decisionId: string }[]>;
  /** Idempotent; answers those that are new. */
  reconsider(found: readonly Reconsidered[]): Promise<Reconsidered[]>;
  /** Of one driver; what it was for the others is theirs. */
  reconsideredOf(requestId: string, driverId: string, limit: number): Promise<Reconsidered[]>;
  job(requestId: string): Promise<CorrectionJob | null>;
}
