import type { Erasure, ErasureNotice, Erasures } from '#libs/rights';
import type { Sql } from '../sql.js';
import type { SubjectKeys } from '../subject-keys.js';
import type { AuthoritySeal } from './authority-seal.js';
import { destroyKey, erasePlaces, insertStub } from './erase-subject.js';
import { erasureOf, noticeOf, type ErasureRow, type NoticeRow } from './erasure-row.js';
import type { FenceKey } from './fence-key.js';
import { restrict } from './restricted.js';

/** What an erasure needs besides the database; both keys lie outside of it. */
export type RightsKeys = {
  readonly fence: FenceKey | null;
  readonly authority: AuthoritySeal | null;
};

/** Ids hashed at a time when a restored database is compared with the fences. */
const IDS_AT_ONCE = 10_000;

export class PostgresErasures implements Erasures {
  constructor(
    private readonly sql: Sql,
    private readonly subjectKeys: SubjectKeys,
    private readonly keys: RightsKeys,
  ) {}

  fenceOf(driverId: string): string {
    return this.fenceKey.fenceOf(driverId).toString('hex');
  }

  async ask(erasure: {
    erasureId: string;
    driverId: string;
    ground: Erasure['ground'];
    askedByRole: string;
    atMs: number;
  }): Promise<Erasure> {
    const { erasureId, driverId, ground, askedByRole, atMs } = erasure;
    const fence = this.fenceKey.fenceOf(driverId);
    await this.sql(
      `INSERT INTO erasures
         (erasure_id, fence, subject, ground, asked_by_role, state, asked_at_ms, counts)
       VALUES ($1, $2, $3, $4, $5, 'asked', $6, '{}')
       ON CONFLICT (fence) WHERE state <> 'certified' DO NOTHING`,
      [erasureId, fence, this.fenceKey.seal(driverId, erasureId), ground, askedByRole, atMs],
    );
    const { rows } = await this.sql<ErasureRow>(
      `SELECT * FROM erasures WHERE fence = $1 AND state <> 'certified'`,
      [fence],
    );
    if (rows[0] === undefined) throw new Error('an erasure was neither begun nor under way');
    return erasureOf(rows[0]);
  }

  async byId(erasureId: string): Promise<Erasure | null> {
    const row = await this.row(erasureId);
    return row === null ? null : erasureOf(row);
  }

  async pending(limit: number): Promise<Erasure[]> {
    const { rows } = await this.sql<ErasureRow>(
      `SELECT * FROM erasures WHERE state <> 'certified' ORDER BY asked_at_ms, erasure_id LIMIT $1`,
      [limit],
    );
    return rows.map(erasureOf);
  }

  async subjectOf(erasureId: string): Promise<string | null> {
    const row = await this.row(erasureId);
    return row === null || row.subject === null ? null : this.fenceKey.open(row.subject, erasureId);
  }

  async markFenced(erasureId: string): Promise<void> {
    await this.sql(
      `UPDATE erasures SET state = 'fenced' WHERE erasure_id = $1 AND state = 'asked'`,
      [erasureId],
    );
  }

  async carries(driverId: string): Promise<boolean> {
    const { rows } = await this.sql<{ active_orders: number }>(
      'SELECT active_orders FROM drivers WHERE driver_id = $1 FOR UPDATE',
      [driverId],
    );
    return (rows[0]?.active_orders ?? 0) > 0;
  }

  async wait(erasureId: string, waitsFor: Erasure['waitsFor']): Promise<void> {
    await this.sql(
      `UPDATE erasures SET waits_for = $2
       WHERE erasure_id = $1 AND waits_for IS DISTINCT FROM $2`,
      [erasureId, waitsFor],
    );
  }

  /**
   * References are moved to a stub before the driver's row goes, so that no wall of the schema has
   * to be taken down for it.
   */
  async erase(erasure: {
    erasureId: string;
    driverId: string;
    pseudonym: string;
    atMs: number;
    recipients: readonly string[];
  }): Promise<void> {
    const { erasureId, driverId, pseudonym, atMs, recipients } = erasure;
    const { authority } = this.keys;
    if (authority === null) throw new Error('erasing needs the public key of an authority');
    const restricted = await restrict(this.sql, authority, { erasureId, driverId, atMs });
    await insertStub(this.sql, { driverId, pseudonym });
    const counts = await erasePlaces(this.sql, { driverId, pseudonym });
    const driver = await this.sql('DELETE FROM drivers WHERE driver_id = $1', [driverId]);
    this.subjectKeys.forget(driverId);
    const keyId = await destroyKey(this.sql, driverId);
    await this.addFences([this.fenceOf(driverId)], atMs);
    await this.sql(
      `UPDATE erasures SET state = 'erased', waits_for = NULL, erased_at_ms = $2, pseudonym = $3,
         key_id = $4, counts = $5, erased_in = pg_current_xact_id()::text
       WHERE erasure_id = $1`,
      [
        erasureId,
        atMs,
        pseudonym,
        keyId,
        JSON.stringify({ ...counts, drivers: driver.count, restricted_records: restricted }),
      ],
    );
    await this.sql(
      `INSERT INTO erasure_notices (erasure_id, recipient, next_at_ms)
       SELECT $1, recipient, $3 FROM unnest($2::text[]) AS recipient ON CONFLICT DO NOTHING`,
      [erasureId, recipients, atMs],
    );
  }

  async eraseRemains(erasureId: string): Promise<boolean> {
    const row = await this.row(erasureId);
    if (row === null || row.pseudonym === null || row.erased_in === null) return false;
    const { rows } = await this.sql<{ over: boolean }>(
      `SELECT pg_snapshot_xmin(now) > $1::text::xid8 OR pg_snapshot_xmax(now) <= $1::text::xid8 AS over
       FROM pg_current_snapshot() AS now`,
      [row.erased_in],
    );
    // A number that is yet to come is of another server, from which this database was restored.
    if (rows[0]?.over !== true) return false;
    const driverId = row.subject === null ? null : this.fenceKey.open(row.subject, erasureId);
    if (driverId === null) return true;
    const counts = await erasePlaces(this.sql, { driverId, pseudonym: row.pseudonym });
    this.subjectKeys.forget(driverId);
    await destroyKey(this.sql, driverId);
    await this.addCounts(row, counts);
    return true;
  }

  async markSwept(erasureId: string, counts: Readonly<Record<string, number>>): Promise<void> {
    const row = await this.row(erasureId);
    if (row === null || row.state !== 'erased') return;
    await this.addCounts(row, counts);
    await this.sql(`UPDATE erasures SET state = 'swept' WHERE erasure_id = $1`, [erasureId]);
  }

  /**
   * The certificate's digest is a leaf of the log like any decision's root: nobody can unsay it.
   */
  async certify(
    erasureId: string,
    certificate: string,
    digest: Uint8Array,
    atMs: number,
  ): Promise<void> {
    await this.sql(
      `UPDATE erasures
       SET state = 'certified', certificate = $2, certified_at_ms = $3, pseudonym = NULL
       WHERE erasure_id = $1 AND state = 'swept'`,
      [erasureId, certificate, atMs],
    );
    await this.sql(
      'INSERT INTO log_leaves (decision_id, root) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [`erasure-${erasureId}`, Buffer.from(digest)],
    );
  }

  async fences(afterNumber: number): Promise<{ number: number; fence: string; gone: boolean }[]> {
    const { rows } = await this.sql<{ number: number; fence: string; gone: boolean }>(
      `SELECT number, encode(fence, 'hex') AS fence,
         NOT EXISTS (SELECT FROM erasures
                     WHERE erasures.fence = fences.fence AND state IN ('asked', 'fenced')) AS gone
       FROM fences WHERE number > $1 ORDER BY number`,
      [afterNumber],
    );
    return [...rows];
  }

  async addFences(fences: readonly string[], atMs: number): Promise<void> {
    if (fences.length === 0) return;
    await this.sql(
      `INSERT INTO fences (fence, at_ms)
       SELECT decode(fence, 'hex'), $2 FROM unnest($1::text[]) AS fence ON CONFLICT DO NOTHING`,
      [fences, atMs],
    );
  }

  async returned(): Promise<string[]> {
    const fenced = new Set((await this.fences(0)).map(({ fence }) => fence));
    if (fenced.size === 0) return [];
    const returned: string[] = [];
    for (let after = ''; ;) {
      const { rows } = await this.sql<{ driver_id: string }>(
        `SELECT driver_id FROM (
           SELECT driver_id FROM drivers UNION SELECT driver_id FROM paidan_keys.subject_keys) known
         WHERE driver_id > $1 ORDER BY driver_id LIMIT $2`,
        [after, IDS_AT_ONCE],
      );
      for (const { driver_id } of rows) {
        if (fenced.has(this.fenceOf(driver_id))) returned.push(driver_id);
      }
      const last = rows.at(-1);
      if (last === undefined || rows.length < IDS_AT_ONCE) return returned;
      after = last.driver_id;
    }
  }

  async notices(dueAtMs: number, limit: number): Promise<ErasureNotice[]> {
    const { rows } = await this.sql<NoticeRow>(
      `SELECT erasure_id, recipient, attempts, acknowledged_at_ms FROM erasure_notices
       WHERE acknowledged_at_ms IS NULL AND next_at_ms <= $1
       ORDER BY next_at_ms, erasure_id, recipient LIMIT $2`,
      [dueAtMs, limit],
    );
    return rows.map(noticeOf);
  }

  async noticesOf(erasureId: string): Promise<ErasureNotice[]> {
    const { rows } = await this.sql<NoticeRow>(
      `SELECT erasure_id, recipient, attempts, acknowledged_at_ms FROM erasure_notices
       WHERE erasure_id = $1 ORDER BY recipient`,
      [erasureId],
    );
    return rows.map(noticeOf);
  }

  async acknowledge({
    erasureId,
    recipient,
    atMs,
  }: {
    erasureId: string;
    recipient: string;
    atMs: number;
  }): Promise<boolean> {
    const { count } = await this.sql(
      `UPDATE erasure_notices SET acknowledged_at_ms = COALESCE(acknowledged_at_ms, $3)
       WHERE erasure_id = $1 AND recipient = $2`,
      [erasureId, recipient, atMs],
    );
    return count === 1;
  }

  async tellAgain({ erasureId, recipient }: ErasureNotice, nextAtMs: number): Promise<void> {
    await this.sql(
      `UPDATE erasure_notices SET next_at_ms = $3, attempts = attempts + 1
       WHERE erasure_id = $1 AND recipient = $2`,
      [erasureId, recipient, nextAtMs],
    );
  }

  async forgetSubjects(askedBeforeMs: number): Promise<number> {
    const { count } = await this.sql(
      `UPDATE erasures e SET subject = NULL
       WHERE subject IS NOT NULL AND state = 'certified' AND (asked_at_ms < $1 OR NOT EXISTS (
         SELECT FROM erasure_notices n
         WHERE n.erasure_id = e.erasure_id AND n.acknowledged_at_ms IS NULL))`,
      [askedBeforeMs],
    );
    return count;
  }

  private async row(erasureId: string): Promise<ErasureRow | null> {
    const { rows } = await this.sql<ErasureRow>('SELECT * FROM erasures WHERE erasure_id = $1', [
      erasureId,
    ]);
    return rows[0] ?? null;
  }

  private async addCounts(
    { erasure_id, counts }: ErasureRow,
    more: Readonly<Record<string, number>>,
  ): Promise<void> {
    const sum = JSON.parse(counts) as Record<string, number>;
    for (const [name, count] of Object.entries(more)) sum[name] = (sum[name] ?? 0) + count;
    await this.sql('UPDATE erasures SET counts = $2 WHERE erasure_id = $1', [
      erasure_id,
      JSON.stringify(sum),
    ]);
  }

  private get fenceKey(): FenceKey {
    if (this.keys.fence === null) throw new Error('erasing needs the fence key');
    return this.keys.fence;
  }
}
