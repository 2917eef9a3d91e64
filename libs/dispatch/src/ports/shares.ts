/** What a driver was given in a span of time, and how long he was on duty for it. */
export type ShareSum = {
  readonly driverId: string;
  /** Freight of the orders posted then that are his, whatever became of the money. */
  readonly earnedFen: number;
  readonly onDutySeconds: number;
};

export interface Shares {
  /** Of those that exist, in no particular order; a shift that goes on counts up to the end. */
  of(
    driverIds: readonly string[],
    span: { readonly sinceMs: number; readonly untilMs: number },
  ): Promise<ShareSum[]>;
}
