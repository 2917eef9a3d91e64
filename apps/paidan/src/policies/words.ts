import { FACTOR_LABELS } from '#libs/explanations';
import type { PolicyChange, TablePoint } from '#libs/matcher';

type Weight = Extract<PolicyChange, { readonly kind: 'weight' }>;

/** Each change as a line or a table, for people; `--json` has the same for programs. */
export function diffLines(changes: readonly PolicyChange[]): string[] {
  if (changes.length === 0) return ['The two say the same.'];
  return changes.flatMap((change) => {
    switch (change.kind) {
      case 'weight':
        return [weightLine(change)];
      case 'table':
        return [change.path, ...change.points.map(pointLine)];
      case 'value':
        return [`${change.path}  ${shown(change.before)} → ${shown(change.after)}`];
    }
  });
}

/** What it would change, said to whom it decides over. */
export function wordsOf(changes: readonly PolicyChange[]): string[] {
  const said = changes
    .filter(({ path }) => !['/name', '/version', '/cityCode'].includes(path))
    .map((change) => {
      switch (change.kind) {
        case 'weight':
          return weightWords(change);
        case 'table':
          return `${lastOf(change.path)}: ${tableWords(change.points)}`;
        case 'value':
          return `${plain(change.path)}: ${shown(change.before)} becomes ${shown(change.after)}`;
      }
    });
  return said.length === 0 ? ['nothing that decides'] : said;
}

export const largeLine = (changes: readonly PolicyChange[]): string | null => {
  const large = changes.filter((change) => change.kind === 'weight' && change.large);
  if (large.length === 0) return null;
  const many = large.length === 1 ? 'One weight changes' : `${large.length} weights change`;
  return `${many} by more than 20 %: putting it in force needs a shadow run and --force.`;
};

function weightLine({ path, before, after, sharePermille, changePermille, large }: Weight): string {
  const share = `${percent(sharePermille.before)} → ${percent(sharePermille.after)} of the whole`;
  const change = changePermille === null ? 'new' : signed(changePermille);
  const compensation = path === '/remedies/compensationWeight';
  const parts = [path, `${before} → ${after}`, ...(compensation ? [] : [share]), change];
  return [...parts, ...(large ? ['LARGE'] : [])].join('  ');
}

function weightWords({ part, before, after, sharePermille }: Weight): string {
  const label = part === 'compensation' ? 'priority owed' : FACTOR_LABELS[part].en;
  if (before === 0) return `${label} begins to count, by ${after}`;
  if (after === 0) return `${label} no longer counts; it was ${before}`;
  const more = after > before ? 'more' : 'less';
  const share =
    part === 'compensation'
      ? ''
      : `, ${percent(sharePermille.before)} → ${percent(sharePermille.after)} of the whole`;
  return `${label} counts for ${more}: ${before} → ${after}${share}`;
}

function tableWords(points: readonly TablePoint[]): string {
  const at = (those: readonly TablePoint[]): string => those.map((point) => point.at).join(', ');
  const more = points.filter(({ before, after }) => after > before);
  const less = points.filter(({ before, after }) => after < before);
  const said = [
    ...(more.length === 0 ? [] : [`more points at ${at(more)}`]),
    ...(less.length === 0 ? [] : [`fewer points at ${at(less)}`]),
  ];
  return said.length === 0 ? 'the same points at other knots' : said.join('; ');
}

const pointLine = ({ at, before, after }: TablePoint): string =>
  `  ${String(at).padStart(10)}  ${String(before).padStart(4)} → ${String(after).padStart(4)}` +
  (before === after ? '' : `  ${signedWhole(after - before)}`);

const percent = (permille: number): string => `${(permille / 10).toFixed(1)} %`;
const signed = (permille: number): string =>
  `${permille < 0 ? '−' : '+'}${Math.abs(permille / 10).toFixed(1)} %`;
const signedWhole = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value)}`;
const shown = (value: unknown): string =>
  value === undefined ? '(not said)' : JSON.stringify(value);
const plain = (path: string): string => path.slice(1).replaceAll('/', '.');
const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
