import Table from 'cli-table3';
import type { ExplanationView } from '#libs/contracts';
import type { DriverCard } from '#libs/explanations';
import { PLAIN } from '../demo/table.js';

type Said = DriverCard['reasons'][number];

/**
 * The card in an answer; its `schema` says that it has this shape. Null where nothing was decided.
 */
export function cardIn({ explanation }: ExplanationView): DriverCard | null {
  if (typeof explanation !== 'object' || explanation === null) return null;
  const { schema } = explanation as Partial<DriverCard>;
  return schema === 'paidan.card/1' ? (explanation as DriverCard) : null;
}

/**
 * One screen, in both languages: the answer, why, what counted most, what to change, how to object.
 */
export function cardPage(driverId: string, card: DriverCard): string {
  const { decision, role, roleLabel, question, objecting } = card;
  const about = decision.orderId === null ? decision.kind : `order ${decision.orderId.slice(-8)}`;
  const title = `${role} ${roleLabel.zh} ${roleLabel.en} · ${driverId} · ${about}`;
  const section = (zh: string, en: string, said: readonly Said[]): string[] =>
    said.length === 0
      ? []
      : [`${zh} ${en}`, ...said.flatMap(({ text }) => [`  ${text.zh}`, `  ${text.en}`])];
  return [
    title,
    '─'.repeat(title.length),
    `${question.zh} ${question.en}`,
    ...card.reasons.flatMap(({ text }) => [`  ${text.zh}`, `  ${text.en}`]),
    ...section('什么最重要', 'What counted most', [card.countedMost]),
    ...section('你可以改变什么', 'What you could change', card.couldChange),
    ...section('对你意味着什么', 'What it means', card.means),
    ...section('怎样提出异议', 'How to object', objecting.ways),
    ...(card.parts.length === 0 ? [] : [partsTable(card)]),
    `full record: ${card.more.full}`,
    `rules: ${card.more.rules}`,
  ].join('\n');
}

function partsTable({ parts, total, cutoffTotal }: DriverCard): string {
  const table = new Table({ head: ['part', '', 'points', 'weight', 'worth'], ...PLAIN });
  for (const { label, points, weight, contribution } of parts) {
    table.push([label.en, label.zh, String(points), String(weight), String(contribution)]);
  }
  table.push(['total', '合计', '', '', String(total)]);
  if (cutoffTotal !== null) table.push(['needed', '中选', '', '', String(cutoffTotal)]);
  return table.toString();
}
