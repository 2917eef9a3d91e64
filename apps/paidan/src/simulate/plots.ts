import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { lorenz, waitMinutes, type Compared, type FigureName, type Played } from '#libs/simulation';

use([BarChart, LineChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

const [WIDTH, HEIGHT] = [860, 460];
const WAIT_MINUTES_MAX = 240;
const WAIT_STEP_MINUTES = 5;

type Curve = readonly (readonly [number, number])[];

/** Of every play only what a curve needs, all seeds of a mode together. */
export class Sketch {
  private readonly waits = new Map<string, number[]>();
  private readonly incomes = new Map<string, number[]>();

  add({ mode, stories, trucks }: Played): void {
    const given = stories.filter(({ deliveredAtMs }) => deliveredAtMs !== null);
    this.waits.set(mode, [...(this.waits.get(mode) ?? []), ...given.map(waitMinutes)]);
    const incomes = trucks.map(({ incomeFen }) => incomeFen / 100);
    this.incomes.set(mode, [...(this.incomes.get(mode) ?? []), ...incomes]);
  }

  /** Share of the served orders that had their truck after so many minutes. */
  get waiting(): ReadonlyMap<string, Curve> {
    const steps = Array.from(
      { length: WAIT_MINUTES_MAX / WAIT_STEP_MINUTES + 1 },
      (_, at) => at * WAIT_STEP_MINUTES,
    );
    const shareBy = (waits: readonly number[], minutes: number): number =>
      waits.length === 0 ? 0 : waits.filter((wait) => wait <= minutes).length / waits.length;
    return mapped(this.waits, (waits) =>
      steps.map((minutes) => [minutes, shareBy(waits, minutes)]),
    );
  }

  get lorenz(): ReadonlyMap<string, Curve> {
    return mapped(this.incomes, lorenz);
  }
}

const BARS: readonly (readonly [string, FigureName, string])[] = [
  ['empty-km', 'emptyKmPerOrder', 'Empty kilometres an order served'],
  ['match-rate', 'matchRate', 'Share of orders served'],
  ['waiting', 'waitMedian', 'Minutes from posting to award, median'],
  ['on-time', 'onTime', 'Share of served orders loaded on time'],
  ['gini', 'incomeGini', 'Gini of the drivers’ income'],
];

/** Answers the files, in the order in which they were drawn. */
export async function drawPlots(
  folder: string,
  compared: readonly Compared[],
  sketch: Sketch,
): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const modes = compared.map(({ mode }) => mode);
  const drawings: [string, object][] = [
    ...BARS.map(([file, figure, title]): [string, object] => [
      file,
      barsOf(
        title,
        modes,
        compared.map(({ spread }) => spread[figure].median),
      ),
    ]),
    ['income-gaps', groupBarsOf('Mean income against the others (1 = no difference)', compared)],
    [
      'waiting-curve',
      linesOf('Served orders that had their truck after … minutes', sketch.waiting),
    ],
    [
      'lorenz-curve',
      linesOf('Share of income held by the poorest share of drivers', sketch.lorenz),
    ],
  ];
  const files: string[] = [];
  for (const [name, option] of drawings) {
    const file = join(folder, `${name}.svg`);
    await writeFile(file, drawn(option));
    files.push(file);
  }
  return files;
}

function drawn(option: object): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  chart.setOption({ animation: false, backgroundColor: '#fff', ...option });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

const barsOf = (title: string, modes: readonly string[], values: readonly number[]): object => ({
  title: { text: title, left: 'center' },
  grid: { left: 70, right: 30, bottom: 80 },
  xAxis: { type: 'category', data: modes, axisLabel: { interval: 0, rotate: 20 } },
  yAxis: { type: 'value' },
  series: [{ type: 'bar', data: values, barMaxWidth: 60, label: { show: true, position: 'top' } }],
});

const groupBarsOf = (title: string, compared: readonly Compared[]): object => ({
  title: { text: title, left: 'center' },
  legend: { bottom: 0 },
  grid: { left: 70, right: 30, bottom: 110 },
  xAxis: {
    type: 'category',
    data: compared.map(({ mode }) => mode),
    axisLabel: { interval: 0, rotate: 20 },
  },
  yAxis: { type: 'value' },
  series: (compared[0]?.gaps ?? []).map(({ group }, at) => ({
    type: 'bar',
    name: group,
    data: compared.map(({ gaps }) => gaps[at]?.ratio ?? null),
  })),
});

const linesOf = (title: string, curves: ReadonlyMap<string, Curve>): object => ({
  title: { text: title, left: 'center' },
  legend: { bottom: 0 },
  grid: { left: 70, right: 30, bottom: 70 },
  xAxis: { type: 'value', max: 'dataMax' },
  yAxis: { type: 'value', max: 1 },
  series: Array.from(curves, ([name, data]) => ({ type: 'line', name, data, showSymbol: false })),
});

const mapped = <A, B>(of: ReadonlyMap<string, A>, to: (value: A) => B): Map<string, B> =>
  new Map(Array.from(of, ([name, value]) => [name, to(value)]));
