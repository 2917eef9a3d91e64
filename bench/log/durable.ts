import { generateKeyPairSync, randomUUID } from 'node:crypto';
import pg from 'pg';
import { sequenceLog } from '#libs/dispatch';
import { obtainPostgres } from '#libs/embedded';
import { signerOf, signingKey, type Signer } from '#libs/explanations';
import { migrate, openPostgres } from '#libs/postgres';
import type { BenchMeans } from '../means.js';
import { quantile, rounded } from '../rounds.js';
import { ROOT } from '../stack.js';

export type Durable = {
  readonly leavesPerSecond: number;
  readonly batchMs: { readonly p50: number; readonly max: number };
  /** A batch of one leaf: what a decision in a quiet hour costs. */
  readonly singleMs: { readonly p50: number; readonly max: number };
  readonly signed: number;
  readonly server: Readonly<Record<string, string>>;
};

/** Quiet hours tried. */
const SINGLES = 20;

/**
 * On a durable PostgreSQL: leaves that wait are given places, proved and signed, batch by batch.
 */
export async function durable(leaves: number, { say }: BenchMeans): Promise<Durable> {
  const instance = {
    root: ROOT,
    name: process.env['PAIDAN_NAME'] ?? 'bench',
    ...(process.env['PAIDAN_HOME'] === undefined ? {} : { home: process.env['PAIDAN_HOME'] }),
  };
  const { url, server } = await obtainPostgres({ ...instance, durable: true, log: say });
  const name = `paidan_bench_${randomUUID().replaceAll('-', '')}`;
  const admin = new pg.Client({ connectionString: url });
  try {
    await admin.connect();
    await admin.query(`CREATE DATABASE ${name}`);
    const own = new URL(url);
    own.pathname = `/${name}`;
    return await measured(own.href, leaves);
  } finally {
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await admin.end();
    await server?.stop();
  }
}

async function measured(url: string, leaves: number): Promise<Durable> {
  const postgres = await openPostgres({ url, poolSize: 4, applicationName: 'paidan-bench-log' });
  try {
    await migrate(postgres.dataSource, () => undefined);
    const { database } = postgres;
    const add = (prefix: string, count: number): Promise<unknown> =>
      database.sql(
        `INSERT INTO log_leaves (decision_id, root)
         SELECT $1 || n, sha256(($1 || n)::bytea) FROM generate_series(1, $2::integer) n`,
        [prefix, count],
      );
    const means = { clock: { nowMs: () => Date.now() }, signer: newSigner() };
    const batch = async (): Promise<{ leaves: number; ms: number }> => {
      const from = performance.now();
      const done = await sequenceLog(database, means);
      return { leaves: done.did === 'signed' ? done.leaves : 0, ms: performance.now() - from };
    };
    await add('warm-', 100);
    await batch();
    await add('leaf-', leaves);
    const batches: number[] = [];
    let signed = 0;
    while (signed < leaves) {
      const done = await batch();
      if (done.leaves === 0) throw new Error(`${signed} of ${leaves} leaves got a place`);
      signed += done.leaves;
      batches.push(done.ms);
    }
    const singles: number[] = [];
    for (let at = 0; at < SINGLES; at += 1) {
      await add(`quiet-${at}-`, 1);
      singles.push((await batch()).ms);
    }
    const totalMs = batches.reduce((sum, each) => sum + each, 0);
    return {
      leavesPerSecond: rounded((leaves / totalMs) * 1000),
      batchMs: spread(batches),
      singleMs: spread(singles),
      signed,
      server: await serverFacts(database.sql),
    };
  } finally {
    await postgres.close();
  }
}

function newSigner(): Signer {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = String(privateKey.export({ format: 'pem', type: 'pkcs8' }));
  return signerOf('bench.example/log', signingKey(pem));
}

function spread(times: readonly number[]): { p50: number; max: number } {
  const sorted = [...times].sort((one, other) => one - other);
  return { p50: rounded(quantile(sorted, 0.5)), max: rounded(sorted.at(-1) ?? Number.NaN) };
}

type Sql = Awaited<ReturnType<typeof openPostgres>>['database']['sql'];

async function serverFacts(sql: Sql): Promise<Readonly<Record<string, string>>> {
  const { rows } = await sql<{ name: string; value: string }>(
    `SELECT name, current_setting(name) AS value
     FROM unnest(ARRAY['server_version', 'fsync', 'synchronous_commit', 'shared_buffers']) s (name)`,
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}
