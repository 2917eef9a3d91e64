/**
 * `recommend`, `award`, `offer` and `round` while open; `confirm` while awarded; `stalled` until
 * loaded; `rate` at the end.
 */
export const WAKE_KINDS = [
  'recommend',
  'award',
  'offer',
  'round',
  'expire',
  'confirm',
  'stalled',
  'rate',
] as const;

export type WakeKind = (typeof WAKE_KINDS)[number];

export type WakeUp = {
  readonly orderId: string;
  readonly kind: WakeKind;
  readonly dueAtMs: number;
  readonly attempts: number;
  readonly fence: string;
};

export interface WakeUps {
  /**
   * The order's next step, replacing the one before: an order has exactly one until it is final.
   */
  set(orderId: string, step: { kind: WakeKind; dueAtMs: number }): Promise<void>;
  clear(orderId: string): Promise<void>;
  /**
   * Takes due ones for `leaseMs`; no two takers get the same. A taker that dies is replaced after
   * the lease.
   */
  take(options: {
    nowMs: number;
    leaseMs: number;
    limit: number;
    fence: string;
  }): Promise<WakeUp[]>;
  /**
   * Whether a taken step is still the order's next one. Asked with the order locked: what holds
   * then cannot be replaced before this transaction ends.
   */
  holds(wakeUp: Pick<WakeUp, 'orderId' | 'fence'>): Promise<boolean>;
  /** Puts a failed step back, unless it was replaced meanwhile. */
  postpone(wakeUp: WakeUp, dueAtMs: number): Promise<void>;
  /** Makes every step of a city's open orders due, after a pause. */
  hurry(cityCode: string, dueAtMs: number): Promise<void>;
  /**
   * Makes the next batch of these orders due, where none is running: somebody has come whom they
   * may be offered to. Steps that are being taken are passed over, not waited for.
   */
  hurryOffers(orderIds: readonly string[], dueAtMs: number): Promise<void>;
  /** When the earliest is due, for sleeping no longer than needed. */
  nextDueAtMs(): Promise<number | null>;
}
