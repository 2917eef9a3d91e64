import type { Draw, Rollout, Rollouts } from '#libs/dispatch';
import type { Part } from './part.js';

export class MemoryRollouts implements Rollouts {
  constructor(private readonly part: Part) {}

  async hold(cityCode: string): Promise<void> {
    const { store, unit } = this.part;
    await store.heldCities.lock(unit, cityCode);
  }

  async start(rollout: Rollout): Promise<void> {
    const { store, unit } = this.part;
    // As the unique index: the second of two that start waits, and then fails.
    await store.heldCities.lock(unit, `rollout of ${rollout.cityCode}`);
    const other = await this.underWay(rollout.cityCode);
    if (other !== null) unit.fail(`rollout ${other.rolloutId} is under way`);
    const stored = { ...rollout, number: store.nextNumber() };
    await store.rollouts.change(unit, rollout.rolloutId, () => stored);
  }

  async end(
    rolloutId: string,
    { atMs, by, because }: Parameters<Rollouts['end']>[1],
  ): Promise<boolean> {
    const { store, unit } = this.part;
    let ended = false;
    await store.rollouts.change(unit, rolloutId, (known) => {
      ended = known !== undefined && known.endedAtMs === null;
      return known === undefined || !ended
        ? known
        : { ...known, endedAtMs: atMs, endedBy: by, endedBecause: because };
    });
    return ended;
  }

  async byId(rolloutId: string): Promise<Rollout | null> {
    return this.all().find((each) => each.rolloutId === rolloutId) ?? null;
  }

  async underWay(cityCode: string): Promise<Rollout | null> {
    return this.all().find((each) => each.cityCode === cityCode && each.endedAtMs === null) ?? null;
  }

  async drawing({
    baseHash,
    cityCode,
    nowMs,
  }: Parameters<Rollouts['drawing']>[0]): Promise<Rollout | null> {
    const fits = (rollout: Rollout): boolean =>
      rollout.endedAtMs === null &&
      rollout.baseHash === baseHash &&
      rollout.fromMs <= nowMs &&
      (rollout.untilMs === null || rollout.untilMs > nowMs);
    const those = this.all().filter(fits);
    return (
      those.find((each) => each.cityCode === cityCode) ??
      those.find((each) => each.cityCode === '*') ??
      null
    );
  }

  async lastOf(of: Parameters<Rollouts['lastOf']>[0]): Promise<Rollout | null> {
    return (
      this.all().find(
        (each) =>
          each.cityCode === of.cityCode &&
          each.policyHash === of.policyHash &&
          each.baseHash === of.baseHash,
      ) ?? null
    );
  }

  async list(limit: number): Promise<Rollout[]> {
    return this.all().slice(0, limit);
  }

  async drawn(draw: Draw): Promise<void> {
    const { store, unit } = this.part;
    await store.draws.change(unit, draw.orderId, () => draw);
  }

  async ofOrder(orderId: string): Promise<{ draw: Draw; rollout: Rollout } | null> {
    const { store, unit } = this.part;
    const draw = store.draws.get(unit, orderId);
    const rollout = draw === undefined ? null : await this.byId(draw.rolloutId);
    return draw === undefined || rollout === null ? null : { draw, rollout };
  }

  /** Newest first. */
  private all(): Rollout[] {
    const { store, unit } = this.part;
    return store.rollouts
      .all(unit)
      .sort((a, b) => b.number - a.number)
      .map(({ number: _, ...rollout }) => rollout);
  }
}
