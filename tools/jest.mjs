// Runs Jest as ESM needs it, passes every argument on, and ends with a plain line taken from Jest's
// own results: `N passed, N failed`. A suite that could not run counts as failed, and a run in which
// no test ran has failed.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const folder = mkdtempSync(join(tmpdir(), 'paidan-jest-'));
const results = join(folder, 'results.json');

const flags = ['--experimental-vm-modules', '--no-warnings'];
const asked = ['--json', `--outputFile=${results}`, ...process.argv.slice(2)];
const child = spawn(process.execPath, [...flags, jest, ...asked], { stdio: 'inherit' });

// Jest stops Postgres and NATS on its way out; leaving first would tell the shell that all is done.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));

child.on('exit', (code, signal) => {
  const { passed, failed, skipped } = count();
  const exitCode = code ?? 128 + constants.signals[signal];
  rmSync(folder, { recursive: true });

  const line = [`${passed} passed`, `${failed} failed`];
  if (skipped > 0) line.push(`${skipped} skipped`);
  if (passed + failed === 0) console.log('No test ran, and that is a failure.');
  console.log(line.join(', '));
  process.exitCode = exitCode === 0 && (failed > 0 || passed === 0) ? 1 : exitCode;
});

function count() {
  // Without results Jest itself broke, or the servers did not start.
  if (!existsSync(results)) return { passed: 0, failed: 1, skipped: 0 };
  const run = JSON.parse(readFileSync(results, 'utf8'));
  return {
    passed: run.numPassedTests,
    failed: run.numFailedTests + run.numRuntimeErrorTestSuites,
    skipped: run.numPendingTests + run.numTodoTests,
  };
}
