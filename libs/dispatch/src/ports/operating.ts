import type { OrderStatus } from '../model/order.js';

export type AuditEntry = {
  readonly id: string;
  readonly atMs: number;
  readonly actor: string;
  readonly role: string;
  readonly action: string;
  readonly subject: string;
  readonly reason: string;
  readonly detail: unknown;
};

export interface Audit {
  add(entry: AuditEntry): Promise<void>;
  list(page: { after?: { atMs: number; id: string }; limit: number }): Promise<AuditEntry[]>;
}

export interface Automation {
  pause(cityCode: string, by: string, reason: string, atMs: number): Promise<void>;
  resume(cityCode: string): Promise<void>;
  paused(): Promise<{ cityCode: string; by: string; reason: string; atMs: number }[]>;
  isPaused(cityCode: string): Promise<boolean>;
}

/** Counted from the tables at the moment of asking. */
export interface Stats {
  counts(): Promise<{
    drivers: number;
    driversOnDuty: number;
    orders: number;
    ordersByStatus: Readonly<Partial<Record<OrderStatus, number>>>;
    /** Orders that were awarded at least once. */
    awarded: number;
    decisions: number;
    explanations: number;
    grabs: number;
    outbox: number;
    outboxUnpublished: number;
  }>;
}
