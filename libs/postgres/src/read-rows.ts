import type { DriverRow } from '#libs/explanations';
import { openRow } from './sealed-row.js';
import type { Sql } from './sql.js';
import type { SubjectKeys } from './subject-keys.js';

export type StoredRow = {
  readonly driver_id: string;
  readonly role: DriverRow['role'];
  readonly rank: number | null;
  readonly total: number | null;
  /** Only of what was recorded before records were sealed. */
  readonly record: string | null;
  readonly sealed: Buffer | null;
};

export const STORED_COLUMNS = 'driver_id, role, rank, total, record, sealed';

/**
 * The rows as they were recorded, opened with their drivers' keys. Of an erased driver only his
 * place in the decision is left.
 */
export async function readRows(
  sql: Sql,
  keys: SubjectKeys,
  decisionId: string,
  rows: readonly StoredRow[],
): Promise<DriverRow[]> {
  const sealed = rows.filter((row) => row.sealed !== null).map(({ driver_id }) => driver_id);
  const keyOf = await keys.known(sql, sealed);
  return rows.map((row) => {
    if (row.record !== null) return JSON.parse(row.record) as DriverRow;
    const key = keyOf.get(row.driver_id);
    if (row.sealed === null || key === undefined) return erasedRow(row);
    return openRow(key, decisionId, row.sealed);
  });
}

const erasedRow = ({ driver_id, role, rank, total }: StoredRow): DriverRow => ({
  driverId: driver_id,
  role,
  rank,
  total,
  refusal: null,
  candidate: null,
  parts: [],
});
