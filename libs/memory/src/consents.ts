import type {
  ConsentEntry,
  ConsentLedger,
  ConsentPrompt,
  ConsentPurpose,
  ConsentText,
} from '#libs/dispatch';
import { byCodeUnit, byNumber, type Part } from './part.js';

export class MemoryConsents implements ConsentLedger {
  constructor(private readonly part: Part) {}

  async putText(text: ConsentText): Promise<boolean> {
    const { store, unit } = this.part;
    let isNew = false;
    await store.consentTexts.change(unit, `${text.purpose}/${text.version}`, (known) => {
      isNew = known === undefined;
      return known ?? text;
    });
    return isNew;
  }

  async texts(): Promise<ConsentText[]> {
    const { store, unit } = this.part;
    return store.consentTexts
      .all(unit)
      .sort(
        (a, b) =>
          byCodeUnit(a.purpose, b.purpose) ||
          byNumber(a.effectiveAtMs, b.effectiveAtMs) ||
          byCodeUnit(a.version, b.version),
      );
  }

  async record(entry: ConsentEntry): Promise<void> {
    const { store, unit } = this.part;
    const entryId = store.nextNumber();
    await store.consents.change(unit, String(entryId), () => ({ ...entry, entryId }));
  }

  async history(
    driverId: string,
    { after, limit }: { after?: number; limit: number },
  ): Promise<(ConsentEntry & { readonly entryId: number })[]> {
    return this.ofDriver(driverId)
      .filter(({ entryId }) => after === undefined || entryId < after)
      .sort((a, b) => byNumber(b.entryId, a.entryId))
      .slice(0, limit);
  }

  async refusals(driverId: string): Promise<ReadonlyMap<ConsentPurpose, number>> {
    const refusals = new Map<ConsentPurpose, number>();
    for (const { granted, because, purpose, atMs } of this.ofDriver(driverId)) {
      if (granted || because !== 'driver') continue;
      refusals.set(purpose, Math.max(atMs, refusals.get(purpose) ?? atMs));
    }
    return refusals;
  }

  async prompts(driverId: string): Promise<ConsentPrompt[]> {
    const { store, unit } = this.part;
    return store.prompts
      .all(unit)
      .filter((prompt) => prompt.driverId === driverId)
      .sort((a, b) => byCodeUnit(a.purpose, b.purpose));
  }

  async recordPrompt(prompt: ConsentPrompt): Promise<void> {
    const { store, unit } = this.part;
    await store.prompts.change(unit, `${prompt.driverId}/${prompt.purpose}`, () => prompt);
  }

  async holdersOfOthers(
    purpose: ConsentPurpose,
    versions: readonly string[],
    limit: number,
  ): Promise<string[]> {
    const { store, unit } = this.part;
    return store.drivers
      .all(unit)
      .filter(({ state }) => {
        const version = state.consents[purpose];
        return version !== null && !versions.includes(version);
      })
      .map(({ state }) => state.driverId)
      .sort(byCodeUnit)
      .slice(0, limit);
  }

  private ofDriver(driverId: string): (ConsentEntry & { readonly entryId: number })[] {
    const { store, unit } = this.part;
    return store.consents.where(unit, 'driver', driverId);
  }
}
