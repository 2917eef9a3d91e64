import { BestList } from './best-list.js';
import { capacityOf, REST_WORDS } from './blocks.js';
import type { Around, Nearest, Scored } from './answers.js';
import { Buckets } from './buckets.js';
import { Frontier } from './frontier.js';
import { EARTH_RADIUS_METERS } from './great-circle.js';
import { IdTable } from './id-table.js';
import {
  COUNT,
  FINE_WORDS,
  FIRST,
  HELD,
  Levels,
  OFFSET,
  RADIUS,
  SIZE,
  X,
  Y,
  Z,
  type Resolutions,
} from './levels.js';
import { PIECES, type Pieces } from './pieces.js';
import { requirePosition, type Position } from './position.js';
import { requireReach } from './rings.js';
import { NO_NEEDS, NO_TRAITS, requireTraits, Sieve, type Needs, type Traits } from './traits.js';
import { Shortlist } from './shortlist.js';
import { chordAtLeast, chordAtMost, metersAtLeast, RADIANS } from './unit-sphere.js';
import { Vicinities } from './vicinity.js';

/**
 * Measured from 10 000 to a million drivers: coarse cells of about 1 770 km², so that a reach of
 * 300 km is some 250 of them, and fine ones of 36 km², so that a city's trucks spread over many.
 */
const RESOLUTIONS: Resolutions = { coarse: 4, fine: 6 };

/**
 * Where drivers are and what they drive. Exact: what it answers is what looking at every driver
 * would answer, whatever the order in which they came, moved and left.
 */
export class FleetIndex {
  private readonly ids = new IdTable();
  private readonly shortlist = new Shortlist();
  private readonly list = new BestList(this.ids);
  private readonly levels: Levels;
  private readonly buckets: Buckets;
  private readonly vicinities: Vicinities;
  private readonly frontier: Frontier;
  /** Beyond a distance by so much somebody may still be within it: rounding, and short offsets. */
  private readonly slackMeters: number;
  /**
   * Of two drivers the one that seems farther by more than this chord is not told to be nearer:
   * either may be off by a step, and either distance be rounded.
   */
  private readonly margin: number;

  private x = 0;
  private y = 0;
  private z = 0;

  constructor(resolutions: Resolutions = RESOLUTIONS, pieces: Partial<Pieces> = {}) {
    const { walk, radiusMeters, stay, roundingMeters } = { ...PIECES, ...pieces };
    this.levels = new Levels(resolutions, radiusMeters);
    this.buckets = new Buckets(this.levels, stay);
    this.vicinities = new Vicinities(this.levels, walk);
    this.frontier = new Frontier(this.levels, chordAtMost(radiusMeters(resolutions.coarse)));
    // Half a step off in each of three directions, and a centimetre for the sums.
    const offMeters = this.buckets.step * EARTH_RADIUS_METERS + 0.01;
    this.slackMeters = roundingMeters + offMeters;
    this.margin = chordAtMost(2 * this.slackMeters);
  }

  get size(): number {
    return this.ids.size;
  }

  /** What it keeps in arrays; the ids themselves, as strings, come on top. */
  get bytes(): number {
    const { ids, levels, buckets, vicinities } = this;
    return ids.bytes + levels.bytes + buckets.bytes + vicinities.bytes;
  }

  has(driverId: string): boolean {
    return this.ids.slotOf(driverId) >= 0;
  }

  /** Puts a driver in his place, or moves him there; what is not said of him stays as it was. */
  upsert(driverId: string, position: Position, traits?: Traits): void {
    requirePosition(position);
    const { lat, lng } = position;
    if (traits !== undefined) requireTraits(traits);
    const slot = this.ids.slotOf(driverId);
    this.locate(lat, lng);
    const { x, y, z } = this;
    if (slot < 0) {
      const fresh = this.ids.add(driverId);
      this.buckets.put(fresh, lat, lng, x, y, z, traits ?? NO_TRAITS);
      return;
    }
    this.buckets.move(slot, lat, lng, x, y, z);
    if (traits !== undefined) this.buckets.retrait(slot, traits);
  }

  /** False when he was not there. */
  remove(driverId: string): boolean {
    const slot = this.ids.slotOf(driverId);
    if (slot < 0) return false;
    this.buckets.remove(slot);
    this.ids.remove(driverId);
    return true;
  }

  /** The nearest `limit` of those who pass, who is exactly at the reach included; ties by id. */
  nearest(at: Position, options: { reachMeters: number; limit: number; needs?: Needs }): Nearest {
    const { reachMeters, limit, needs = NO_NEEDS } = options;
    const sieve = this.ask(at, reachMeters, limit, needs);
    const { frontier, levels, buckets, shortlist, list } = this;
    const { step } = buckets;
    const { words } = buckets.arena;
    const { x, y, z } = this;
    const { open } = sieve;
    // One more than wanted, so that it is known whether somebody was left out.
    shortlist.begin(limit + 1, frontier.until, this.margin);
    for (let fine = frontier.next(); fine >= 0; fine = frontier.next()) {
      const cell = fine * FINE_WORDS;
      const capacity = capacityOf(levels.fine[cell + SIZE] ?? 0);
      const offset = levels.fine[cell + OFFSET] ?? 0;
      const end = offset + (levels.fine[cell + COUNT] ?? 0);
      const fromX = (levels.fineFloats[cell + X] ?? 0) - x;
      const fromY = (levels.fineFloats[cell + Y] ?? 0) - y;
      const fromZ = (levels.fineFloats[cell + Z] ?? 0) - z;
      let rest = offset + capacity;
      for (let word = offset; word < end; word += 1, rest += REST_WORDS) {
        if (!open) {
          if (!sieve.passesKind(words[word] ?? 0)) continue;
          if (!sieve.passesLoad(words[rest] ?? 0, words[rest + 1] ?? 0)) continue;
        }
        // As `Buckets` has put them: z in halves, x above y.
        const slotAndZ = words[rest + 2] ?? 0;
        const stepsZ = (((words[rest + 1] ?? 0) << 24) >> 16) | (slotAndZ & 0xff);
        const stepsXY = words[rest + 3] ?? 0;
        const dx = fromX + (stepsXY >> 16) * step;
        const dy = fromY + ((stepsXY << 16) >> 16) * step;
        const dz = fromZ + stepsZ * step;
        const square = dx * dx + dy * dy + dz * dz;
        if (square > shortlist.until) continue;
        if (shortlist.offer(square, slotAndZ >>> 8)) frontier.until = Math.sqrt(shortlist.until);
      }
    }
    shortlist.tidy();
    list.begin(limit + 1);
    for (let each = 0; each < shortlist.size; each += 1) {
      const slot = shortlist.slots[each] ?? 0;
      const meters = buckets.metersTo(slot, at);
      if (meters <= reachMeters) list.offer(meters, slot);
    }
    const found = list.settle((meters, slot) => ({ driverId: this.ids.idOf(slot), meters }));
    if (found.length <= limit) return { found, endedBy: 'reach', provenMeters: reachMeters };
    found.length = limit;
    return { found, endedBy: 'limit', provenMeters: found[limit - 1]?.meters ?? 0 };
  }

  /**
   * The best `limit` by a score of which the most is known that anybody so far away, or farther,
   * may have: cells are left out as soon as that is less than what is kept. Ties by id. A score of
   * null is no score.
   */
  best(
    at: Position,
    options: {
      reachMeters: number;
      limit: number;
      needs?: Needs;
      /** Falls, or stays, as the metres rise. */
      most: (meters: number) => number;
      score: (driverId: string, meters: number) => number | null;
    },
  ): Scored[] {
    const { reachMeters, limit, needs = NO_NEEDS, most, score } = options;
    const sieve = this.ask(at, reachMeters, limit, needs);
    const { frontier, levels, buckets, slackMeters } = this;
    const { words } = buckets.arena;
    // Its own, since the score is worked out by others, who may ask something meanwhile.
    const best = new BestList(this.ids);
    best.begin(limit);
    const metersOf = new Map<number, number>();
    const slackChord = chordAtMost(slackMeters);
    for (let fine = frontier.next(); fine >= 0; fine = frontier.next()) {
      if (best.full && most(metersAtLeast(frontier.nearest - slackChord)) < -best.worst) {
        // Whatever lies farther can have no more.
        frontier.until = Math.min(frontier.until, frontier.nearest);
        continue;
      }
      const cell = fine * FINE_WORDS;
      const capacity = capacityOf(levels.fine[cell + SIZE] ?? 0);
      const offset = levels.fine[cell + OFFSET] ?? 0;
      const end = offset + (levels.fine[cell + COUNT] ?? 0);
      let rest = offset + capacity;
      for (let word = offset; word < end; word += 1, rest += REST_WORDS) {
        if (!sieve.passesKind(words[word] ?? 0)) continue;
        if (!sieve.passesLoad(words[rest] ?? 0, words[rest + 1] ?? 0)) continue;
        const slot = (words[rest + 2] ?? 0) >>> 8;
        const meters = buckets.metersTo(slot, at);
        if (meters > reachMeters || (best.full && most(meters) < -best.worst)) continue;
        const points = score(this.ids.idOf(slot), meters);
        if (points !== null && best.offer(-points, slot)) metersOf.set(slot, meters);
      }
    }
    return best.settle((value, slot) => ({
      driverId: this.ids.idOf(slot),
      meters: metersOf.get(slot) ?? 0,
      score: 0 - value,
    }));
  }

  /** How many are within reach, whoever passes, and what had to be looked at for it. */
  around(at: Position, reachMeters: number): Around {
    this.ask(at, reachMeters, 1, NO_NEEDS);
    const { frontier, levels, slackMeters, x, y, z } = this;
    // Who is within the inner chord is within reach; who is not within the outer one is not.
    const inner = chordAtLeast(reachMeters) - chordAtMost(slackMeters);
    const outer = frontier.until;
    const vicinity = this.vicinities.around(levels.coarseAt(at.lat, at.lng), reachMeters);
    let count = 0;
    let rings = 0;
    let cells = 0;
    for (let each = 0; each < vicinity.cells.length; each += 1) {
      const coarse = vicinity.cells[each] ?? 0;
      const dx = levels.of(coarse, X) - x;
      const dy = levels.of(coarse, Y) - y;
      const dz = levels.of(coarse, Z) - z;
      const chord = Math.sqrt(dx * dx + dy * dy + dz * dz);
      if (chord - levels.coarseRadiusMax > outer) continue;
      cells += 1;
      rings = Math.max(rings, (vicinity.rings[each] ?? 0) + 1);
      const held = levels.of(coarse, HELD);
      if (held === 0) continue;
      if (chord + levels.of(coarse, RADIUS) <= inner) count += held;
      else count += this.countIn(coarse, at, reachMeters, inner, outer);
    }
    return { count, rings, cells };
  }

  private countIn(
    coarse: number,
    at: Position,
    reachMeters: number,
    inner: number,
    outer: number,
  ): number {
    const { levels, buckets, x, y, z } = this;
    const { words } = buckets.arena;
    const first = levels.of(coarse, FIRST);
    let count = 0;
    for (let fine = first; fine < first + levels.finePerCoarse; fine += 1) {
      const cell = fine * FINE_WORDS;
      const held = levels.fine[cell + COUNT] ?? 0;
      if (held === 0) continue;
      const dx = (levels.fineFloats[cell + X] ?? 0) - x;
      const dy = (levels.fineFloats[cell + Y] ?? 0) - y;
      const dz = (levels.fineFloats[cell + Z] ?? 0) - z;
      const chord = Math.sqrt(dx * dx + dy * dy + dz * dz);
      if (chord - levels.fineRadius > outer) continue;
      if (chord + levels.fineRadius <= inner) {
        count += held;
        continue;
      }
      const rest = (levels.fine[cell + OFFSET] ?? 0) + capacityOf(levels.fine[cell + SIZE] ?? 0);
      for (let each = 0; each < held; each += 1) {
        const slot = (words[rest + REST_WORDS * each + 2] ?? 0) >>> 8;
        if (buckets.metersTo(slot, at) <= reachMeters) count += 1;
      }
    }
    return count;
  }

  /** Checks the question and sets the frontier to its place. */
  private ask(at: Position, reachMeters: number, limit: number, needs: Needs): Sieve {
    requirePosition(at);
    requireReach(reachMeters);
    if (!Number.isSafeInteger(limit) || limit < 1) {
      throw new RangeError(`expected a limit of at least 1, got ${limit}`);
    }
    const { lat, lng } = at;
    this.locate(lat, lng);
    const sieve = new Sieve(needs);
    const around = this.vicinities.around(this.levels.coarseAt(lat, lng), reachMeters);
    const until = chordAtMost(reachMeters + this.slackMeters);
    this.frontier.start(this.x, this.y, this.z, around, until, sieve.bodies);
    return sieve;
  }

  private locate(lat: number, lng: number): void {
    const flat = Math.cos(lat * RADIANS);
    this.x = flat * Math.cos(lng * RADIANS);
    this.y = flat * Math.sin(lng * RADIANS);
    this.z = Math.sin(lat * RADIANS);
  }
}
