import type { DriverRow } from '#libs/explanations';
import { openRow } from './sealed-row.js';
import type { Sql } from './sql.js';
import type { SubjectKeys } from './subject-keys.js';

type Place = {
  readonly driver_id: string;
  readonly role: DriverRow['role'];
  readonly rank: number | null;
  readonly total: number | null;
  /** Only of what was recorded before records were sealed. */
  readonly record: string | null;
  readonly sealed: Buffer | null;
};

type Lists = {
  readonly driver_ids: readonly string[];
  readonly roles: readonly DriverRow['role'][];
  readonly ranks: readonly (number | null)[];
  readonly totals: readonly (number | null)[];
  readonly records: readonly string[] | null;
  readonly sealed: Buffer | null;
  readonly sealed_ends: readonly number[] | null;
};

/** His row as it was recorded, his bytes alone fetched out of the piece. */
export async function readRow(
  sql: Sql,
  keys: SubjectKeys,
  decisionId: string,
  driverId: string,
): Promise<DriverRow | null> {
  const { rows } = await sql<Place>(
    `SELECT $2::text AS driver_id, roles[place] AS role, ranks[place] AS rank,
       totals[place] AS total, records[place] AS record,
       substring(sealed FROM begins + 1 FOR sealed_ends[place] - begins) AS sealed
     FROM decision_rows,
       LATERAL (SELECT array_position(driver_ids, $2::text) AS place) p,
       LATERAL (SELECT COALESCE(sealed_ends[place - 1], 0) AS begins) b
     WHERE decision_id = $1 AND place IS NOT NULL`,
    [decisionId, driverId],
  );
  const [row] = await opened(sql, keys, decisionId, rows);
  return row ?? null;
}

/** All of them, the ranked by rank, then the others by id. */
export async function readRows(
  sql: Sql,
  keys: SubjectKeys,
  decisionId: string,
): Promise<DriverRow[]> {
  const { rows } = await sql<Lists>(
    `SELECT driver_ids, roles, ranks, totals, records, sealed, sealed_ends
     FROM decision_rows WHERE decision_id = $1`,
    [decisionId],
  );
  const places = rows.flatMap((lists) => lists.driver_ids.map((_, place) => at(lists, place)));
  return opened(sql, keys, decisionId, places.sort(byRank));
}

function at(
  { driver_ids, roles, ranks, totals, records, sealed, sealed_ends }: Lists,
  place: number,
): Place {
  const begins = sealed_ends?.[place - 1] ?? 0;
  return {
    driver_id: driver_ids[place] ?? '',
    role: roles[place] ?? 'ERASED',
    rank: ranks[place] ?? null,
    total: totals[place] ?? null,
    record: records?.[place] ?? null,
    sealed: sealed?.subarray(begins, sealed_ends?.[place]) ?? null,
  };
}

/** Ids in the order of their bytes, as the database has them. */
const byRank = (a: Place, b: Place): number =>
  (a.rank ?? Infinity) - (b.rank ?? Infinity) ||
  Buffer.compare(Buffer.from(a.driver_id), Buffer.from(b.driver_id));

/** Opened with their drivers' keys. Of an erased driver only his place in the decision is left. */
async function opened(
  sql: Sql,
  keys: SubjectKeys,
  decisionId: string,
  rows: readonly Place[],
): Promise<DriverRow[]> {
  const isSealed = ({ sealed }: Place): boolean => sealed !== null && sealed.byteLength > 0;
  const keyOf = await keys.known(
    sql,
    rows.filter(isSealed).map(({ driver_id }) => driver_id),
  );
  return rows.map((row) => {
    if (row.record !== null) return JSON.parse(row.record) as DriverRow;
    const key = keyOf.get(row.driver_id);
    if (row.sealed === null || key === undefined) return erasedRow(row);
    return openRow(key, decisionId, row.sealed);
  });
}

const erasedRow = ({ driver_id, role, rank, total }: Place): DriverRow => ({
  driverId: driver_id,
  role,
  rank,
  total,
  refusal: null,
  candidate: null,
  parts: [],
});
