import type { Outbox, OutboxEvent } from '#libs/dispatch';
import type { Part } from './part.js';

/** Events wait with their unit, and are there for whoever fetches them once it is committed. */
export class MemoryOutbox implements Outbox {
  constructor(private readonly part: Part) {}

  async add(events: readonly OutboxEvent[]): Promise<void> {
    const { store, unit } = this.part;
    if (events.length === 0) return;
    if (!unit.writes) unit.fail('nothing is told outside a transaction');
    unit.onceKept(() => {
      store.outbox.push(...events);
    });
  }
}
