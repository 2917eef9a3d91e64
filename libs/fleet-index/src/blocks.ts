// The memory of all buckets: one piece, cut into blocks, each of one cell's drivers. What most are
// turned away by stands in a column of its own, so that a scan reads few lines of memory; what is
// asked of the others lies together in sixteen bytes, so that it is one line more each.
//
//   kinds    kind × capacity
//   rest     (load, litres and half of z, slot and the other half, x and y) × capacity

/** Words of the rest of a driver. */
export const REST_WORDS = 4;
const WORDS_EACH = 1 + REST_WORDS;
/** Four sizes an octave, so that an eighth is idle at most. */
export const CAPACITIES: readonly number[] = capacities();
const HEADROOM = 1.15;

/** Who may have to move: block after block, and is told where it lies now. */
export type Blocks = {
  readonly count: number;
  offsetOf(block: number): number;
  sizeOf(block: number): number;
  movedTo(block: number, offset: number): void;
};

export class Arena {
  words = new Int32Array(1_024);
  private top = 0;
  private freed = 0;
  /** First free block of each size; its first word names the next, less one. */
  private readonly free = new Int32Array(CAPACITIES.length).fill(-1);

  constructor(private readonly blocks: Blocks) {}

  get bytes(): number {
    return this.words.byteLength;
  }

  /** Where a block of that size lies from now on. Every other one may have moved. */
  take(size: number): number {
    const known = this.free[size] ?? -1;
    const words = wordsOf(size);
    if (known >= 0) {
      this.free[size] = (this.words[known] ?? 0) - 1;
      this.freed -= words;
      return known;
    }
    if (this.top + words > this.words.length) this.repack(words);
    const offset = this.top;
    this.top += words;
    return offset;
  }

  give(offset: number, size: number): void {
    this.words[offset] = (this.free[size] ?? -1) + 1;
    this.free[size] = offset;
    this.freed += wordsOf(size);
  }

  /**
   * All blocks side by side in a new piece, a little larger than they are. Between two of them a
   * part of everything was given out, so a change pays for a constant number of words.
   */
  private repack(wanted: number): void {
    const live = this.top - this.freed;
    const words = new Int32Array(Math.ceil((live + wanted) * HEADROOM) + 1_024);
    let top = 0;
    for (let block = 0; block < this.blocks.count; block += 1) {
      const offset = this.blocks.offsetOf(block);
      if (offset < 0) continue;
      const size = wordsOf(this.blocks.sizeOf(block));
      words.set(this.words.subarray(offset, offset + size), top);
      this.blocks.movedTo(block, top);
      top += size;
    }
    this.words = words;
    this.top = top;
    this.freed = 0;
    this.free.fill(-1);
  }
}

export const capacityOf = (size: number): number => CAPACITIES[size] ?? 0;

const wordsOf = (size: number): number => capacityOf(size) * WORDS_EACH;

function capacities(): number[] {
  const sizes = [2, 4, 6];
  for (let octave = 8; octave <= 2 ** 23; octave *= 2) {
    for (let quarter = 4; quarter < 8; quarter += 1) sizes.push((octave * quarter) / 4);
  }
  return sizes;
}
