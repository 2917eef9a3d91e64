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
   * One row a driver and round: a second grab is the first one, unchanged. Call with the order
   * locked.
   */
  add(grab: Omit<Grab, 'sequence' | 'state'>): Promise<Grab>;
  ofRound(orderId: string, round: number): Promise<Grab[]>;
  find(orderId: string, round: number, driverId: string): Promise<Grab | null>;
  setState(
    orderId: string,
    round: number,
    driverIds: readonly string[],
    state: Grab['state'],
  ): Promise<void>;
  countSince(driverId: string, sinceMs: number): Promise<number>;
  countOpen(driverId: string): Promise<number>;
  /** Drivers who held the order and gave it back, with why. */
  gaveBack(orderId: string): Promise<{ driverId: string; cause: GaveBackCause }[]>;
  /** The other way round: what this driver gave back, by order; the newest 1 000. */
  gaveBackBy(driverId: string): Promise<ReadonlyMap<string, GaveBackCause>>;
}
