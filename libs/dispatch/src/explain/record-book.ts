import type { DecisionRecord, DriverRow } from '#libs/explanations';
import type { Tx } from '../ports/database.js';

/**
 * Some 12 kB each, opened, of sixteen factors: 120 MB at most. A decision with more rows than this
 * is read each time.
 */
const ROWS_MAX = 10_000;
/** Rows are reduced to bands in time, by whichever process: what was read earlier is read again. */
const KEPT_MS = 600_000;

export type Recorded = {
  readonly decision: Omit<DecisionRecord, 'drivers'>;
  readonly rows: readonly DriverRow[];
};
type Kept = Recorded & { readonly readAtMs: number };

/**
 * Decisions as they were recorded, for a while. Those who lost an order ask why at about the same
 * time, and each answer takes all rows, opened with their drivers' keys: who asks while they are
 * read waits for the same rows. A record never changes but by erasure, which has it forgotten here.
 */
export class RecordBook {
  private readonly kept = new Map<string, Kept>();
  private readonly reading = new Map<string, Promise<Recorded | null>>();
  private rowsKept = 0;

  constructor(private readonly rowsMax = ROWS_MAX) {}

  async of(tx: Tx, decisionId: string, nowMs: number): Promise<Recorded | null> {
    const kept = this.kept.get(decisionId);
    if (kept !== undefined) {
      this.drop(decisionId, kept);
      if (nowMs - kept.readAtMs < KEPT_MS) return this.keep(decisionId, kept);
    }
    const already = this.reading.get(decisionId);
    if (already !== undefined) return already;
    const read = recordedIn(tx, decisionId);
    this.reading.set(decisionId, read);
    try {
      const recorded = await read;
      if (recorded === null || !this.isReading(decisionId, read)) return recorded;
      return this.keep(decisionId, { ...recorded, readAtMs: nowMs });
    } finally {
      if (this.isReading(decisionId, read)) this.reading.delete(decisionId);
    }
  }

  remembered(): Iterable<string> {
    return new Set([...this.kept.values()].flatMap(driversOf));
  }

  forget(driverId: string): void {
    // Who is in what is being read is not known yet; it may be from before.
    this.reading.clear();
    for (const [decisionId, kept] of this.kept) {
      if (driversOf(kept).includes(driverId)) this.drop(decisionId, kept);
    }
  }

  private isReading(decisionId: string, read: Promise<Recorded | null>): boolean {
    return this.reading.get(decisionId) === read;
  }

  /** Newest last, since a Map keeps the order of insertion; what was asked for longest ago goes. */
  private keep(decisionId: string, kept: Kept): Kept {
    const before = this.kept.get(decisionId);
    if (before !== undefined) this.drop(decisionId, before);
    if (kept.rows.length > this.rowsMax) return kept;
    this.kept.set(decisionId, kept);
    this.rowsKept += kept.rows.length;
    for (const [oldest, entry] of this.kept) {
      if (this.rowsKept <= this.rowsMax) break;
      this.drop(oldest, entry);
    }
    return kept;
  }

  private drop(decisionId: string, kept: Kept): void {
    if (this.kept.delete(decisionId)) this.rowsKept -= kept.rows.length;
  }
}

async function recordedIn(tx: Tx, decisionId: string): Promise<Recorded | null> {
  const decision = await tx.ledger.decision(decisionId);
  if (decision === null) return null;
  return { decision, rows: await tx.ledger.driverRows(decisionId) };
}

const driversOf = ({ decision, rows }: Recorded): string[] => [
  ...rows.map(({ driverId }) => driverId),
  ...(decision.winner === null ? [] : [decision.winner]),
];
