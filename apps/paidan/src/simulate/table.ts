import Table from 'cli-table3';
import type { Compared, FigureName } from '#libs/simulation';

const COLUMNS: readonly (readonly [string, FigureName, (value: number) => string])[] = [
  ['served', 'matchRate', (value) => `${(value * 100).toFixed(1)} %`],
  ['empty km', 'emptyKm', (value) => value.toFixed(0)],
  ['an order', 'emptyKmPerOrder', (value) => value.toFixed(1)],
  ['wait min', 'waitMedian', (value) => value.toFixed(1)],
  ['mean', 'waitMean', (value) => value.toFixed(1)],
  ['on time', 'onTime', (value) => `${(value * 100).toFixed(1)} %`],
  ['gave back', 'gaveBack', (value) => value.toFixed(0)],
  ['Gini', 'incomeGini', (value) => value.toFixed(3)],
];

/** Medians over the seeds, one line a mode; the groups beneath. */
export function tableOf(
  { name, about }: { readonly name: string; readonly about: string },
  compared: readonly Compared[],
): string {
  const table = new Table({
    head: ['mode', ...COLUMNS.map(([head]) => head)],
    style: { head: [], border: [] },
    colAligns: ['left', ...COLUMNS.map(() => 'right' as const)],
  });
  for (const { mode, spread } of compared) {
    table.push([mode, ...COLUMNS.map(([, figure, shown]) => shown(spread[figure].median))]);
  }
  const groups = new Table({
    head: ['income against the others', ...(compared[0]?.gaps ?? []).map(({ group }) => group)],
    style: { head: [], border: [] },
  });
  for (const { mode, gaps } of compared) {
    groups.push([
      mode,
      ...gaps.map(({ ratio }) => (ratio === null ? '–' : `${ratio.toFixed(2)} ×`)),
    ]);
  }
  const all = (pick: (of: Compared) => number): number =>
    compared.reduce((sum, each) => sum + pick(each), 0);
  const faults = compared.flatMap((each) =>
    each.faults.map((fault) => ({ ...fault, in: each.mode })),
  );
  return [
    '',
    `${name}: ${about}`,
    table.toString(),
    groups.toString(),
    `decided  ${all(({ inspected }) => inspected.decisions)} decisions, ` +
      `${all(({ inspected }) => inspected.replayed)} replayed to the same bytes, ` +
      `${all(({ inspected }) => inspected.sums)} of ` +
      `${all(({ inspected }) => inspected.drivers)} totals are the sum of their parts`,
    `faults   ${all(({ faultCount }) => faultCount)}`,
    ...faults.map(({ code, about: what, in: mode }) => `  ${mode}: ${code} ${what}`),
    ...compared.map(({ mode, about: what, resultHash }) => `  ${mode}: ${what} (${resultHash})`),
    '',
  ].join('\n');
}
