import fc from 'fast-check';
import {
  int4Array,
  int4Arrays,
  int8Array,
  openPostgres,
  textArray,
  type Postgres,
} from '#libs/postgres';
import { createDatabase, type TestDatabase } from '../support/database.js';

const orNull = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<(T | null)[]> =>
  fc.array(fc.option(values, { freq: 5 }), { maxLength: 40 });
const int4 = orNull(fc.integer());
const int8 = orNull(fc.maxSafeInteger());
const text = orNull(
  fc.oneof(
    fc.string({ unit: 'binary' }).filter((each) => !each.includes('\0')),
    fc.constantFrom('', 'NULL', 'null', '"', '\\', '{}', ',', '司机 "3"', '🚚'),
  ),
);

describe('an array in binary form', () => {
  let database: TestDatabase;
  let postgres: Postgres;

  beforeAll(async () => {
    database = await createDatabase();
    postgres = await openPostgres({ url: database.url, poolSize: 1, applicationName: 'arrays' });
  });
  afterAll(async () => {
    await postgres.close();
    await database.drop();
  });

  it('is read by the server as what it was made of, place by place', async () => {
    await fc.assert(
      fc.asyncProperty(int4, int8, text, async (ints, longs, texts) => {
        const { rows } = await postgres.database.sql<Record<'i' | 'l' | 't', unknown[]>>(
          `SELECT $1::integer[] AS i, to_json($2::bigint[]) AS l, $3::text[] AS t`,
          [int4Array(ints), int8Array(longs), textArray(texts)],
        );
        expect(rows).toEqual([{ i: ints, l: longs, t: texts }]);
      }),
      { numRuns: 200 },
    );
  });

  it('is one dimension that begins at one, as a literal is', async () => {
    const { rows } = await postgres.database.sql(
      `SELECT $1::integer[] = '{7,NULL}' AS same, array_lower($1::integer[], 1) AS first,
         $2::text[] = '{}' AS empty, array_ndims($2::text[]) AS dimensions`,
      [int4Array([7, null]), textArray([])],
    );
    expect(rows).toEqual([{ same: true, first: 1, empty: true, dimensions: null }]);
  });

  it.each([2 ** 31, -(2 ** 31) - 1, 0.5, Number.NaN])('holds no integer that is %d', (value) => {
    expect(() => int4Array([value])).toThrow(RangeError);
  });

  it.each([2 ** 53, 0.5, Number.POSITIVE_INFINITY])('holds no bigint that is %d', (value) => {
    expect(() => int8Array([value])).toThrow(RangeError);
  });

  it('is the same whether its numbers come as a list or one after the other', () => {
    const values = [3, null, -1];
    const written = int4Arrays(values.length, (write) => {
      for (const value of values) write(value);
    });
    expect(written).toEqual(int4Array(values));
  });
});
