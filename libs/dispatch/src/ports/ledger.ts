import type { DecisionKind, DecisionRecord, DriverRow } from '#libs/explanations';

export type Claim = {
  readonly orderId: string;
  readonly driverId: string;
  readonly driverVersion: number;
  readonly decisionId: string;
  readonly atMs: number;
  readonly aboard?: readonly string[];
};

export interface Ledger {
  /**
   * Takes room on the truck for the order; false when the truck is taken, when the load is more
   * than it may still carry, or when the driver changed since he was read (`driverVersion`).
   * `aboard` are the orders it was judged beside, in the order of their claims; none, for one that
   * wants the truck alone or found it empty. Of two orders that race for one truck one gets false,
   * whether or not there would be room for both: each was judged without the other.
   */
  claim(claim: Claim): Promise<boolean>;
  /**
   * The claim and, where it holds, the record of the decision that made it: put together while the
   * server looks at the truck.
   */
  claimRecorded(claim: Claim, record: () => DecisionRecord): Promise<boolean>;
  /** Frees the room. `cause` is kept: who gave an order back is not given it again. */
  release(
    orderId: string,
    cause: 'finished' | 'shipper_cancelled' | 'driver_cancelled' | 'not_confirmed',
    atMs: number,
  ): Promise<void>;
  /**
   * Bundle and driver rows. The database itself checks that every total is the sum of its parts.
   */
  record(record: DecisionRecord): Promise<void>;
  decision(decisionId: string): Promise<Omit<DecisionRecord, 'drivers'> | null>;
  decisions(orderId: string): Promise<Omit<DecisionRecord, 'drivers' | 'bundle'>[]>;
  driverRow(decisionId: string, driverId: string): Promise<DriverRow | null>;
  driverRows(decisionId: string): Promise<DriverRow[]>;
  /** Drivers whom a recommendation of this round has named: new terms are told to everyone anew. */
  recommendedTo(orderId: string, round: number): Promise<string[]>;
  /** Decisions that recorded this driver, newest first. */
  ofDriver(
    driverId: string,
    page: { after?: { decidedAtMs: number; decisionId: string }; limit: number },
  ): Promise<
    (Pick<DriverRow, 'role' | 'total' | 'rank'> & {
      reason: string | null;
      decisionId: string;
      orderId: string | null;
      kind: DecisionKind;
      decidedAtMs: number;
    })[]
  >;
}
