import type { DecisionKind, ShadowReport } from '#libs/explanations';

/**
 * That past decisions were taken again under a policy, beside the one in force, and what came out.
 */
export type ShadowRun = {
  readonly runId: string;
  readonly policyHash: string;
  readonly baseHash: string;
  readonly cityCode: string;
  /** Decisions since then; null for as far back as the base goes. */
  readonly sinceMs: number | null;
  /** At most so many were asked for, of so many that there were. */
  readonly most: number;
  readonly available: number;
  readonly atMs: number;
  readonly by: string;
  /** Over the canonical JSON of the report, which names no driver. */
  readonly resultHash: string;
  readonly report: ShadowReport;
};

export interface ShadowRuns {
  /**
   * Decisions of these kinds about orders of the city that follow this policy: how many there are,
   * and at most so many of them. Which ones depends on what there is and on nothing else, so that a
   * run can be repeated.
   */
  decisionsUnder(asked: {
    readonly policyHash: string;
    /** `*` for every city. */
    readonly cityCode: string;
    readonly kinds: readonly DecisionKind[];
    readonly sinceMs: number | null;
    readonly most: number;
  }): Promise<{ readonly available: number; readonly decisionIds: readonly string[] }>;
  add(run: ShadowRun): Promise<void>;
  /** Of exactly these two, newest first. */
  of(pair: {
    readonly policyHash: string;
    readonly baseHash: string;
    readonly cityCode: string;
    readonly sinceMs: number;
  }): Promise<ShadowRun[]>;
  /** Newest first. */
  list(limit: number): Promise<ShadowRun[]>;
}
