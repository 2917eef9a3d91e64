/** H3 writes a cell as 64 bits: its resolution in four of them, then three bits for each step. */
const RESOLUTION_SHIFT = 52n;
const RESOLUTION_MASK = 0xfn << RESOLUTION_SHIFT;
const RESOLUTION_MAX = 15;
const BITS_PER_STEP = 3n;
const UNUSED_STEP = 7n;

const resolutionOf = (bits: bigint): number => Number((bits & RESOLUTION_MASK) >> RESOLUTION_SHIFT);

/**
 * The cell of a coarser resolution that this one lies in, or the cell itself. Bits are all it
 * takes, so a record is read without the library that made its cells.
 */
export function cellParent(cell: string, resolution: number): string {
  let bits = BigInt(`0x${cell}`);
  if (resolutionOf(bits) < resolution) {
    throw new RangeError(`${cell} is coarser than resolution ${resolution}`);
  }
  bits = (bits & ~RESOLUTION_MASK) | (BigInt(resolution) << RESOLUTION_SHIFT);
  for (let step = resolution + 1; step <= RESOLUTION_MAX; step++) {
    bits |= UNUSED_STEP << (BigInt(RESOLUTION_MAX - step) * BITS_PER_STEP);
  }
  return bits.toString(16);
}
