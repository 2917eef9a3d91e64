import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const MAIN = fileURLToPath(new URL('../../dist/bench/main.js', import.meta.url));
const SMALL = ['--tiny', '--rounds', '1', '--drivers', '30', '--orders', '5', '--seconds', '0.3'];
const ORDERS = 5;
/** A warm-up and a measured round of two rows. */
const POSTED = 2 * 2 * ORDERS;

type Spread = { min: number; median: number; max: number };
type Report = {
  bench: string;
  seed: number;
  node: string;
  commit: string | null;
  machine: { cpu: string; cores: number; memoryBytes: number };
  server: Record<string, string>;
  rows: { name: string; perSecond: Spread; ratio: Spread | null; rounds: number[] }[];
  figures: Record<string, unknown>;
  counts: Record<string, number>;
  resultHash: string;
  absent: string[];
  ok: boolean | null;
};

let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'paidan-bench-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

const run = (...args: readonly string[]): Promise<{ stdout: string; stderr: string }> =>
  promisify(execFile)(process.execPath, [MAIN, ...args], {
    env: {
      ...process.env,
      DATABASE_URL: process.env['PAIDAN_TEST_DATABASE_URL'],
      PAIDAN_HOME: home,
      PAIDAN_NAME: 'bench',
    },
  });

async function award(seed: number): Promise<Report> {
  const { stdout } = await run('award', '--json', ...SMALL, '--seed', String(seed));
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  return JSON.parse(last) as Report;
}

it('the award bench decides every order it posted, and the same seed comes out the same', async () => {
  const report = await award(7);
  expect(report).toMatchObject({
    bench: 'award',
    seed: 7,
    node: process.version,
    absent: [],
    ok: null,
    machine: { cores: expect.any(Number), memoryBytes: expect.any(Number) },
    server: { fsync: expect.any(String), synchronous_commit: expect.any(String) },
    resultHash: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
  expect(report.rows.map(({ name, ratio }) => [name, ratio !== null])).toEqual([
    ['bare insert', false],
    ['post + decide', true],
    ['post + grab + award', true],
  ]);
  for (const { perSecond, rounds } of report.rows) {
    expect(rounds).toHaveLength(1);
    expect(perSecond.median).toBeGreaterThan(0);
  }
  const { counts, figures } = report;
  expect(counts).toMatchObject({
    drivers: 30,
    orders: POSTED,
    ordersUndecided: 0,
    awarded: POSTED / 2,
    awards: POSTED / 2,
    eventsWaiting: 0,
  });
  const { recommendations = 0, awards = 0, cancellations = 0, profileChanges = 0 } = counts;
  expect(counts['decisions']).toBe(recommendations + awards + cancellations + profileChanges);
  expect(counts['bareInserts']).toBeGreaterThan(0);
  expect(figures['rowsPerDecision']).toBeCloseTo(counts['explanations']! / counts['decisions']!, 1);

  const again = await award(7);
  expect(again.resultHash).toBe(report.resultHash);
}, 180_000);

it('the log bench proves and signs every leaf, and makes no promise at a tiny size', async () => {
  const { stdout } = await run('log', '--json', '--tiny', '--rounds', '1');
  const report = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Report;
  expect(report).toMatchObject({
    ...{ bench: 'log', absent: [], ok: null, counts: { leavesSigned: 2_000 } },
    server: { fsync: expect.any(String) },
    resultHash: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
  expect(report.rows.map(({ name }) => name)).toEqual([
    'recompute everything',
    'proof + verification',
    'append',
  ]);
  const { proofBytes, durable } = report.figures as {
    proofBytes: number;
    durable: { leavesPerSecond: number };
  };
  // Ten thousand leaves are fourteen levels; a consistency proof has one hash more.
  expect(proofBytes).toBeLessThanOrEqual(15 * 32);
  expect(durable.leavesPerSecond).toBeGreaterThan(0);
}, 120_000);

const last = (stdout: string): Report =>
  JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Report;

it('the explain bench awards the same with and without the record, and answers whoever asks', async () => {
  const { stdout } = await run('explain', '--json', ...SMALL);
  const report = last(stdout);
  expect(report).toMatchObject({ bench: 'explain', absent: [], ok: null });
  expect(report.rows.map(({ name, ratio }) => [name, ratio !== null])).toEqual([
    ['award without record', false],
    ['award with record', true],
  ]);
  const { explanation, rowsPerAward } = report.figures as {
    explanation: { answers: number; ms: { p99: number } };
    rowsPerAward: number;
  };
  expect(explanation.answers).toBeGreaterThan(0);
  expect(explanation.ms.p99).toBeGreaterThan(0);
  expect(rowsPerAward).toBe(3);
}, 180_000);

it('[D1 D7] the week bench explains every decision of a small week to everyone, and finds no fault', async () => {
  const { stdout } = await run('week', '--json', '--tiny');
  const { ok, figures, counts } = last(stdout);
  expect(ok).toBeNull();
  expect(figures).toMatchObject({ faultCount: 0, replayed: { MATCH: figures['decisions'] } });
  expect(counts['award']).toBeGreaterThan(0);
  expect(figures['recorded']).toBeGreaterThan(counts['award'] ?? 0);
  expect(figures['others']).toBeGreaterThan(figures['decisions'] as number);
  expect((figures['gaps'] as { group: string }[]).map(({ group }) => group)).toEqual([
    'new drivers',
    'profile off',
    'location off',
  ]);
}, 240_000);

it('the modes bench plays every market, replays every decision, and makes no promise when tiny', async () => {
  const { stdout } = await run('modes', '--json', '--tiny');
  const { ok, figures, counts } = last(stdout);
  expect(ok).toBeNull();
  expect((figures['goals'] as unknown[]).length).toBe(6);
  expect(counts['decisions']).toBeGreaterThan(100);
  expect(counts).toMatchObject({
    faults: 0,
    replayedToTheSameBytes: counts['decisions'],
    totalsThatAreSums: counts['drivers'],
  });
}, 240_000);

it('the bench says how it is used, and refuses sizes that make no sense', async () => {
  const { stdout } = await run('--help');
  expect(stdout).toContain('npm run bench -- <name>');
  expect(stdout).toContain('award');
  await expect(run('award', '--orders', 'many')).rejects.toMatchObject({
    stderr: expect.stringContaining('--orders: expected a number') as string,
  });
  await expect(run('unheard-of')).rejects.toMatchObject({ code: 64 });
}, 30_000);
