// The plainest index that trucks may move in: squares of a twentieth of a degree over the one
// country, without ids, traits or anything that a sphere asks for. What remains to be gained.
import type { Trucks } from './country.js';

const SIZE = 0.05;
const [SOUTH, NORTH, WEST, EAST] = [10, 60, 70, 145];
const ROWS = Math.ceil((NORTH - SOUTH) / SIZE);
const COLUMNS = Math.ceil((EAST - WEST) / SIZE);
const RADIANS = Math.PI / 180;

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
