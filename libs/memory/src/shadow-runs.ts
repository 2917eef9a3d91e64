import type { ShadowRun, ShadowRuns } from '#libs/dispatch';
import { sha256Hex } from '#libs/explanations';
import { byCodeUnit, type Part } from './part.js';

export class MemoryShadowRuns implements ShadowRuns {
  constructor(private readonly part: Part) {}

  /** Any order will do that hangs on the ids alone. */
  async decisionsUnder({
    policyHash,
    cityCode,
    kinds,
    sinceMs,
    most,
  }: Parameters<ShadowRuns['decisionsUnder']>[0]): Promise<{
    available: number;
    decisionIds: string[];
  }> {
    const { store, unit } = this.part;
    const those = store.decisions.all(unit).filter((decision) => {
      const order =
        decision.orderId === null ? undefined : store.orders.get(unit, decision.orderId);
      return (
        order !== undefined &&
        order.policyHash === policyHash &&
        decision.policyHash === policyHash &&
        (cityCode === '*' || order.loading.cityCode === cityCode) &&
        kinds.includes(decision.kind) &&
        (sinceMs === null || decision.decidedAtMs >= sinceMs)
      );
    });
    const decisionIds = those
      .map(({ decisionId }) => ({ decisionId, hash: sha256Hex(decisionId) }))
      .sort((a, b) => byCodeUnit(a.hash, b.hash))
      .map(({ decisionId }) => decisionId)
      .slice(0, most);
    return { available: those.length, decisionIds };
  }

  async add(run: ShadowRun): Promise<void> {
    const { store, unit } = this.part;
    const stored = { run, number: store.nextNumber() };
    await store.shadowRuns.change(unit, run.runId, () => stored);
  }

  async of({
    policyHash,
    baseHash,
    cityCode,
    sinceMs,
  }: Parameters<ShadowRuns['of']>[0]): Promise<ShadowRun[]> {
    return this.all().filter(
      (run) =>
        run.policyHash === policyHash &&
        run.baseHash === baseHash &&
        run.cityCode === cityCode &&
        run.atMs >= sinceMs,
    );
  }

  async list(limit: number): Promise<ShadowRun[]> {
    return this.all().slice(0, limit);
  }

  /** Newest first. */
  private all(): ShadowRun[] {
    const { store, unit } = this.part;
    return store.shadowRuns
      .all(unit)
      .sort((a, b) => b.number - a.number)
      .map(({ run }) => run);
  }
}
