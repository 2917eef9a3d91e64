import type { PublishedRules } from '#libs/explanations';
import { escaped as e, html, type Html } from './html.js';

type Language = 'zh' | 'en';
type Text = Readonly<Record<Language, string>>;
type Factor = PublishedRules['factors'][number];

export type RulesAnswer = PublishedRules & {
  /** Null for every city without its own. */
  readonly city: { readonly code: string; readonly zh: string; readonly en: string } | null;
  readonly inForce: boolean;
  /** Policies that decide for a share of new orders beside the one in force. */
  readonly rollouts: readonly RuleRollout[];
  readonly versions: readonly {
    readonly policyHash: string;
    readonly name: string;
    readonly version: number;
    readonly cityCode: string;
    readonly activeSince: string | null;
  }[];
};

export type RuleRollout = {
  readonly policyHash: string;
  readonly baseHash: string;
  readonly name: string;
  readonly version: number;
  readonly cityCode: string;
  readonly method: 'percent' | 'switchback';
  readonly percent: number;
  readonly windowMinutes: number | null;
  readonly region: 'city' | 'market' | null;
  readonly from: string;
  readonly until: string | null;
};

const WORDS = {
  title: { zh: '派单规则', en: 'Rules of allocation' },
  everywhere: { zh: '没有单独规则的所有城市', en: 'every city without rules of its own' },
  version: { zh: '版本', en: 'version' },
  inForce: { zh: '现行', en: 'in force' },
  earlier: { zh: '不是现行版本', en: 'not the version in force' },
  other: { zh: 'English', en: '中文' },
  how: { zh: '怎样分配', en: 'How an order is given' },
  counts: { zh: '计分的各项', en: 'What counts, and how much' },
  weight: { zh: '权重', en: 'weight' },
  share: { zh: '占满分', en: 'of the whole' },
  neutral: { zh: '关闭个人特征时得分', en: 'points with the profile off' },
  measured: { zh: '实际情况', en: 'measured' },
  points: { zh: '得分', en: 'points' },
  between: { zh: '两点之间按直线计算', en: 'straight lines between the rows' },
  refusals: { zh: '什么时候不能参加', en: 'When you cannot take part' },
  inOrder: { zh: '按此顺序检查，只告知第一条', en: 'checked in this order; the first is told' },
  bodies: { zh: '可代替的车型与资质', en: 'Bodies that may serve, and licences' },
  profile: { zh: '个人特征', en: 'The profile' },
  ties: { zh: '总分相同怎么办', en: 'When totals are equal' },
  windows: { zh: '时限', en: 'Time limits' },
  limits: { zh: '数量限制', en: 'Other limits' },
  never: { zh: '从不使用', en: 'What is never used' },
  object: { zh: '怎样提出异议', en: 'How to object' },
  versions: { zh: '各版本', en: 'Versions' },
  trying: { zh: '正在试行', en: 'Being tried' },
  byOrder: { zh: '% 的新订单，逐单抽取', en: '% of new orders, each drawn for itself' },
  byStretch: {
    zh: '% 的时段，按地区轮换；每段分钟数：',
    en: '% of stretches of time, by region; minutes of each: ',
  },
  keeps: {
    zh: '订单发布时抽中哪套规则，就一直用到结束；每条说明都写明是哪一套。',
    en: 'An order keeps to its end the rules it drew when it was posted; each explanation names them.',
  },
  city: { zh: '城市', en: 'city' },
  since: { zh: '生效时间', en: 'in force since' },
  all: { zh: '其他城市', en: 'elsewhere' },
} as const satisfies Readonly<Record<string, Text>>;

/** The rules as one page without a script, in one language, with a way to the other. */
export function rulesPage(rules: RulesAnswer, language: Language): string {
  const say = (word: keyof typeof WORDS): string => WORDS[word][language];
  const list = (said: readonly { readonly text: Text }[]): Html =>
    html`<ul>
      ${said.map(({ text }) => html`<li>${text[language]}</li>`)}
    </ul>`;
  const section = (id: string, title: string, ...content: readonly Html[]): Html =>
    html`<section id="${id}" class="card">
      <h2>${title}</h2>
      ${content}
    </section>`;
  const where = rules.city?.[language] ?? say('everywhere');
  const other = language === 'zh' ? 'en' : 'zh';
  const numbers = (rows: PublishedRules['windows']): Html =>
    html`<dl>
      ${rows.map(
        ({ code, label, text, value }) =>
          html`<div data-code="${code}" data-value="${value}">
            <dt>${label[language]}</dt>
            <dd>${text[language]}</dd>
          </div>`,
      )}
    </dl>`;
  return html`<!doctype html>
    <html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${say('title')} · Paidan</title>
        <link rel="icon" type="image/svg+xml" href="/console/icon.svg" />
        <link rel="stylesheet" href="/console/console.css" />
        <link rel="stylesheet" href="/console/rules.css" />
      </head>
      <body class="rules">
        <header class="rules-top">
          <h1>${say('title')}</h1>
          <p class="where">
            ${where} · ${rules.name} · ${say('version')} ${rules.version} ·
            <strong data-in-force="${rules.inForce}"
              >${say(rules.inForce ? 'inForce' : 'earlier')}</strong
            >
          </p>
          <p class="hash">${rules.policyHash}</p>
          <p>
            <a rel="alternate" hreflang="${other}" href="?${addressOf(rules, other)}"
              >${say('other')}</a
            >
          </p>
        </header>
        <main>
          ${section('how', say('how'), list(rules.principles))}
          ${section(
            'counts',
            say('counts'),
            html`${rules.factors.map((factor) => factorCard(factor, language, say))}`,
            html`<p>${rules.compensation.text[language]}</p>`,
          )}
          ${section(
            'refusals',
            say('refusals'),
            html`<p class="note">${say('inOrder')}</p>`,
            html`<ol>
              ${rules.refusals.map(
                ({ reason, label, sentence }) =>
                  html`<li data-reason="${reason}">
                    <strong>${label[language]}</strong> ${sentence.text[language]}
                  </li>`,
              )}
            </ol>`,
          )}
          ${section('bodies', say('bodies'), list([...rules.substitutions, ...rules.implied]))}
          ${section('profile', say('profile'), list(rules.profile))}
          ${section('ties', say('ties'), list(rules.ties))}
          ${section('windows', say('windows'), numbers(rules.windows))}
          ${section('limits', say('limits'), numbers(rules.limits))}
          ${section('never', say('never'), list(rules.neverUsed))}
          ${section('object', say('object'), list(rules.objecting))}
          ${
            rules.rollouts.length === 0
              ? html``
              : section('trying', say('trying'), ...rolloutsShown(rules, language, say))
          }
          ${section('versions', say('versions'), versionsTable(rules, language, say))}
        </main>
      </body>
    </html> `.toString();
}

type Say = (word: keyof typeof WORDS) => string;

const factorCard = (factor: Factor, language: Language, say: Say): Html =>
  html`<article class="rule-factor" data-factor="${factor.factor}" data-weight="${factor.weight}">
    <h3>${factor.label[language]}</h3>
    <p class="figures">
      ${say('weight')} ${factor.weight} · ${factor.sharePermille / 10}%
      ${say('share')}${
        factor.neutralPoints === null ? '' : ` · ${say('neutral')} ${factor.neutralPoints}`
      }
    </p>
    <p>${factor.sentence.text[language]}</p>
    ${factor.table.length === 0 ? html`` : pointsTable(factor, language, say)}
  </article>`;

const pointsTable = ({ table }: Factor, language: Language, say: Say): Html =>
  html`<div class="scale">
    ${curve(table)}
    <table>
      <caption>
        ${say('between')}
      </caption>
      <thead>
        <tr>
          <th scope="col">${say('measured')}</th>
          <th scope="col">${say('points')}</th>
        </tr>
      </thead>
      <tbody>
        ${table.map(
          ({ text, points }) =>
            html`<tr>
              <td>${text[language]}</td>
              <td class="number" data-points="${points}">${points}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;

const WIDTH = 240;
const HEIGHT = 80;

/** The same numbers as a line; the table beside it says them. */
function curve(table: Factor['table']): Html {
  const last = table.at(-1)?.at ?? 0;
  const points = table
    .map(({ at, points: high }) => {
      const x = last === 0 ? 0 : Math.round((WIDTH * at) / last);
      return `${x},${HEIGHT - Math.round((HEIGHT * high) / 1000)}`;
    })
    .join(' ');
  return html`<svg class="curve" viewBox="-4 -4 ${WIDTH + 8} ${HEIGHT + 8}" aria-hidden="true">
    <polyline points="${points}" />
  </svg>`;
}

const versionsTable = (rules: RulesAnswer, language: Language, say: Say): Html =>
  html`<table>
    <thead>
      <tr>
        <th scope="col">${say('version')}</th>
        <th scope="col">${say('city')}</th>
        <th scope="col">${say('since')}</th>
      </tr>
    </thead>
    <tbody>
      ${rules.versions.map(
        ({ policyHash, name, version, cityCode, activeSince }) =>
          html`<tr data-hash="${policyHash}">
            <td>
              <a href="?hash=${encodeURIComponent(policyHash)}&amp;lang=${language}"
                >${name} ${version}</a
              >
            </td>
            <td>${cityCode === '*' ? say('all') : cityCode}</td>
            <td>${activeSince ?? '–'}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;

const rolloutsShown = (rules: RulesAnswer, language: Language, say: Say): Html[] => [
  html`<ul>
    ${rules.rollouts.map(
      ({ policyHash, name, version, cityCode, method, percent, windowMinutes, from }) =>
        html`<li data-rollout="${policyHash}" data-percent="${percent}">
          <a href="?hash=${encodeURIComponent(policyHash)}&amp;lang=${language}"
            >${name} ${version}</a
          >
          · ${cityCode === '*' ? say('all') : cityCode} ·
          ${percent}${
            method === 'percent' ? say('byOrder') : `${say('byStretch')}${windowMinutes ?? 0}`
          }
          · ${say('since')} ${from}
        </li>`,
    )}
  </ul>`,
  html`<p class="note">${say('keeps')}</p>`,
];

const addressOf = ({ city, inForce, policyHash }: RulesAnswer, language: Language): Html => {
  const asked = new URLSearchParams({
    ...(city === null ? {} : { city: city.code }),
    ...(inForce ? {} : { hash: policyHash }),
    lang: language,
  });
  return e(asked.toString());
};
