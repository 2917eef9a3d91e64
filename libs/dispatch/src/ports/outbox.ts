export type OutboxEvent = {
  readonly id: string;
  /** Event type, e.g. `order.awarded`; the subject follows from it. */
  readonly type: string;
  /** What it is about, an order or a driver: events of one key keep their order. */
  readonly key: string;
  readonly atMs: number;
  readonly data: unknown;
  readonly requestId: string | null;
};

export interface Outbox {
  add(events: readonly OutboxEvent[]): Promise<void>;
}
