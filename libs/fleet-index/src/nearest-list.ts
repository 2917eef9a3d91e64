export type Found = { readonly driverId: string; readonly meters: number };

/** Nearest first; equal distances by id, code unit by code unit, so that the order is total. */
export function byNearness(a: Found, b: Found): number {
  if (a.meters !== b.meters) return a.meters - b.meters;
  return a.driverId < b.driverId ? -1 : a.driverId > b.driverId ? 1 : 0;
}

/** Keeps the nearest `limit` of all that is offered, in any order of offering. */
export class NearestList {
  private kept: Found[] = [];
  private lastMeters = Infinity;

  constructor(private readonly limit: number) {}

  /** True when something as far as this can't displace anything: `limit` nearer ones are kept. */
  isBeyond(meters: number): boolean {
    return meters > this.lastMeters;
  }

  offer(found: Found): void {
    if (this.isBeyond(found.meters)) return;
    this.kept.push(found);
    // Sorting only when twice the limit is held keeps the cost a few comparisons an offer.
    if (this.kept.length >= 2 * this.limit) this.settle();
  }

  /** Sorted. */
  settle(): readonly Found[] {
    this.kept.sort(byNearness);
    this.kept.length = Math.min(this.kept.length, this.limit);
    const last = this.kept[this.limit - 1];
    if (last !== undefined) this.lastMeters = last.meters;
    return this.kept;
  }
}
