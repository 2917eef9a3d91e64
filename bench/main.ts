import { parseArgs } from 'node:util';
import { scaleFrom, SCALE_OPTIONS, scaleHelp } from './scale.js';
import type { Bench } from './means.js';
import { humanTable } from './report.js';

// `npm run bench -- <name>`: figures for people on stderr, one JSON object as the last line of
// stdout.

const BENCHES: Readonly<Record<string, { about: string; load: () => Promise<Bench> }>> = {
  award: {
    about: 'post, decide, commit with record; beside the same stack with one bare insert',
    load: async () => (await import('./award/bench.js')).benchAward,
  },
  assign: {
    about: 'who gets what at the least cost, beside SciPy and LEMON; and a round of 5,000 orders',
    load: async () => (await import('./assign/bench.js')).benchAssign,
  },
  explain: {
    about: 'what the record costs an award, and how fast drivers are told why',
    load: async () => (await import('./explain/bench.js')).benchExplain,
  },
  log: {
    about: 'a million leaves in memory, proofs all over them; sequencing on disk',
    load: async () => (await import('./log/bench.js')).benchLog,
  },
  search: {
    about: 'nearest eligible drivers of a million, beside geokdbush, a grid, Redis and PostGIS',
    load: async () => (await import('./search/bench.js')).benchSearch,
  },
  update: {
    about: 'a driver moves, beside rbush and Redis; and what a driver takes in memory',
    load: async () => (await import('./update/bench.js')).benchUpdate,
  },
  modes: {
    about: 'ways to give orders away, in committed markets on a virtual clock',
    load: async () => (await import('./modes/bench.js')).benchModes,
  },
  week: {
    about: 'a week on a clock of its own; then every decision is explained to everyone',
    load: async () => (await import('./week/bench.js')).benchWeek,
  },
};

function help(): string {
  const names = Object.entries(BENCHES).map(([name, { about }]) => `  ${name.padEnd(20)} ${about}`);
  return [
    'npm run bench -- <name> [options]',
    '',
    'Benches:',
    ...names,
    '',
    'Options:',
    ...scaleHelp(),
    '',
  ].join('\n');
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: SCALE_OPTIONS });
  if (values.help === true) {
    process.stdout.write(help());
    return 0;
  }
  const [name = ''] = positionals;
  const bench = BENCHES[name];
  if (bench === undefined || positionals.length > 1) {
    process.stderr.write(help());
    return 64;
  }
  const scale = scaleFrom(values);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => stop.abort(new Error(`stopped by ${signal}`)));
  }
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const run = await bench.load();
  const profileFolder = values.profile ?? null;
  const report = await run(scale, { say, signal: stop.signal, profileFolder });
  say(humanTable(report));
  if (values.json === true) process.stdout.write(`${JSON.stringify(report)}\n`);
  return 0;
}

main().then(
  (code) => process.exit(code),
  (cause: unknown) => {
    process.stderr.write(`${cause instanceof Error ? cause.stack : String(cause)}\n`);
    process.exit(1);
  },
);
