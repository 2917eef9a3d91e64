import type { QueryRunner } from 'typeorm';
import { toFault } from './fault.js';

export type Answer<Row> = { readonly rows: readonly Row[]; readonly count: number };

/** One parametrised statement. In a transaction, or by itself through any free connection. */
export type Sql = <Row = Record<string, never>>(
  text: string,
  parameters?: readonly unknown[],
) => Promise<Answer<Row>>;

export const sqlOf =
  (queryRunner: QueryRunner): Sql =>
  async <Row>(text: string, parameters: readonly unknown[] = []) => {
    try {
      const { records, affected } = await queryRunner.query(text, [...parameters], true);
      return { rows: records as readonly Row[], count: affected ?? 0 };
    } catch (error) {
      throw toFault(error);
    }
  };

/** Columns and values kept together, so that a statement cannot pair them wrongly. */
export type ColumnValues = Readonly<Record<string, unknown>>;

export function insertInto(table: string, row: ColumnValues): [text: string, values: unknown[]] {
  const columns = Object.keys(row);
  const places = columns.map((_, index) => `$${index + 1}`);
  return [
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places.join(', ')})`,
    Object.values(row),
  ];
}

/** `column = $n, …`, numbered from `first`. */
export function assignments(row: ColumnValues, first: number): string {
  return Object.keys(row)
    .map((column, index) => `${column} = $${index + first}`)
    .join(', ');
}
