/**
 * What has served its time goes, in batches of at most `limit`, and nothing that an open request
 * needs. Each answers how many rows it was about; fewer than `limit` is the end.
 */
export interface Retention {
  /** States that another one replaced before the moment; the one in force at it stays. */
  deleteStates(beforeMs: number, limit: number): Promise<number>;
  /** Positions that nobody has reported since. */
  deleteFixes(beforeMs: number, limit: number): Promise<number>;
  /** What was measured of those who did not win becomes bands; commitments stay. */
  reduceRows(beforeMs: number, atMs: number, limit: number): Promise<number>;
  /** Orders that ended before the moment, with their decisions, assignments and all else. */
  deleteOrders(beforeMs: number, limit: number): Promise<number>;
  /** Decisions of no order, and outcomes: evidence that no profile looks at any more. */
  deleteOutcomes(beforeMs: number, limit: number): Promise<number>;
  /** Requests that were closed before the moment, with their reviews. */
  deleteRequests(beforeMs: number, limit: number): Promise<number>;
  deleteAudit(beforeMs: number, limit: number): Promise<number>;
  /** What the law no longer keeps of the erased. */
  deleteRestricted(endedAtMs: number, limit: number): Promise<number>;
  expireViolations(atMs: number, limit: number): Promise<number>;
}
