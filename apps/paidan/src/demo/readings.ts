import Table from 'cli-table3';
import type { DriverExplanation, DriverRole } from '#libs/explanations';
import { driver, type Ways } from './cast.js';
import { explanationIn } from './explanation-shape.js';
import type { PlannedDriver } from './fleet.js';
import type { Posted } from './market.js';
import { PLAIN } from './table.js';

const WANTED = ['WON', 'LOST', 'REFUSED', 'NOT_REACHED'] as const satisfies readonly DriverRole[];
type Wanted = (typeof WANTED)[number];
type Reading = { readonly driverId: string; readonly explanation: DriverExplanation };

/** How many orders, and how many drivers of each, are asked before a role is given up. */
const ORDERS_MAX = 25;
const STRANGERS_MAX = 6;

/**
 * One explanation each for a winner, a loser, a refused and a driver nobody looked at, as he reads
 * it.
 */
export async function readings(
  ways: Ways,
  posted: readonly Posted[],
  fleet: readonly PlannedDriver[],
): Promise<string> {
  const found = new Map<Wanted, Reading>();
  for (const order of richest(posted).slice(0, ORDERS_MAX)) {
    if (found.size === WANTED.length) break;
    for (const driverId of whoToAsk(order, fleet)) {
      const explanation = await asked(ways, order.orderId, driverId);
      const role = WANTED.find((each) => each === explanation?.role);
      if (role !== undefined && explanation !== null && !found.has(role)) {
        found.set(role, { driverId, explanation });
      }
    }
  }
  return WANTED.map((role) => {
    const reading = found.get(role);
    return reading === undefined ? `${role}: nobody in this run.` : page(reading);
  }).join('\n\n');
}

const richest = (posted: readonly Posted[]): Posted[] =>
  posted
    .filter(({ plan: { keyDriver, turn } }) => keyDriver !== null && turn === 'none')
    .sort((a, b) => b.grabbers.size - a.grabbers.size);

/** Who grabbed, and a few from other parts of the country. */
function whoToAsk({ grabbers, plan }: Posted, fleet: readonly PlannedDriver[]): string[] {
  const strangers = fleet.filter(
    ({ home, onDuty }) => onDuty && Math.abs(home.lat - plan.from.lat) > 6,
  );
  return [...grabbers, ...strangers.slice(0, STRANGERS_MAX).map(({ driverId }) => driverId)];
}

async function asked(
  { http }: Pick<Ways, 'http'>,
  orderId: string,
  driverId: string,
): Promise<DriverExplanation | null> {
  const who = driver(driverId);
  return explanationIn(
    await http.ask('order.explain', who, { orderId, locale: 'en', view: 'full' }),
  );
}

/**
 * What the driver sees: the reasons in both languages, then his own parts, which add up to his
 * total.
 */
export function page({ driverId, explanation }: Reading): string {
  const { role, roleLabel, decision, narrative, parts, outcome, refusal } = explanation;
  const title = `${role} ${roleLabel.zh} · ${driverId} · order ${decision.orderId?.slice(-8) ?? '–'}`;
  const lines = [title, '─'.repeat(title.length)];
  for (const { text } of narrative) lines.push(`  ${text.zh}`, `  ${text.en}`);
  if (parts.length > 0) lines.push(partsTable(explanation));
  if (outcome.total !== null && outcome.cutoffTotal !== null) {
    lines.push(`  total ${outcome.total}, needed ${outcome.cutoffTotal}, gap ${outcome.gap}`);
  }
  if (refusal !== null) lines.push(`  ${refusal.label.zh} ${refusal.label.en} (${refusal.reason})`);
  return lines.join('\n');
}

function partsTable({ parts, outcome }: DriverExplanation): string {
  const table = new Table({
    head: ['part', '', 'points', 'weight', 'worth', 'why'],
    colWidths: [29, 16, 8, 8, 8, 78],
    ...PLAIN,
  });
  for (const { label, points, weight, contribution, sentence } of parts) {
    const numbers = [points, weight, contribution].map(String);
    table.push([label.en, label.zh, ...numbers, sentence.text.en]);
  }
  table.push(['total', '合计', '', '', String(outcome.total), '']);
  return table.toString();
}
