import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const MAIN = fileURLToPath(new URL('../../dist/bench/main.js', import.meta.url));

type Report = {
  bench: string;
  server: Record<string, string>;
  rows: { name: string; rounds: number[] }[];
  figures: Record<string, unknown> & { sizes: { drivers: number }[] };
  counts: { checked: number; differences: number };
  resultHash: string;
  absent: string[];
  ok: boolean | null;
};

async function tiny(name: string): Promise<Report> {
  const options = [name, '--json', '--tiny', '--rounds', '1', '--seed', '7'];
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, ...options]);
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Report;
}

/** Who is measured says his version, who is not says how he would be. */
function accountedFor({ server, absent }: Report, peer: string): boolean {
  const missing = absent.find((each) => each.startsWith(`${peer}: `));
  return missing === undefined
    ? /\d/.test(server[peer] ?? '')
    : missing.includes('apt-get install') && server[peer] === undefined;
}

describe('a bench beside peers that may not be there', () => {
  it('search finds what looking at everyone finds, and makes no promise at a tiny size', async () => {
    const report = await tiny('search');
    expect(report).toMatchObject({ bench: 'search', ok: null });
    expect(report.counts).toEqual({ checked: 60, differences: 0 });
    expect(['redis', 'postgis'].filter((peer) => !accountedFor(report, peer))).toEqual([]);
    expect(report.server['geokdbush']).toMatch(/^\d/);
    expect(report.rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['own, eligible', 'geokdbush + filter', 'packed grid, eligible']),
    );
    expect(report.figures.sizes.map(({ drivers }) => drivers)).toEqual([1_000, 3_000]);
  }, 120_000);

  it('update leaves an index that finds them, too, and the same seed comes out the same', async () => {
    const [report, again] = [await tiny('update'), await tiny('update')];
    expect(report).toMatchObject({ bench: 'update', ok: null });
    expect(report.counts).toEqual({ checked: 40, differences: 0 });
    expect(accountedFor(report, 'redis')).toBe(true);
    expect(report.figures['bytesADriver']).toBeGreaterThan(0);
    expect(again.resultHash).toBe(report.resultHash);
  }, 120_000);
});
