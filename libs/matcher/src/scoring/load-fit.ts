import { floorDivide } from '../division.js';
import type { Candidate, Load, OrderFacts } from '../domain.js';
import type { Factor } from './factor.js';
import { pointsAt } from './table.js';

const DIMENSIONS = [
  'kilograms',
  'litres',
  'vehicleSlots',
] as const satisfies readonly (keyof Load)[];

/**
 * The fuller the truck, the better, so that big trucks stay free for big loads. Each dimension's
 * use rises with the load and the fullest one counts, so more load never scores less.
 */
export const loadFit: Factor = ({ freeLoad }, { load }, { policy }) => {
  const { usePermille, fullest } = loadUse(freeLoad, load);
  return {
    points: pointsAt(policy.tables.loadUsePermille, usePermille),
    facts: { usePermille, fullest, needed: load[fullest], free: freeLoad[fullest] },
  };
};

/**
 * A dimension that is not needed is not used, also where the truck has none of it; equal use names
 * the first.
 */
function loadUse(
  free: Candidate['freeLoad'],
  load: OrderFacts['load'],
): { usePermille: number; fullest: keyof Load } {
  let fullest: keyof Load = DIMENSIONS[0];
  let usePermille = 0;
  for (const dimension of DIMENSIONS) {
    const needed = load[dimension];
    const use = needed === 0 ? 0 : floorDivide(1000 * needed, free[dimension]);
    if (use > usePermille) [usePermille, fullest] = [use, dimension];
  }
  return { usePermille, fullest };
}
