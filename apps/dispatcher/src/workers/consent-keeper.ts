import type { Logger } from 'pino';
import { currentText, CONSENT_PURPOSES, lapseConsents, type Database } from '#libs/dispatch';
import type { Matching } from '#libs/dispatch';
import type { Turn } from './loop.js';

/** A text holds a week after it was published at the earliest, so this is soon enough to hear. */
const REFRESH_EVERY_MS = 5_000;
/** How soon after a text took effect the tables follow; decisions follow at once. */
const EVERY_MS = 250;

/**
 * Keeps the process's copy of the consent texts, and, where it is the steward, ends the consents
 * that a new text has overtaken.
 */
export class ConsentKeeper {
  private refreshedMs = Number.NEGATIVE_INFINITY;
  private settledFor = '';

  constructor(
    private readonly database: Database,
    private readonly matching: Matching,
    private readonly steward: boolean,
    private readonly log: Logger,
  ) {}

  async turn(): Promise<Turn> {
    const { clock, texts } = this.matching;
    const nowMs = clock.nowMs();
    if (nowMs - this.refreshedMs >= REFRESH_EVERY_MS) {
      await texts.refresh(this.database.read);
      this.refreshedMs = nowMs;
    }
    if (!this.steward) return { restMs: REFRESH_EVERY_MS };
    const inForce = CONSENT_PURPOSES.map(
      (purpose) => currentText(texts.all, purpose, nowMs)?.version ?? '',
    ).join(' ');
    if (inForce !== this.settledFor) {
      const lapsed = await lapseConsents(this.database, this.matching);
      if (lapsed > 0) this.log.info({ lapsed }, 'consents ended with the text they were given to');
      this.settledFor = inForce;
    }
    return { restMs: EVERY_MS };
  }
}
