import {
  CONSENT_PURPOSES,
  type ConsentPurpose,
  type Consents,
  type DriverState,
} from '../model/driver.js';
import type { ConsentText } from '../ports/consents.js';
import type { Tx } from '../ports/database.js';

/** Between publication and effect (R10): time to read it, and to say no. */
export const NOTICE_MS = 7 * 86_400_000;

/**
 * The published texts, in memory. A text takes effect days after it was published, so a copy that
 * is read again every few seconds never misses one; and from that very millisecond an agreement to
 * the text before it counts no more, whatever the tables still say.
 */
export class ConsentShelf {
  private texts: readonly ConsentText[] = [];

  get all(): readonly ConsentText[] {
    return this.texts;
  }

  async refresh(tx: Tx): Promise<void> {
    this.texts = await tx.consents.texts();
  }

  /** What a driver has agreed to and what of it holds at this moment. */
  inForce(driver: DriverState, nowMs: number): DriverState {
    const lapsed = CONSENT_PURPOSES.filter((purpose) => {
      const version = driver.consents[purpose];
      return version !== null && !holds(this.texts, purpose, version, nowMs);
    });
    if (lapsed.length === 0) return driver;
    const consents: Consents = {
      ...driver.consents,
      ...Object.fromEntries(lapsed.map((purpose) => [purpose, null])),
    };
    return { ...driver, consents, fix: mayUse(consents, driver.fix) ? driver.fix : null };
  }
}

const mayUse = ({ location, vehicle_terminal }: Consents, fix: DriverState['fix']): boolean =>
  location !== null && (fix?.source !== 'vehicle_terminal' || vehicle_terminal !== null);

/**
 * Whether agreement to a version counts: while no text of the purpose is in force, to whatever was
 * agreed; afterwards to the one in force and to those that will come after it.
 */
export function holds(
  texts: readonly ConsentText[],
  purpose: ConsentPurpose,
  version: string,
  nowMs: number,
): boolean {
  const current = currentText(texts, purpose, nowMs);
  if (current === null) return true;
  const agreed = texts.find((text) => text.purpose === purpose && text.version === version);
  return agreed !== undefined && agreed.effectiveAtMs >= current.effectiveAtMs;
}

export function currentText(
  texts: readonly ConsentText[],
  purpose: ConsentPurpose,
  nowMs: number,
): ConsentText | null {
  return newest(texts.filter((each) => each.purpose === purpose && each.effectiveAtMs <= nowMs));
}

/** What a driver is asked to agree to: the newest text, though it may hold only in some days. */
export const newestText = (
  texts: readonly ConsentText[],
  purpose: ConsentPurpose,
): ConsentText | null => newest(texts.filter((each) => each.purpose === purpose));

const newest = (texts: readonly ConsentText[]): ConsentText | null =>
  texts.reduce<ConsentText | null>(
    (best, text) => (best === null || text.effectiveAtMs > best.effectiveAtMs ? text : best),
    null,
  );
