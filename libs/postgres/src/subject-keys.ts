import type { DataKey } from './data-key.js';
import type { Keyring } from './keyring.js';
import type { Sql } from './sql.js';

/** Some 20 MB; a market's drivers, so that a decision asks for the keys of newcomers only. */
const KEPT_MAX = 100_000;
const CHECK_ID = 'kek-check';

type Read = { readonly driverId: string; readonly key: DataKey; readonly committed: boolean };

/**
 * One key a driver. Whatever is recorded of him is sealed under it, so that destroying this one row
 * makes all of it unreadable, in every backup that was made without the keys.
 */
export class SubjectKeys {
  private readonly kept = new Map<string, DataKey>();

  constructor(private readonly keyring: Keyring | null) {}

  /**
   * Throws when the database was begun under another installation's key: found out at the start,
   * not by the first driver whose record cannot be read.
   */
  async check(sql: Sql): Promise<void> {
    await sql(
      `INSERT INTO paidan_keys.kek_check (only_row, wrapped) VALUES (true, $1)
       ON CONFLICT DO NOTHING`,
      [this.ring.newWrapped(CHECK_ID)],
    );
    const { rows } = await sql<{ wrapped: Buffer }>('SELECT wrapped FROM paidan_keys.kek_check');
    try {
      this.ring.unwrap(CHECK_ID, rows[0]?.wrapped ?? Buffer.alloc(0));
    } catch (cause) {
      throw new Error('the key in KEK_FILE is not the one that this database was begun with', {
        cause,
      });
    }
  }

  /**
   * Of all these drivers; who has none yet is given one. A key that this transaction has made is
   * not remembered: the transaction may come to nothing, and the key with it.
   */
  async ensured(sql: Sql, driverIds: readonly string[]): Promise<ReadonlyMap<string, DataKey>> {
    const known = await this.known(sql, driverIds);
    // In one order, so that two decisions on the same newcomers wait for each other in a row.
    const missing = [...new Set(driverIds.filter((id) => !known.has(id)))].sort();
    if (missing.length === 0) return known;
    const keys = new Map(known);
    await sql(
      `INSERT INTO paidan_keys.subject_keys (driver_id, wrapped)
       SELECT * FROM unnest($1::text[], $2::bytea[]) ON CONFLICT DO NOTHING`,
      [missing, missing.map((driverId) => this.ring.newWrapped(driverId))],
    );
    for (const { driverId, key } of await this.read(sql, missing)) keys.set(driverId, key);
    return keys;
  }

  /** Of those of these drivers who have one: an erased driver has none. */
  async known(sql: Sql, driverIds: readonly string[]): Promise<ReadonlyMap<string, DataKey>> {
    const keys = new Map<string, DataKey>();
    const asked: string[] = [];
    for (const driverId of driverIds) {
      const key = this.kept.get(driverId);
      if (key === undefined) asked.push(driverId);
      else keys.set(driverId, key);
    }
    if (asked.length === 0) return keys;
    for (const { driverId, key, committed } of await this.read(sql, asked)) {
      keys.set(driverId, key);
      if (committed) this.keep(driverId, key);
    }
    return keys;
  }

  /** Destroys the key, and with it everything that was ever sealed under it. */
  async destroy(sql: Sql, driverId: string): Promise<boolean> {
    this.forget(driverId);
    const { count } = await sql('DELETE FROM paidan_keys.subject_keys WHERE driver_id = $1', [
      driverId,
    ]);
    return count === 1;
  }

  remembered(): Iterable<string> {
    return this.kept.keys();
  }

  /**
   * Out of this process's memory: the key was destroyed by another one. All of them without an id.
   */
  forget(driverId?: string): void {
    if (driverId === undefined) this.kept.clear();
    else this.kept.delete(driverId);
  }

  private get ring(): Keyring {
    if (this.keyring === null) throw new Error('records are sealed: open the database with a kek');
    return this.keyring;
  }

  private async read(sql: Sql, driverIds: readonly string[]): Promise<Read[]> {
    const { rows } = await sql<{ driver_id: string; wrapped: Buffer; committed: boolean }>(
      `SELECT driver_id, wrapped,
         COALESCE(xmin <> pg_current_xact_id_if_assigned()::xid, true) AS committed
       FROM paidan_keys.subject_keys WHERE driver_id = ANY($1)`,
      [driverIds],
    );
    return rows.map(({ driver_id, wrapped, committed }) => ({
      driverId: driver_id,
      key: this.ring.unwrap(driver_id, wrapped),
      committed,
    }));
  }

  private keep(driverId: string, key: DataKey): void {
    this.kept.set(driverId, key);
    if (this.kept.size <= KEPT_MAX) return;
    const oldest = this.kept.keys().next();
    if (!oldest.done) this.kept.delete(oldest.value);
  }
}
