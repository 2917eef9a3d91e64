/** In hexadecimal: a mark and the resolution, then base cell and three bits for each step. */
const RESOLUTION_DIGIT = 1;
const STEPS_FROM = 2;
const STEPS_UNTIL = 10;
const BITS_READ = 32;
const BASE_CELL_BITS = 7;
const BITS_PER_STEP = 3;

/** Eight steps below the base cell lie in the bits that are read; records go down to six. */
const READABLE_MAX = 8;

/**
 * Which cell of a coarser resolution this one lies in, as a number that equal parents share. Bits
 * are all it takes, so a record is read without the library that made its cells.
 */
export function cellParent(cell: string, resolution: number): number {
  const own = Number.parseInt(cell.charAt(RESOLUTION_DIGIT), 16);
  if (own < resolution || resolution > READABLE_MAX) {
    throw new RangeError(`expected a cell of resolution ${resolution} to 15, got ${cell}`);
  }
  const bits = Number.parseInt(cell.slice(STEPS_FROM, STEPS_UNTIL), 16);
  return bits >>> (BITS_READ - BASE_CELL_BITS - BITS_PER_STEP * resolution);
}
