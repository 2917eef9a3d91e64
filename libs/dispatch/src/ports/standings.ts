/** What a driver brings to a decision besides himself: priority owed to him, and a wish. */
export type Standing = {
  /** The oldest that is owed to him for orders from this city; one counts at a time. */
  readonly compensationId: string | null;
  /** He refuses to be decided on by the system alone (D4). */
  readonly wantsHuman: boolean;
};

export type Compensation = {
  readonly compensationId: string;
  readonly driverId: string;
  readonly requestId: string;
  /** Where the order loaded that he was wrongly not given; null for anywhere. */
  readonly fromCityCode: string | null;
  readonly grantedAtMs: number;
  readonly expiresAtMs: number;
  readonly usedAtMs: number | null;
  readonly usedIn: string | null;
};

export interface Standings {
  /** Only those who have anything; the others are absent. */
  of(
    driverIds: readonly string[],
    about: { readonly fromCityCode: string; readonly nowMs: number },
  ): Promise<ReadonlyMap<string, Standing>>;
  /** Idempotent by request: one remedy is owed once. Answers what is owed. */
  grant(compensation: Omit<Compensation, 'usedAtMs' | 'usedIn'>): Promise<string>;
  /**
   * In the transaction of the award that it counted in; false when another award used it first, and
   * then this one was decided on a priority that is gone.
   */
  use(compensationId: string, use: { decisionId: string; atMs: number }): Promise<boolean>;
  /** Newest first; at most 100. */
  compensationsOf(driverId: string): Promise<Compensation[]>;
  choose(driverId: string, wanted: boolean, atMs: number): Promise<void>;
  wantsHuman(driverId: string): Promise<boolean>;
}
