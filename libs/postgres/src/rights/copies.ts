import type { Copies, CopyRows } from '#libs/rights';
import { decisionsOf } from '../decisions-of.js';
import { PostgresTrips } from '../places/trips.js';
import { readRow } from '../read-rows.js';
import type { Sql } from '../sql.js';
import type { SubjectKeys } from '../subject-keys.js';
import { COPY_SECTIONS, type CopySection } from './copy-sections.js';

type Row = Readonly<Record<string, unknown>>;

export class PostgresCopies implements Copies {
  constructor(
    private readonly sql: Sql,
    private readonly keys: SubjectKeys,
  ) {}

  sections(): readonly { readonly name: string; readonly zh: string; readonly en: string }[] {
    return COPY_SECTIONS.map(({ name, zh, en }) => ({ name, zh, en }));
  }

  async page(
    driverId: string,
    name: string,
    { after, limit }: { after: readonly string[]; limit: number },
  ): Promise<CopyRows> {
    const section = COPY_SECTIONS.find((each) => each.name === name);
    if (section === undefined) throw new Error(`a copy has no section ${name}`);
    const { rows } = await this.sql<{ row: Row; key: string[] }>(
      queryOf(section, after.length > 0, limit),
      [driverId, ...after],
    );
    const shown = rows.slice(0, limit);
    const next = rows.length > limit ? (shown.at(-1)?.key ?? null) : null;
    return {
      rows: await this.opened(
        driverId,
        section,
        shown.map(({ row }) => row),
      ),
      next,
    };
  }

  /** What lies sealed under his key is his to read. */
  private async opened(
    driverId: string,
    { name }: CopySection,
    rows: readonly Row[],
  ): Promise<readonly Row[]> {
    const opened: Row[] = [];
    for (const row of rows) {
      if (name === 'decisions') {
        const decisionId = String(row['decision_id']);
        const record = await readRow(this.sql, this.keys, decisionId, driverId);
        opened.push({ ...row, record });
      } else if (name === 'trips') {
        const track = await new PostgresTrips(this.sql, this.keys).track(String(row['order_id']));
        opened.push({ ...row, track });
      } else {
        opened.push(row);
      }
    }
    return opened;
  }
}

/** One row more than is shown tells whether there is more. */
function queryOf(section: CopySection, continued: boolean, limit: number): string {
  const { tables, columns = 't.*', where = 't.driver_id = $1', key, name } = section;
  const [table] = tables;
  const places = key.map((_, index) => `$${index + 2}`).join(', ');
  const after = continued ? ` AND (${key.join(', ')}) > (${places})` : '';
  // Cut where it is looked up week by week: else every page would read all the weeks after it.
  const from =
    name === 'decisions'
      ? `(SELECT * FROM ${decisionsOf({ order: 'ASC', ...(continued ? { fromMs: '$2' } : {}) })} t
           WHERE true${after} LIMIT ${limit + 1}) t
         JOIN decisions d USING (decision_id)`
      : `${table} t`;
  return `SELECT to_jsonb(r) AS row, ARRAY[${key.map((each) => `(${each})::text`).join(', ')}] AS key
    FROM ${from} CROSS JOIN LATERAL (SELECT ${columns}) r
    WHERE (${where})${after} ORDER BY ${key.join(', ')} LIMIT ${limit + 1}`;
}
