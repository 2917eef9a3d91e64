// From a driver's id to his slot and back. Half the memory of a Map: one word an id beside the id
// itself, eight bits of which are of its hash, so that hardly any other id is ever looked at.

const SLOT_BITS = 24;
const SLOT_MASK = (1 << SLOT_BITS) - 1;
/** One word holds the slot and its tag. */
export const SLOTS_MAX = SLOT_MASK - 1;
const FILLED_MAX = 0.75;
const GROWTH = 1.25;

export class IdTable {
  private ids: (string | null)[] = [];
  /** 0 is nobody; else the slot and one, below the tag. */
  private words = new Int32Array(64);
  private readonly free: number[] = [];
  private used = 0;
  private held = 0;

  get size(): number {
    return this.held;
  }

  /** Slots ever given out: none is as high. */
  get slots(): number {
    return this.used;
  }

  /** As much as its own arrays take; ids are counted as pointers. */
  get bytes(): number {
    return this.words.byteLength + 8 * (this.ids.length + this.free.length);
  }

  idOf(slot: number): string {
    const id = this.ids[slot];
    if (id === null || id === undefined) throw new Error(`slot ${slot} is nobody's`);
    return id;
  }

  /** -1 when nobody is called so. */
  slotOf(id: string): number {
    const { words } = this;
    const hash = hashOf(id);
    const tag = hash & ~SLOT_MASK;
    for (let at = placeOf(hash, words.length); ; at = at + 1 < words.length ? at + 1 : 0) {
      const word = words[at] ?? 0;
      if (word === 0) return -1;
      if ((word & ~SLOT_MASK) !== tag) continue;
      const slot = (word & SLOT_MASK) - 1;
      if (this.ids[slot] === id) return slot;
    }
  }

  /** Only for an id that is not in it. */
  add(id: string): number {
    if (this.held >= SLOTS_MAX) throw new RangeError(`expected at most ${SLOTS_MAX} ids`);
    if (this.held + 1 > this.words.length * FILLED_MAX) this.grow();
    const slot = this.free.pop() ?? this.used++;
    if (slot >= this.ids.length) this.lengthen();
    this.ids[slot] = id;
    this.held += 1;
    this.enter(hashOf(id), slot);
    return slot;
  }

  /** Those behind it move up, so that no search ends too early at the gap. */
  remove(id: string): number {
    const slot = this.slotOf(id);
    if (slot < 0) return -1;
    const { words } = this;
    const { length } = words;
    let gap = placeOf(hashOf(id), length);
    while (((words[gap] ?? 0) & SLOT_MASK) - 1 !== slot) gap = gap + 1 < length ? gap + 1 : 0;
    for (let at = gap; ;) {
      at = at + 1 < length ? at + 1 : 0;
      const word = words[at] ?? 0;
      if (word === 0) break;
      const wanted = placeOf(hashOf(this.idOf((word & SLOT_MASK) - 1)), length);
      // It may move to the gap unless its own place lies behind the gap, on the way to here.
      const stays = gap <= at ? gap < wanted && wanted <= at : gap < wanted || wanted <= at;
      if (stays) continue;
      words[gap] = word;
      gap = at;
    }
    words[gap] = 0;
    this.ids[slot] = null;
    this.free.push(slot);
    this.held -= 1;
    return slot;
  }

  *all(): Generator<string> {
    for (const id of this.ids) if (id !== null) yield id;
  }

  private enter(hash: number, slot: number): void {
    const { words } = this;
    let at = placeOf(hash, words.length);
    while (words[at] !== 0) at = at + 1 < words.length ? at + 1 : 0;
    words[at] = (hash & ~SLOT_MASK) | (slot + 1);
  }

  private grow(): void {
    this.words = new Int32Array(Math.ceil(this.words.length * GROWTH) + 64);
    for (let slot = 0; slot < this.used; slot += 1) {
      const id = this.ids[slot];
      if (id !== null && id !== undefined) this.enter(hashOf(id), slot);
    }
  }

  /** As an array of a known size it takes a pointer an id and not one and a half. */
  private lengthen(): void {
    const longer = new Array<string | null>(Math.ceil(this.ids.length * GROWTH) + 16).fill(null);
    for (let slot = 0; slot < this.ids.length; slot += 1) longer[slot] = this.ids[slot] ?? null;
    this.ids = longer;
  }
}

/** FNV-1a over code units, mixed once more, since the upper bits are the tag. */
function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}

/** By the lower bits, which the tag leaves alone. */
const placeOf = (hash: number, length: number): number =>
  Math.floor(((Math.imul(hash, 0x9e3779b1) >>> 0) / 0x1_0000_0000) * length);
