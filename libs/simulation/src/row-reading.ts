import type { Position } from '#libs/dispatch';
import type { Problem } from './problems.js';

/** A line of a CSV file, by the names in its first line. */
export type Row = Readonly<Record<string, string>>;

/** Reads the cells of one line; a cell that is empty is as good as not there. */
export class RowReading {
  constructor(
    private readonly row: Row,
    private readonly path: string,
    private readonly problems: Problem[],
  ) {}

  columns({ needed, optional }: { needed: readonly string[]; optional: readonly string[] }): void {
    const known = [...needed, ...optional];
    for (const name of Object.keys(this.row)) {
      if (!known.includes(name)) this.say(name, `expected a column of ${known.join(', ')}`);
    }
  }

  text(name: string, absent?: string): string {
    const cell = this.cell(name);
    if (cell === '' && absent !== undefined) return absent;
    if (/^[\w.:-]{1,64}$/.test(cell)) return cell;
    this.say(name, 'expected 1 to 64 letters, digits, and . : _ -');
    return 'unknown';
  }

  number(name: string, [least, most]: readonly [number, number], absent?: number): number {
    const cell = this.cell(name);
    if (cell === '' && absent !== undefined) return absent;
    const value = cell === '' ? Number.NaN : Number(cell);
    if (value >= least && value <= most) return value;
    this.say(name, `expected a number from ${least} to ${most}`);
    return least;
  }

  whole(name: string, bounds: readonly [number, number], absent?: number): number {
    const value = this.number(name, bounds, absent);
    if (!Number.isInteger(value)) this.say(name, 'expected a whole number');
    return Math.round(value);
  }

  place(latName: string, lngName: string): Position {
    return { lat: this.number(latName, [-90, 90]), lng: this.number(lngName, [-180, 180]) };
  }

  /** ISO 8601 with its zone: without one nobody knows which hour is meant. */
  moment(name: string, absent?: number): number {
    const cell = this.cell(name);
    if (cell === '' && absent !== undefined) return absent;
    const zoned = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(cell);
    const ms = zoned ? Date.parse(cell) : Number.NaN;
    if (!Number.isNaN(ms)) return ms;
    this.say(name, 'expected a moment like 2026-03-02T08:30:00+08:00');
    return absent ?? 0;
  }

  truth(name: string, absent: boolean): boolean {
    const cell = this.cell(name).toLowerCase();
    if (cell === '') return absent;
    if (cell === 'yes' || cell === 'true') return true;
    if (cell === 'no' || cell === 'false') return false;
    this.say(name, 'expected yes or no');
    return absent;
  }

  oneOf<T extends string>(name: string, values: readonly T[], absent?: T): T {
    const cell = this.cell(name);
    if (cell === '' && absent !== undefined) return absent;
    const value = values.find((each) => each === cell);
    if (value !== undefined) return value;
    this.say(name, `expected one of ${values.join(', ')}`);
    return values[0] as T;
  }

  say(name: string, expected: string): void {
    const got = JSON.stringify(this.row[name])?.slice(0, 60) ?? 'nothing';
    this.problems.push({ path: `${this.path}/${name}`, message: `${expected}, got ${got}` });
  }

  private cell(name: string): string {
    return this.row[name]?.trim() ?? '';
  }
}
