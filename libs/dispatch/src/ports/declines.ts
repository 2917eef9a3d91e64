import type { DeclineReason, Window } from '#libs/matcher';

/**
 * An order that a driver would not have, and the terms it had when he said so. `gave_back`: it was
 * his, and he, or the time limit, gave it back.
 */
export type Decline = {
  readonly orderId: string;
  readonly driverId: string;
  readonly reason: DeclineReason;
  readonly atMs: number;
  readonly orderVersion: number;
  readonly freightFen: number;
  readonly loadingWindow: Window;
  readonly unloadingWindow: Window;
};

export interface Declines {
  /** In place of an earlier one of the same driver and order: the last word counts. */
  add(decline: Decline): Promise<void>;
  ofOrder(orderId: string): Promise<Decline[]>;
  /** Newest first, at most 1 000. */
  ofDriver(driverId: string): Promise<Decline[]>;
}
