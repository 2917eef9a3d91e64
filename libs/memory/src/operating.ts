import type { Audit, AuditEntry, Automation, OrderStatus, Stats } from '#libs/dispatch';
import { byCodeUnit, byNumber, type Part } from './part.js';

export class MemoryAudit implements Audit {
  constructor(private readonly part: Part) {}

  async add(entry: AuditEntry): Promise<void> {
    const { store, unit } = this.part;
    await store.audit.change(unit, entry.id, (known) =>
      known === undefined ? entry : unit.fail(`audit entry ${entry.id} is there already`),
    );
  }

  async list({
    after,
    limit,
  }: {
    after?: { atMs: number; id: string };
    limit: number;
  }): Promise<AuditEntry[]> {
    const { store, unit } = this.part;
    const newestFirst = (a: { atMs: number; id: string }, b: { atMs: number; id: string }) =>
      byNumber(b.atMs, a.atMs) || byCodeUnit(b.id, a.id);
    return store.audit
      .all(unit)
      .filter((entry) => after === undefined || newestFirst(after, entry) < 0)
      .sort(newestFirst)
      .slice(0, limit);
  }
}

/** A city's code, or `*` for all of them at once. */
export class MemoryAutomation implements Automation {
  constructor(private readonly part: Part) {}

  async pause(cityCode: string, by: string, reason: string, atMs: number): Promise<void> {
    const { store, unit } = this.part;
    await store.pauses.change(unit, cityCode, () => ({ cityCode, by, reason, atMs }));
  }

  async resume(cityCode: string): Promise<void> {
    const { store, unit } = this.part;
    await store.pauses.change(unit, cityCode, () => undefined);
  }

  async paused(): Promise<{ cityCode: string; by: string; reason: string; atMs: number }[]> {
    const { store, unit } = this.part;
    return store.pauses.all(unit).sort((a, b) => byCodeUnit(a.cityCode, b.cityCode));
  }

  async isPaused(cityCode: string): Promise<boolean> {
    const { store, unit } = this.part;
    return [cityCode, '*'].some((code) => store.pauses.get(unit, code) !== undefined);
  }
}

export class MemoryStats implements Stats {
  constructor(private readonly part: Part) {}

  async counts(): ReturnType<Stats['counts']> {
    const { store, unit } = this.part;
    const drivers = store.drivers.all(unit);
    const orders = store.orders.all(unit);
    const ordersByStatus: Partial<Record<OrderStatus, number>> = {};
    for (const { status } of orders) ordersByStatus[status] = (ordersByStatus[status] ?? 0) + 1;
    return {
      drivers: drivers.length,
      driversOnDuty: drivers.filter(({ state }) => state.onDuty).length,
      orders: orders.length,
      ordersByStatus,
      awarded: new Set(store.assignments.all(unit).map(({ orderId }) => orderId)).size,
      decisions: store.decisions.all(unit).length,
      explanations: store.decisionRows.all(unit).reduce((sum, rows) => sum + rows.length, 0),
      grabs: store.grabs.all(unit).length,
      outbox: store.outbox.length + store.toldEvents,
      outboxUnpublished: store.outbox.length,
    };
  }
}
