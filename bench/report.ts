import Table from 'cli-table3';
import type { Machine } from './machine.js';
import type { Spread } from './rounds.js';
import type { Scale } from './scale.js';

/** One kind of work, measured over the rounds. */
export type Row = {
  readonly name: string;
  readonly what: string;
  readonly perSecond: Spread;
  /** Each round by itself, in the order in which they ran. */
  readonly rounds: readonly number[];
  /**
   * Of HTTP answers under full load, closed loop: no promise of a latency. Null where nothing is
   * asked.
   */
  readonly httpMs: { readonly p50: number; readonly p99: number; readonly max: number } | null;
  /** Against the row `beside`, pair by pair; null for that row itself. */
  readonly ratio: Spread | null;
};

export type Report = {
  readonly bench: string;
  readonly scenario: string;
  readonly scale: Scale;
  readonly seed: number;
  readonly commit: string | null;
  readonly node: string;
  readonly machine: Machine;
  readonly server: Readonly<Record<string, string>>;
  readonly beside: string;
  readonly rows: readonly Row[];
  /** Further figures, by name. */
  readonly figures: Readonly<Record<string, unknown>>;
  /** What was counted in the database afterwards. */
  readonly counts: Readonly<Record<string, number>>;
  /** Of what the seed determines: the same seed gives the same hash on any machine. */
  readonly resultHash: string;
  /** Rivals or rows that could not be measured here. */
  readonly absent: readonly string[];
  /** Whether the goal was reached; null while there is none. */
  readonly ok: boolean | null;
  readonly seconds: number;
};

export function humanTable(report: Report): string {
  const { machine, scale } = report;
  const table = new Table({
    head: ['row', 'per second', 'min – max', `× ${report.beside}`, 'http ms p50', 'p99', 'max'],
    style: { head: [], border: [] },
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right'],
  });
  for (const { name, perSecond, ratio, httpMs } of report.rows) {
    table.push([
      name,
      perSecond.median,
      `${perSecond.min} – ${perSecond.max}`,
      ratio === null ? '1' : `${ratio.median} (${ratio.min} – ${ratio.max})`,
      httpMs?.p50 ?? '–',
      httpMs?.p99 ?? '–',
      httpMs?.max ?? '–',
    ]);
  }
  const sizes = Object.entries(scale).map(([name, value]) => `${name} ${value}`);
  return [
    '',
    `${report.bench}: ${report.scenario}`,
    table.toString(),
    ...report.rows.map(({ name, what }) => `  ${name}: ${what}`),
    `figures  ${JSON.stringify(report.figures)}`,
    `counts   ${JSON.stringify(report.counts)}`,
    `sizes    ${sizes.join(', ')}`,
    `machine  ${machine.cores} × ${machine.cpu}, ${Math.round(machine.memoryBytes / 2 ** 30)} GiB, ` +
      `load before ${machine.loadBefore.toFixed(2)}, node ${report.node}`,
    `server   ${JSON.stringify(report.server)}`,
    `commit   ${report.commit ?? 'unknown'}, result ${report.resultHash}, ${report.seconds} s`,
    '',
  ].join('\n');
}
