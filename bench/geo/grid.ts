// The plainest index there is: squares of a twentieth of a degree over the one country, and nothing
// that a sphere asks for. Right away from the poles and the antimeridian; what remains to be
// gained.
import type { Position } from '#libs/fleet-index';
import type { Trucks } from './country.js';

const SIZE = 0.05;
const [SOUTH, NORTH, WEST, EAST] = [10, 60, 70, 145];
const ROWS = Math.ceil((NORTH - SOUTH) / SIZE);
const COLUMNS = Math.ceil((EAST - WEST) / SIZE);
const METERS = 6_371_008.8;
const RADIANS = Math.PI / 180;

type Passes = (truck: number) => boolean;

export class Grid {
  private readonly members: (number[] | undefined)[] = new Array<number[] | undefined>(
    ROWS * COLUMNS,
  );
  private readonly cell: Int32Array;
  private readonly place: Int32Array;
  private readonly xyz: Float64Array;

  constructor(trucks: Trucks) {
    this.cell = new Int32Array(trucks.count);
    this.place = new Int32Array(trucks.count);
    this.xyz = new Float64Array(3 * trucks.count);
    for (let truck = 0; truck < trucks.count; truck += 1) {
      const [lat, lng] = [trucks.lat[truck] ?? 0, trucks.lng[truck] ?? 0];
      this.write(truck, lat, lng);
      this.enter(truck, cellAt(lat, lng));
    }
  }

  move(truck: number, lat: number, lng: number): void {
    this.write(truck, lat, lng);
    const cell = cellAt(lat, lng);
    const known = this.cell[truck] ?? 0;
    if (cell === known) return;
    const there = this.members[known];
    const last = there?.pop();
    if (there !== undefined && last !== undefined && last !== truck) {
      const place = this.place[truck] ?? 0;
      there[place] = last;
      this.place[last] = place;
    }
    this.enter(truck, cell);
  }

  /** The nearest, by square of the chord; the farthest last. */
  nearest({ lat, lng }: Position, limit: number, reachMeters: number, passes: Passes): number[] {
    const flat = Math.cos(lat * RADIANS);
    const [x, y] = [flat * Math.cos(lng * RADIANS), flat * Math.sin(lng * RADIANS)];
    const z = Math.sin(lat * RADIANS);
    const { xyz, members } = this;
    const [row, column] = [rowOf(lat), columnOf(lng)];
    let until = (2 * Math.sin(reachMeters / METERS / 2)) ** 2;
    const squares: number[] = [];
    const found: number[] = [];
    for (let ring = 0; ; ring += 1) {
      const far = Math.min(89, Math.abs(lat) + (ring + 1) * SIZE);
      const nearest = (ring - 1) * SIZE * RADIANS * Math.cos(far * RADIANS);
      // A little less than the chord, which is a little less than the way.
      if (ring > 1 && (nearest * 0.999) ** 2 > until) break;
      for (let north = -ring; north <= ring; north += 1) {
        if (row + north < 0 || row + north >= ROWS) continue;
        const step = Math.abs(north) === ring ? 1 : 2 * ring;
        for (let east = -ring; east <= ring; east += step) {
          if (column + east < 0 || column + east >= COLUMNS) continue;
          const there = members[(row + north) * COLUMNS + column + east];
          if (there === undefined) continue;
          for (const truck of there) {
            if (!passes(truck)) continue;
            const dx = (xyz[3 * truck] ?? 0) - x;
            const dy = (xyz[3 * truck + 1] ?? 0) - y;
            const dz = (xyz[3 * truck + 2] ?? 0) - z;
            const square = dx * dx + dy * dy + dz * dz;
            if (square > until) continue;
            let at = squares.length;
            while (at > 0 && (squares[at - 1] ?? 0) > square) at -= 1;
            squares.splice(at, 0, square);
            found.splice(at, 0, truck);
            if (found.length <= limit) continue;
            squares.pop();
            found.pop();
            until = squares[limit - 1] ?? until;
          }
        }
      }
      if (ring > ROWS) break;
    }
    return found;
  }

  private write(truck: number, lat: number, lng: number): void {
    const flat = Math.cos(lat * RADIANS);
    this.xyz[3 * truck] = flat * Math.cos(lng * RADIANS);
    this.xyz[3 * truck + 1] = flat * Math.sin(lng * RADIANS);
    this.xyz[3 * truck + 2] = Math.sin(lat * RADIANS);
  }

  private enter(truck: number, cell: number): void {
    const there = (this.members[cell] ??= []);
    this.cell[truck] = cell;
    this.place[truck] = there.push(truck) - 1;
  }
}

const rowOf = (lat: number): number =>
  Math.max(0, Math.min(ROWS - 1, Math.floor((lat - SOUTH) / SIZE)));
const columnOf = (lng: number): number =>
  Math.max(0, Math.min(COLUMNS - 1, Math.floor((lng - WEST) / SIZE)));
const cellAt = (lat: number, lng: number): number => rowOf(lat) * COLUMNS + columnOf(lng);
