/** Longer than this against the number of drivers, and the list is worth tidying. */
const COMPACT_FACTOR = 8;
const COMPACT_MIN = 4_096;

/**
 * Who changed, in the order in which it happened. A list of hints: what counts is the number in the
 * driver's own row, which is undone with it.
 */
export class Changes {
  private last = 0;
  private log: { readonly number: number; readonly driverId: string }[] = [];

  next(driverId: string): number {
    this.last++;
    this.log.push({ number: this.last, driverId });
    return this.last;
  }

  /** Those who may have changed at or after a number. */
  since(number: number): Set<string> {
    const driverIds = new Set<string>();
    for (let at = this.log.length - 1; at >= 0; at--) {
      const entry = this.log[at];
      if (entry === undefined || entry.number < number) break;
      driverIds.add(entry.driverId);
    }
    return driverIds;
  }

  /** Keeps each driver's newest entry. Only while nobody may undo a change. */
  tidy(drivers: number): void {
    if (this.log.length < Math.max(COMPACT_MIN, drivers * COMPACT_FACTOR)) return;
    const seen = new Set<string>();
    this.log = this.log
      .toReversed()
      .filter(({ driverId }) => !seen.has(driverId) && seen.add(driverId))
      .toReversed();
  }
}
