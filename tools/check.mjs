// `npm run check`: all that is quickly known without Postgres and NATS; the laws take longer and run
// with `npm test`. Two steps run at a time, the longest first; each says how long it took, and the
// output of those that failed comes last.
// Usage: node tools/check.mjs [name of a step …]
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const bin = (path) => join('node_modules', path);
const CACHE = 'node_modules/.cache';

/** Each step: its name and its command line. The walls and the requirements are checked by tidy. */
const steps = [
  ['small, tidy', ['tools/jest.mjs', '--selectProjects', 'small', 'tidy', '--maxWorkers=2']],
  [
    'lint',
    [
      bin('eslint/bin/eslint.js'),
      '.',
      '--max-warnings=0',
      '--cache',
      '--cache-strategy=content',
      `--cache-location=${CACHE}/eslint/`,
    ],
  ],
  ['types', [bin('typescript/bin/tsc'), '-p', 'tsconfig.json', '--noEmit']],
  ['pure rooms', ['tools/check-pure-rooms.mjs']],
  [
    'format',
    [
      bin('prettier/bin/prettier.cjs'),
      '--check',
      '--log-level=warn',
      '--cache',
      `--cache-location=${CACHE}/prettier/.prettier-cache`,
      '.',
    ],
  ],
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !steps.some(([step]) => step === name));
if (unknown.length > 0) {
  console.error(`No such step: ${unknown}. Steps are: ${steps.map(([name]) => name).join(', ')}.`);
  process.exit(2);
}

const startMs = performance.now();
const queue = steps.filter(([name]) => wanted.length === 0 || wanted.includes(name));
const failures = [];
const lane = async () => {
  for (let step = queue.shift(); step !== undefined; step = queue.shift()) await take(step);
};
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, lane));

for (const { name, output } of failures) console.log(`\n--- ${name} ---\n${output}`);
const verdict = failures.length === 0 ? 'all is well' : `failed: ${failures.map((f) => f.name)}`;
console.log(`check: ${verdict} (${seconds(startMs)})`);
process.exitCode = failures.length === 0 ? 0 : 1;

async function take([name, command]) {
  const stepStartMs = performance.now();
  const { code, output } = await run(command);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(12)} ${seconds(stepStartMs)}`);
  if (code !== 0) failures.push({ name, output });
}

function run(command) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    }
    child.on('close', (code) => resolve({ code, output }));
  });
}

function seconds(sinceMs) {
  return `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;
}
