import type { Crews, Invitation, TruckCount, Trucks } from '#libs/dispatch';
import { byCodeUnit, byNumber, type Part } from './part.js';

export class MemoryCrews implements Crews {
  constructor(private readonly part: Part) {}

  async invite(invitation: Invitation): Promise<void> {
    const { store, unit } = this.part;
    for (const open of store.crews.all(unit)) {
      if (open.driverId !== invitation.driverId || open.state !== 'open') continue;
      const answeredAtMs = invitation.invitedAtMs;
      await this.answer({ ...open, state: 'withdrawn', answeredAtMs });
    }
    await store.crews.change(unit, invitation.invitationId, () => invitation);
  }

  async byIdForUpdate(invitationId: string): Promise<Invitation | null> {
    const { store, unit } = this.part;
    await store.crews.lock(unit, invitationId);
    return store.crews.get(unit, invitationId) ?? null;
  }

  async answer({ invitationId, state, answeredAtMs }: Invitation): Promise<void> {
    const { store, unit } = this.part;
    await store.crews.change(unit, invitationId, (known) =>
      known === undefined ? known : { ...known, state, answeredAtMs },
    );
  }

  async of(driverId: string, limit: number): Promise<Invitation[]> {
    const { store, unit } = this.part;
    const closed = ({ state }: Invitation): number => (state === 'open' ? 0 : 1);
    return store.crews
      .all(unit)
      .filter((each) => each.driverId === driverId || each.coDriverId === driverId)
      .sort(
        (a, b) =>
          byNumber(closed(a), closed(b)) ||
          byNumber(b.invitedAtMs, a.invitedAtMs) ||
          byCodeUnit(b.invitationId, a.invitationId),
      )
      .slice(0, limit);
  }
}

export class MemoryTrucks implements Trucks {
  constructor(private readonly part: Part) {}

  async counted(observedSinceMs: number): Promise<TruckCount[]> {
    const { store, unit } = this.part;
    const counts = new Map<string, TruckCount>();
    for (const { state, cell } of store.drivers.all(unit)) {
      const { fix, consents, vehicle } = state;
      if (!state.onDuty || state.activeOrders > 0 || consents.location === null) continue;
      if (fix === null || cell === null || fix.observedAtMs < observedSinceMs) continue;
      const textVersion = consents.location;
      const key = `${cell}/${vehicle.body}/${textVersion}`;
      const trucks = (counts.get(key)?.trucks ?? 0) + 1;
      counts.set(key, { cell, body: vehicle.body, textVersion, trucks });
    }
    return [...counts.values()];
  }

  async published(periodMs: number): Promise<string | null> {
    const { store, unit } = this.part;
    return store.truckCounts.get(unit, String(periodMs)) ?? null;
  }

  async publish(periodMs: number, counts: string): Promise<string> {
    const { store, unit } = this.part;
    const kept = await store.truckCounts.change(unit, String(periodMs), (known) => known ?? counts);
    for (const [key] of [...store.truckCounts.entries(unit)]) {
      if (Number(key) < periodMs) await store.truckCounts.change(unit, key, () => undefined);
    }
    return kept ?? counts;
  }
}
