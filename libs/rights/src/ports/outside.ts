/** What a recipient of a driver's data is told, once, and not over the stream that is kept. */
export type ErasureNotification = {
  readonly noticeId: string;
  readonly driverId: string;
  readonly erasedAtMs: number;
};

/** Where a driver's data went from the database, and where the fences lie besides. */
export interface Outside {
  /** Kept for ever. The same fence twice is one. */
  putFence(fence: string, atMs: number): Promise<void>;
  fences(): Promise<string[]>;
  /**
   * Overwrites every kept message that names one of these drivers, in one reading of them all;
   * answers how many of each. The others stay where they are, with their numbers.
   */
  removeMessages(driverIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Said once more each time; the recipient acknowledges by an operation of its own. */
  tell(recipient: string, notification: ErasureNotification): Promise<void>;
}
