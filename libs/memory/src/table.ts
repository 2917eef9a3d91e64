import type { Unit } from './unit.js';

type Lock<Row> = {
  readonly owner: Unit;
  changed: boolean;
  before: Row | undefined;
  readonly waiting: (() => void)[];
};

type Index<Row> = {
  readonly keyOf: (row: Row) => string | null;
  readonly keys: Map<string, Set<string>>;
};

/**
 * Rows by key, never changed in place: a change is a new row. While a unit has changed a row and
 * not ended, everyone else sees the row as it was.
 */
export class Table<Row> {
  private readonly rows = new Map<string, Row>();
  private readonly locks = new Map<string, Lock<Row>>();
  private readonly indexes = new Map<string, Index<Row>>();

  /** Each index names a value of a row, or null for rows that it leaves out. */
  constructor(
    indexes: Readonly<Record<string, (row: Row) => string | null>> = {},
    private readonly written: (key: string, row: Row | undefined) => void = () => undefined,
  ) {
    for (const [name, keyOf] of Object.entries(indexes)) {
      this.indexes.set(name, { keyOf, keys: new Map() });
    }
  }

  /** As this unit sees it. */
  get(unit: Unit, key: string): Row | undefined {
    if (this.locks.size > 0) {
      const lock = this.locks.get(key);
      if (lock?.changed === true && lock.owner !== unit) return lock.before;
    }
    return this.rows.get(key);
  }

  *entries(unit: Unit): Iterable<[string, Row]> {
    for (const key of this.keysSeen(this.rows.keys())) {
      const row = this.get(unit, key);
      if (row !== undefined) yield [key, row];
    }
  }

  all(unit: Unit): Row[] {
    return Array.from(this.entries(unit), ([, row]) => row);
  }

  /** In no particular order. */
  where(unit: Unit, index: string, value: string): Row[] {
    const { keyOf, keys } = this.indexOf(index);
    const found: Row[] = [];
    for (const key of this.keysSeen(keys.get(value) ?? [])) {
      const row = this.get(unit, key);
      if (row !== undefined && keyOf(row) === value) found.push(row);
    }
    return found;
  }

  get size(): number {
    return this.rows.size;
  }

  /** Nobody holds a row: nothing that was written can still be undone. */
  get isQuiet(): boolean {
    return this.locks.size === 0;
  }

  /** Waits for whoever has the row, also for one that is not there yet. */
  async lock(unit: Unit, key: string): Promise<void> {
    for (;;) {
      const lock = this.locks.get(key);
      if (lock === undefined || lock.owner === unit) break;
      await new Promise<void>((resolve) => lock.waiting.push(resolve));
    }
    this.lockNow(unit, key);
  }

  isLockedByOther(unit: Unit, key: string): boolean {
    const owner = this.locks.get(key)?.owner;
    return owner !== undefined && owner !== unit;
  }

  /** Locks the row, looks at it as it then stands, and writes what comes of it. */
  async change(
    unit: Unit,
    key: string,
    to: (row: Row | undefined) => Row | undefined,
  ): Promise<Row | undefined> {
    await this.lock(unit, key);
    const before = this.rows.get(key);
    const after = to(before);
    if (after !== before) this.put(unit, key, after);
    return after;
  }

  /** Of a row that is locked already. */
  put(unit: Unit, key: string, row: Row | undefined): void {
    const lock = this.locks.get(key);
    if (lock?.owner !== unit) unit.fail(`row ${key} was written without its lock`);
    if (!lock.changed) {
      lock.changed = true;
      lock.before = this.rows.get(key);
    }
    this.write(key, row);
  }

  private lockNow(unit: Unit, key: string): void {
    if (this.locks.has(key)) return;
    if (!unit.writes) unit.fail('nothing is written or locked outside a transaction');
    const lock: Lock<Row> = { owner: unit, changed: false, before: undefined, waiting: [] };
    this.locks.set(key, lock);
    unit.holds({
      end: (outcome) => {
        if (outcome === 'undone' && lock.changed) this.write(key, lock.before);
        this.locks.delete(key);
        for (const go of lock.waiting) go();
      },
    });
  }

  /** A row that somebody is changing may stand under another value, or not at all, as yet. */
  private keysSeen(keys: Iterable<string>): Iterable<string> {
    if (this.locks.size === 0) return keys;
    const changing = [...this.locks].flatMap(([key, { changed }]) => (changed ? [key] : []));
    return changing.length === 0 ? keys : new Set([...keys, ...changing]);
  }

  private write(key: string, row: Row | undefined): void {
    const before = this.rows.get(key);
    if (row === undefined) this.rows.delete(key);
    else this.rows.set(key, row);
    for (const { keyOf, keys } of this.indexes.values()) {
      const from = before === undefined ? null : keyOf(before);
      const to = row === undefined ? null : keyOf(row);
      if (from === to) continue;
      if (from !== null) remove(keys, from, key);
      if (to !== null) add(keys, to, key);
    }
    this.written(key, row);
  }

  private indexOf(name: string): Index<Row> {
    const index = this.indexes.get(name);
    if (index === undefined) throw new Error(`no index ${name}`);
    return index;
  }
}

function add(keys: Map<string, Set<string>>, value: string, key: string): void {
  const those = keys.get(value);
  if (those === undefined) keys.set(value, new Set([key]));
  else those.add(key);
}

function remove(keys: Map<string, Set<string>>, value: string, key: string): void {
  const those = keys.get(value);
  those?.delete(key);
  if (those?.size === 0) keys.delete(value);
}
