import type { OutboxEvent } from '#libs/dispatch';
import type { Faults } from './faults.js';

/** A matcher is woken at the very moment; this much is left for tries that were crowded out. */
const TOLERANCE_MS = 60_000;

type Entry = {
  readonly expiresAtMs: number;
  heldBy: string | null;
  ended: string | null;
};

/**
 * What became of each order and truck, by the events that the world was told. An account of its
 * own: it shares nothing with the tables, so it notices when they are wrong.
 */
export class Account {
  private readonly orders = new Map<string, Entry>();
  private readonly holding = new Map<string, string>();
  private unfinished = 0;

  constructor(private readonly faults: Faults) {}

  get openOrders(): number {
    return this.unfinished;
  }

  posted(orderId: string, expiresAtMs: number): void {
    this.orders.set(orderId, { expiresAtMs, heldBy: null, ended: null });
    this.unfinished++;
  }

  isEnded(orderId: string): boolean {
    return this.orders.get(orderId)?.ended !== null;
  }

  grabbed(orderId: string, atMs: number): void {
    const entry = this.orders.get(orderId);
    if (entry !== undefined && atMs >= entry.expiresAtMs) {
      this.faults.add('grabbed_after_its_time', atMs, orderId);
    }
  }

  told({ type, atMs, data }: OutboxEvent): void {
    const { orderId, driverId } = data as { orderId?: string; driverId?: string | null };
    const entry = orderId === undefined ? undefined : this.orders.get(orderId);
    if (entry === undefined || orderId === undefined) return;
    switch (type) {
      case 'order.awarded':
        return this.awarded(orderId, entry, driverId ?? '', atMs);
      case 'order.released':
        return this.letGo(entry);
      case 'order.delivered':
      case 'order.expired':
      case 'order.cancelled':
        return this.ended(orderId, entry, type, atMs);
      default:
        return undefined;
    }
  }

  private awarded(orderId: string, entry: Entry, driverId: string, atMs: number): void {
    if (entry.heldBy !== null || entry.ended !== null) {
      this.faults.add('awarded_twice', atMs, `${orderId} to ${driverId}`);
    }
    if (atMs > entry.expiresAtMs + TOLERANCE_MS) {
      this.faults.add('awarded_after_its_time', atMs, orderId);
    }
    const other = this.holding.get(driverId);
    if (other !== undefined && other !== orderId) {
      this.faults.add('truck_with_two_orders', atMs, `${driverId}: ${other} and ${orderId}`);
    }
    entry.heldBy = driverId;
    this.holding.set(driverId, orderId);
  }

  private letGo(entry: Entry): void {
    if (entry.heldBy !== null) this.holding.delete(entry.heldBy);
    entry.heldBy = null;
  }

  private ended(orderId: string, entry: Entry, how: string, atMs: number): void {
    this.letGo(entry);
    if (entry.ended !== null) {
      this.faults.add('ended_twice', atMs, `${orderId}: ${entry.ended}, then ${how}`);
      return;
    }
    entry.ended = how;
    this.unfinished--;
  }
}

export { TOLERANCE_MS as EXPIRY_TOLERANCE_MS };
