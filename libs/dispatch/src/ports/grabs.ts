export type Grab = {
  readonly orderId: string;
  readonly round: number;
  readonly driverId: string;
  /** From 1 within the round, in the order the database saw them. */
  readonly sequence: number;
  readonly atMs: number;
  readonly state: 'open' | 'won' | 'lost' | 'refused' | 'withdrawn';
};

export type GaveBackCause = 'driver_cancelled' | 'not_confirmed';

export interface Grabs {
  /**
   * One row a driver and round: a second grab is the first one, unchanged, and not new. Call with
   * the order locked.
   */
  add(grab: Omit<Grab, 'sequence' | 'state'>): Promise<{ grab: Grab; isNew: boolean }>;
  ofRound(orderId: string, round: number): Promise<Grab[]>;
  find(orderId: string, round: number, driverId: string): Promise<Grab | null>;
  setState(
    orderId: string,
    round: number,
    driverIds: readonly string[],
    state: Grab['state'],
  ): Promise<void>;
  /** A driver's grabs since a moment, and those of any age that still wait for a decision. */
  countOf(driverId: string, sinceMs: number): Promise<{ since: number; open: number }>;
  /** Drivers who held the order and gave it back, with why. */
  gaveBack(orderId: string): Promise<{ driverId: string; cause: GaveBackCause }[]>;
  /** The other way round: what this driver gave back, by order; the newest 1 000. */
  gaveBackBy(driverId: string): Promise<ReadonlyMap<string, GaveBackCause>>;
}
