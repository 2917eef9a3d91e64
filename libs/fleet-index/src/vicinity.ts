// The coarse cells around a coarse cell, nearest first, kept once they were asked for: a search
// walks along a list and no longer from neighbour to neighbour, and a country without a truck costs
// it a glance at a few dozen counts.
import { EARTH_RADIUS_METERS } from './great-circle.js';
import { X, Y, Z, type Levels } from './levels.js';
import type { ringsWithin } from './rings.js';

export type Vicinity = {
  readonly cells: Int32Array;
  /** From centre to centre, as a chord; rising. */
  readonly apart: Float64Array;
  /** How many steps from the middle. */
  readonly rings: Uint8Array;
  readonly reachMeters: number;
};

/** Made for one of these, so that different reaches seldom make one anew. */
const REACHES_METERS = [100_000, 300_000, 1_000_000];
/** Some 13 bytes each. */
const ENTRIES_MAX = 2_000_000;

export class Vicinities {
  private readonly kept: (Vicinity | undefined)[] = [];
  private entries = 0;

  constructor(
    private readonly levels: Levels,
    private readonly walk: typeof ringsWithin,
  ) {}

  get bytes(): number {
    return 13 * this.entries + 8 * this.kept.length;
  }

  /** All that may hold a driver within reach of a place in the cell. */
  around(coarse: number, reachMeters: number): Vicinity {
    const known = this.kept[coarse];
    if (known !== undefined && known.reachMeters >= reachMeters) return known;
    const made = this.make(
      coarse,
      REACHES_METERS.find((each) => each >= reachMeters) ?? reachMeters,
    );
    this.entries += made.cells.length - (known?.cells.length ?? 0);
    if (this.entries > ENTRIES_MAX) {
      this.kept.length = 0;
      this.entries = made.cells.length;
    }
    this.kept[coarse] = made;
    return made;
  }

  /**
   * From the place it is one radius at most to the centre of its own cell, and from a driver one
   * radius of a coarse cell to the centre of his; the walk itself adds the first.
   */
  private make(coarse: number, reachMeters: number): Vicinity {
    const { levels } = this;
    const { resolutions, coarseRadiusMax } = levels;
    const at = levels.centerOf(coarse);
    const far = Math.ceil(reachMeters + coarseRadiusMax * EARTH_RADIUS_METERS) + 1;
    const found: { cell: number; apart: number; ring: number }[] = [];
    let ring = 0;
    for (const cells of this.walk({ at, reachMeters: far, resolution: resolutions.coarse })) {
      for (const { cell } of cells) {
        const number = levels.coarseNumber(cell);
        const dx = levels.of(number, X) - levels.of(coarse, X);
        const dy = levels.of(number, Y) - levels.of(coarse, Y);
        const dz = levels.of(number, Z) - levels.of(coarse, Z);
        found.push({ cell: number, apart: Math.sqrt(dx * dx + dy * dy + dz * dz), ring });
      }
      ring += 1;
    }
    found.sort((a, b) => a.apart - b.apart);
    return {
      cells: Int32Array.from(found, ({ cell }) => cell),
      apart: Float64Array.from(found, ({ apart }) => apart),
      rings: Uint8Array.from(found, (each) => each.ring),
      reachMeters,
    };
  }
}
