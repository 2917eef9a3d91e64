import { CROWD_MIN } from '../bands.js';
import type { DriverRow } from '../record.js';
import { cellParent } from './cell-parent.js';

/** From the recorded cell, some 36 km², up to a market of some 12,000 km²; there it ends. */
export const ALIKE_RESOLUTIONS = [6, 5, 4, 3] as const;
export type AlikeResolution = (typeof ALIKE_RESOLUTIONS)[number];

/**
 * The finest resolution at which a crowd of ranked drivers shares cell and body with this one,
 * himself counted; null when no resolution has one. Who is matched by his city has no cell and is
 * alike to whoever is matched by the same centre, which counts as the coarsest.
 */
export function alikeAt(
  of: DriverRow,
  ranked: readonly DriverRow[],
): { readonly resolution: AlikeResolution } | null {
  const { candidate } = of;
  if (candidate === null) return null;
  const { body, place } = candidate;
  const peers = ranked.flatMap((row) =>
    row.candidate?.body === body ? [row.candidate.place] : [],
  );
  if (place.cell === null) {
    const sharing = peers.filter(
      ({ cell, pickupMeters }) => cell === null && pickupMeters === place.pickupMeters,
    );
    return sharing.length >= CROWD_MIN ? { resolution: 3 } : null;
  }
  if (!isCell(place.cell)) return null;
  const cells = peers.flatMap(({ cell }) => (cell !== null && isCell(cell) ? [cell] : []));
  for (const resolution of ALIKE_RESOLUTIONS) {
    const own = cellParent(place.cell, resolution);
    const sharing = cells.filter((cell) => cellParent(cell, resolution) === own);
    if (sharing.length >= CROWD_MIN) return { resolution };
  }
  return null;
}

/** What is no H3 cell is alike to nothing; a record that was reduced may hold such. */
const isCell = (cell: string): boolean => /^[0-9a-f]{15}$/.test(cell);
