import { compare, modeNamed, MODES, type Played } from '#libs/simulation';
import type { Given } from './given.js';
import { drawPlots, Sketch } from './plots.js';
import { readScenario, readTables, type Read } from './read-world.js';
import { tableOf } from './table.js';

/** Reads, plays, tells; answers the exit code. */
export async function runSimulate(scenarioFile: string | null, given: Given): Promise<number> {
  const read = await readGiven(scenarioFile, given);
  const modes = given.modes === undefined ? MODES : given.modes.split(',').map(modeNamed);
  const seeds = Array.from({ length: given.seeds }, (_, at) => given.seed + at);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort(new Error('stopped by SIGINT')));
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const sketch = new Sketch();
  const compared = await compare({
    base: read.policy,
    worlds: seeds.map(read.worldOf),
    modes,
    say,
    signal: stop.signal,
    played: (played: Played) => sketch.add(played),
  });
  const plots = given.plots === undefined ? [] : await drawPlots(given.plots, compared, sketch);
  say(tableOf(read, compared));
  for (const file of plots) say(`plot     ${file}`);
  if (given.json) {
    const { name, about } = read;
    process.stdout.write(`${JSON.stringify({ scenario: name, about, seeds, compared, plots })}\n`);
  }
  return compared.some(({ faultCount }) => faultCount > 0) ? 1 : 0;
}

function readGiven(scenarioFile: string | null, { orders, drivers }: Given): Promise<Read> {
  if (scenarioFile !== null && orders === undefined && drivers === undefined) {
    return readScenario(scenarioFile);
  }
  if (scenarioFile === null && orders !== undefined && drivers !== undefined) {
    return readTables(orders, drivers);
  }
  throw new Error('Give a scenario, or --orders and --drivers, both of them.');
}
