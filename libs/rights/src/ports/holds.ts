/**
 * Evidence that may not be reduced, deleted or forgotten: an open request needs it (invariant 4).
 * Whatever retires records asks here first, in the transaction in which it retires them.
 */
export type Hold = {
  readonly requestId: string;
  readonly driverId: string;
  /** All that is kept about this order and this driver. */
  readonly orderId: string | null;
  readonly decisionId: string | null;
  readonly placedAtMs: number;
};

export interface Holds {
  /** Idempotent by request, order and decision: a hold placed twice is one. */
  place(holds: readonly Hold[]): Promise<void>;
  /** The request is closed; what it alone held may be retired from now on. */
  lift(requestId: string, atMs: number): Promise<void>;
  /** Of these decisions, those that an open request needs: by themselves or by their order. */
  heldDecisions(decisionIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Of these orders, those that an open request needs. */
  heldOrders(orderIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Of these drivers, those whose own data an open request needs. */
  heldDrivers(driverIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** What is held for a driver now, oldest first; at most 1 000. */
  ofDriver(driverId: string): Promise<Hold[]>;
}
