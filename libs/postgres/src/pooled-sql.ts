import type pg from 'pg';
import type { DataSource } from 'typeorm';
import { toFault } from './fault.js';
import type { Sql } from './sql.js';

/**
 * One statement through any free connection of TypeORM's own pool, committed by itself. Most
 * statements are such, and a query runner made and thrown away for each costs as much as asking.
 */
export function pooledSql(dataSource: DataSource): Sql {
  const { master } = dataSource.driver as unknown as { readonly master: pg.Pool };
  return async <Row>(text: string, parameters: readonly unknown[] = []) => {
    const client = await master.connect().catch((error: unknown) => {
      throw toFault(error);
    });
    let broken = false;
    try {
      const { rows, rowCount } = await client.query(text, [...parameters]);
      return { rows: rows as readonly Row[], count: rowCount ?? 0 };
    } catch (error) {
      const fault = toFault(error);
      // Without an answer from the server nobody knows what the connection still waits for.
      broken = fault.sqlState === null;
      throw fault;
    } finally {
      client.release(broken);
    }
  };
}
