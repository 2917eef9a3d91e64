import Table from 'cli-table3';
import type { ExplanationView, Locale } from '#libs/contracts';
import type { DriverCard } from '#libs/explanations';
import { PLAIN } from '../demo/table.js';

type Text = DriverCard['roleLabel'];
type Said = DriverCard['reasons'][number];
type Language = keyof Text;

/** What the page itself says; everything about the decision comes with the card. */
const WORDS = {
  order: { zh: '订单', en: 'order' },
  at: { zh: '北京时间', en: 'Beijing time' },
  reasons: { zh: '为什么', en: 'Why' },
  countedMost: { zh: '什么最重要', en: 'What counted most' },
  couldChange: { zh: '你可以改变什么', en: 'What you could change' },
  means: { zh: '对你意味着什么', en: 'What it means for you' },
  objecting: { zh: '怎样提出异议', en: 'How to object' },
  part: { zh: '项目', en: 'part' },
  points: { zh: '得分（满分 1000）', en: 'points of 1000' },
  weight: { zh: '权重', en: 'weight' },
  worth: { zh: '计入总分', en: 'worth' },
  total: { zh: '你的总分', en: 'your total' },
  needed: { zh: '需要的总分', en: 'total needed' },
  full: { zh: '完整记录', en: 'full record' },
  rules: { zh: '派单规则', en: 'rules' },
} as const satisfies Readonly<Record<string, Text>>;

const LANGUAGES_OF: Readonly<Record<Locale, readonly Language[]>> = {
  'zh-CN': ['zh'],
  en: ['en'],
};

/**
 * The card in an answer; its `schema` says that it has this shape. Null where nothing was decided.
 */
export function cardIn({ explanation }: ExplanationView): DriverCard | null {
  if (typeof explanation !== 'object' || explanation === null) return null;
  const { schema } = explanation as Partial<DriverCard>;
  return schema === 'paidan.card/1' ? (explanation as DriverCard) : null;
}

/**
 * One screen: yes or no, why, what counted most, what to change, how to object; then the sum. In
 * both languages, or in the one that is asked for.
 */
export function cardPage(driverId: string, card: DriverCard, locale?: Locale): string {
  const languages = locale === undefined ? (['zh', 'en'] as const) : LANGUAGES_OF[locale];
  const page = new Page(languages);
  const { decision, objecting } = card;
  page.line(card.answer.text);
  page.rule();
  page.line(card.question, card.roleLabel);
  page.about(driverId, decision);
  page.section(WORDS.reasons, card.reasons);
  page.section(WORDS.countedMost, [card.countedMost]);
  page.section(WORDS.couldChange, card.couldChange);
  page.section(WORDS.means, card.means);
  page.section(WORDS.objecting, objecting.ways);
  if (card.parts.length > 0) page.table(card);
  page.line(WORDS.full, card.more.full);
  page.line(WORDS.rules, card.more.rules);
  return page.text;
}

const CHINA_MS = 8 * 3_600_000;

class Page {
  private readonly lines: string[] = [];

  constructor(private readonly languages: readonly Language[]) {}

  get text(): string {
    return this.lines.join('\n');
  }

  line(...words: readonly (Text | string)[]): void {
    this.lines.push(words.map((each) => this.say(each)).join(' '));
  }

  rule(): void {
    this.lines.push('─'.repeat(60));
  }

  about(driverId: string, { kindLabel, orderId, decidedAt }: DriverCard['decision']): void {
    const at = new Date(Date.parse(decidedAt) + CHINA_MS).toISOString();
    const when = `${this.say(WORDS.at)} ${at.slice(0, 16).replace('T', ' ')}`;
    const order = orderId === null ? [] : [`${this.say(WORDS.order)} ${orderId.slice(-8)}`];
    this.lines.push([this.say(kindLabel), driverId, ...order, when].join(' · '));
  }

  section(title: Text, said: readonly Said[]): void {
    if (said.length === 0) return;
    this.line(title);
    for (const { text } of said) {
      for (const language of this.languages) this.lines.push(`  ${text[language]}`);
    }
  }

  table({ parts, total, cutoffTotal }: DriverCard): void {
    const { part, points, weight, worth } = WORDS;
    const head = [part, points, weight, worth].map((each) => this.say(each));
    const colAligns = ['left' as const, ...head.slice(1).map(() => 'right' as const)];
    const table = new Table({ head, colAligns, ...PLAIN });
    for (const each of parts) {
      const numbers = [each.points, each.weight, each.contribution].map(String);
      table.push([this.say(each.label), ...numbers]);
    }
    table.push([this.say(WORDS.total), '', '', String(total)]);
    if (cutoffTotal !== null) table.push([this.say(WORDS.needed), '', '', String(cutoffTotal)]);
    this.lines.push(table.toString());
  }

  private say(words: Text | string): string {
    if (typeof words === 'string') return words;
    return this.languages.map((language) => words[language]).join(' ');
  }
}
