import Table from 'cli-table3';
import type { AnswerOf } from '#libs/contracts';
import type { DriverExplanation } from '#libs/explanations';
import { inParallel } from '../asking/in-parallel.js';
import { driver, OPERATOR, type Ways } from './cast.js';
import { explanationIn } from './explanation-shape.js';
import type { Posted } from './market.js';

const AT_ONCE = 8;
const REASONS_SHOWN = 3;
const PARTS_SHOWN = 3;

/** Plain, so that a log or a pipe shows the same; colours would add nothing. */
export const PLAIN = { style: { head: [], border: [], compact: true }, wordWrap: true };

/** Short names for a narrow column; the explanations have the full ones. */
const SHORT: Readonly<Record<DriverExplanation['parts'][number]['factor'], string>> = {
  pickup_distance: 'pickup',
  arrival_slack: 'slack',
  body_fit: 'body',
  load_fit: 'load',
  completion_rate: 'completed',
  punctuality: 'on time',
  lane_experience: 'lane',
  completed_together: 'together',
  waiting: 'waited',
  cargo_experience: 'cargo',
  exploration: 'new',
  observed_rating: 'rated',
  fair_share: 'share',
  homeward: 'home',
  return_load: 'return',
  familiar_driver: 'familiar',
  compensation: 'owed',
};

const COLUMNS = [
  ['order', 10],
  ['lane', 32],
  ['candidates', 12],
  ['refused by reason', 34],
  ['grabs', 7],
  ['winner', 11],
  ["winner's parts", 44],
] as const;

/**
 * One row an order: from where to where, who was looked at, why not they, who grabbed and who won.
 */
export async function orderTable(ways: Ways, posted: readonly Posted[]): Promise<string> {
  const table = new Table({
    head: COLUMNS.map(([name]) => name),
    colWidths: COLUMNS.map(([, width]) => width),
    ...PLAIN,
  });
  table.push(...(await inParallel(posted, AT_ONCE, (order) => rowOf(ways, order))));
  return table.toString();
}

async function rowOf({ http }: Ways, { orderId, plan: { from, to } }: Posted): Promise<string[]> {
  const told = await http.ask('order.funnel', OPERATOR, { orderId });
  const { driverId, status } = await http.ask('order.get', OPERATOR, { orderId });
  const won = driverId === null ? null : await explained({ http }, orderId, driverId);
  return [
    orderId.slice(-8),
    `${from.name} ${from.cityZh} → ${to.name} ${to.cityZh}`,
    told.funnel?.evaluated ?? 0,
    reasonsIn(told),
    told.funnel?.grabbed ?? 0,
    status === 'expired' || status === 'cancelled' ? status : (driverId ?? status),
    won === null ? '' : partsLine(won),
  ].map(String);
}

async function explained(
  { http }: Pick<Ways, 'http'>,
  orderId: string,
  winner: string,
): Promise<DriverExplanation | null> {
  return explanationIn(
    await http.ask('order.explain', driver(winner), { orderId, locale: 'en', view: 'full' }),
  );
}

function reasonsIn({ funnel }: AnswerOf<'order.funnel'>): string {
  const counts = Object.entries(funnel?.refused ?? {}).sort((a, b) => b[1] - a[1]);
  const shown = counts.slice(0, REASONS_SHOWN).map(([reason, count]) => `${reason} ${count}`);
  return counts.length > REASONS_SHOWN ? `${shown.join(', ')}, …` : shown.join(', ');
}

/** The largest by name and the rest as one, so that the line still adds up. */
function partsLine({ parts, outcome }: DriverExplanation): string {
  if (outcome.total === null) return '';
  const byWorth = [...parts].sort((a, b) => b.contribution - a.contribution);
  const rest = byWorth.slice(PARTS_SHOWN);
  const restSum = rest.reduce((sum, { contribution }) => sum + contribution, 0);
  const named = byWorth
    .slice(0, PARTS_SHOWN)
    .map(({ factor, contribution }) => `${SHORT[factor]} ${contribution}`);
  return `${[...named, `${rest.length} more ${restSum}`].join(' + ')} = ${outcome.total}`;
}
