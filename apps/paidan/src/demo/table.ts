import Table from 'cli-table3';
import type { AnswerOf } from '#libs/contracts';
import type { DriverExplanation } from '#libs/explanations';
import { inParallel } from '../asking/in-parallel.js';
import { driver, OPERATOR, type Ways } from './cast.js';
import { explanationIn, type PartView } from './explanation-shape.js';
import type { Posted } from './market.js';

const AT_ONCE = 8;
const REASONS_SHOWN = 3;
const PARTS_SHOWN = 3;

/** Plain, so that a log or a pipe shows the same; colours would add nothing. */
export const PLAIN = { style: { head: [], border: [], compact: true } };

/** One line an order: where from and to, who was looked at, why not they, who grabbed and who won. */
export async function orderTable({ http }: Ways, posted: readonly Posted[]): Promise<string> {
  const head = [
    'order',
    'lane',
    'candidates',
    'refused by reason',
    'grabs',
    'winner',
    "winner's parts",
  ];
  const table = new Table({ head, ...PLAIN });
  const rows = await inParallel(posted, AT_ONCE, async ({ orderId, plan: { from, to } }) => {
    const told = await http.ask('order.funnel', OPERATOR, { orderId });
    const won = told.winner === null ? null : await partsOf({ http }, orderId, told.winner);
    return [
      orderId.slice(-8),
      `${from.name} ${from.cityZh} → ${to.name} ${to.cityZh}`,
      told.funnel?.evaluated ?? 0,
      reasonsIn(told),
      told.funnel?.grabbed ?? 0,
      told.winner ?? told.kind ?? '',
      won === null ? '' : partsLine(won),
    ].map(String);
  });
  table.push(...rows);
  return table.toString();
}

async function partsOf(
  { http }: Pick<Ways, 'http'>,
  orderId: string,
  winner: string,
): Promise<DriverExplanation | null> {
  const answer = await http.ask('order.explain', driver(winner), { orderId, locale: 'en' });
  return explanationIn(answer);
}

function reasonsIn({ funnel }: AnswerOf<'order.funnel'>): string {
  const counts = Object.entries(funnel?.refused ?? {}).sort((a, b) => b[1] - a[1]);
  const shown = counts.slice(0, REASONS_SHOWN).map(([reason, count]) => `${reason} ${count}`);
  return counts.length > REASONS_SHOWN ? `${shown.join(', ')}, …` : shown.join(', ');
}

/** The largest by name and the rest as one, so that the line still adds up. */
export function partsLine({
  parts,
  outcome,
}: Pick<DriverExplanation, 'parts' | 'outcome'>): string {
  if (outcome.total === null) return 'first wins';
  const byWorth = [...parts].sort((a, b) => b.contribution - a.contribution);
  const rest = byWorth.slice(PARTS_SHOWN);
  const restSum = rest.reduce((sum, { contribution }) => sum + contribution, 0);
  const named = byWorth.slice(0, PARTS_SHOWN).map((part: PartView) => {
    return `${part.factor} ${part.contribution}`;
  });
  return `${[...named, `${rest.length} more ${restSum}`].join(' + ')} = ${outcome.total}`;
}
