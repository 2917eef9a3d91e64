import type { RefusalUnit } from '#libs/matcher';
import {
  BLOCK_LABELS,
  BODY_LABELS,
  CANCELLER_LABELS,
  CARGO_LABELS,
  DECLINE_REASON_LABELS,
  FACTOR_LABELS,
  MODE_LABELS,
  OFFER_STATE_LABELS,
  PLACE_SOURCE_LABELS,
  PROFILE_CAUSE_LABELS,
  QUALIFICATION_LABELS,
  REFUSAL_LABELS,
  RELEASE_CAUSE_LABELS,
  type Language,
  type Text,
} from './labels.js';

/**
 * How a recorded value is read out. Nothing that was compared is rounded: a sentence that said 300
 * km for 300,040 m would contradict the refusal it explains. No Intl: its output depends on the
 * machine's data.
 */
export type Unit =
  | RefusalUnit
  | 'milliseconds'
  | 'milli_orders'
  | 'more_completed'
  | 'permille'
  | 'points'
  | 'count'
  | 'moment'
  | 'date'
  | 'meters_up'
  | 'meters_down'
  | 'city'
  | 'cargo'
  | 'mode'
  | 'factor'
  | 'refusal'
  | 'canceller'
  | 'decline_reason'
  | 'profile_cause'
  | 'days'
  | 'fen'
  | 'milli_stars'
  | 'milli_ratings'
  | 'text';

export type Scalar = number | string | boolean;

export function format(value: Scalar, unit: Unit, language: Language): string {
  if (typeof value === 'number') return NUMBERS[unit]?.(value, language) ?? thousands(value);
  if (typeof value === 'boolean') return YES_OR_NO[language][Number(value)] ?? '';
  const labels = LABELS[unit];
  if (labels === undefined) return value;
  const one = labels[value]?.[language];
  if (one !== undefined) return one;
  const words = value.split(',').map((code) => labels[code]?.[language] ?? code);
  return words.join(language === 'zh' ? '、' : ', ');
}

const YES_OR_NO: Readonly<Record<Language, readonly [no: string, yes: string]>> = {
  zh: ['否', '是'],
  en: ['no', 'yes'],
};

/** `9200` is `9,200`; also in Chinese, where trucks' papers write it so. */
export function thousands(value: number): string {
  const digits = String(value);
  return value > -1_000 && value < 1_000 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Exact decimal of `value / divisor` for a divisor that is a power of ten. */
function decimal(value: number, divisor: number): string {
  const digits = String(divisor).length - 1;
  const padded = String(Math.abs(value)).padStart(digits + 1, '0');
  const fraction = padded.slice(-digits).replace(/0+$/, '');
  const whole = `${value < 0 ? '-' : ''}${thousands(Number(padded.slice(0, -digits)))}`;
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

type Say = (value: number, language: Language) => string;

const counted =
  (zh: string, one: string, many: string): Say =>
  (value, language) =>
    language === 'zh'
      ? `${thousands(value)} ${zh}`
      : `${thousands(value)} ${value === 1 ? one : many}`;

const NUMBERS: Readonly<Partial<Record<Unit, Say>>> = {
  kilograms: counted('公斤', 'kg', 'kg'),
  orders: counted('单', 'order', 'orders'),
  days: counted('天', 'day', 'days'),
  more_completed: counted('单', 'more completed order', 'more completed orders'),
  vehicle_slots: counted('个车位', 'vehicle slot', 'vehicle slots'),
  litres: (value, language) => `${decimal(value, 1000)} ${language === 'zh' ? '立方米' : 'm³'}`,
  meters: kilometers,
  millimeters: (value, language) => `${decimal(value, 1000)} ${language === 'zh' ? '米' : 'm'}`,
  milli_orders: (value, language) =>
    `${decimal(value, 1000)} ${language === 'zh' ? '单' : value === 1000 ? 'order' : 'orders'}`,
  milli_stars: (value, language) =>
    `${decimal(value, 1000)} ${language === 'zh' ? '星' : value === 1000 ? 'star' : 'stars'}`,
  milli_ratings: (value, language) =>
    `${decimal(value, 1000)} ${language === 'zh' ? '次评价' : value === 1000 ? 'rating' : 'ratings'}`,
  fen: (value, language) => `${decimal(value, 100)} ${language === 'zh' ? '元' : 'CNY'}`,
  permille: (value) => `${decimal(value, 10)}%`,
  seconds: (value, language) => duration(value * 1000, language),
  milliseconds: duration,
  // Of a coarse place or an advice: to a tenth of a kilometre, to the side on which it stays true.
  meters_up: (value, language) => kilometers(Math.ceil(value / 100) * 100, language),
  meters_down: (value, language) => kilometers(Math.floor(value / 100) * 100, language),
  moment: beijingTime,
  date: beijingDate,
};

function kilometers(meters: number, language: Language): string {
  return `${decimal(meters, 1000)} ${language === 'zh' ? '公里' : 'km'}`;
}

function duration(ms: number, language: Language): string {
  const rest = Math.abs(ms);
  const pieces: readonly (readonly [string, string, string])[] = [
    [thousands(Math.floor(rest / 3_600_000)), '小时', 'h'],
    [String(Math.floor(rest / 60_000) % 60), '分钟', 'min'],
    [decimal(rest % 60_000, 1000), '秒', 's'],
  ];
  const said = pieces
    .filter(([amount]) => amount !== '0')
    .map(([amount, zh, en]) => `${amount} ${language === 'zh' ? zh : en}`);
  if (said.length === 0) return language === 'zh' ? '0 秒' : '0 s';
  return `${ms < 0 ? '-' : ''}${said.join(' ')}`;
}

/** China keeps one time zone without daylight saving, so eight hours are all there is to it. */
function beijingTime(ms: number, language: Language): string {
  const local = new Date(ms + 8 * 3_600_000).toISOString().replace('T', ' ').slice(0, 19);
  return language === 'zh' ? `北京时间 ${local}` : `${local} Beijing time`;
}

/** The day in which a moment lies: whatever is before the day is before the moment. */
function beijingDate(ms: number, language: Language): string {
  const day = new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);
  return language === 'zh' ? `${day}（北京时间）` : `${day} (Beijing time)`;
}

const LABELS: Readonly<Partial<Record<Unit, Readonly<Partial<Record<string, Text>>>>>> = {
  body_type: BODY_LABELS,
  qualification: QUALIFICATION_LABELS,
  cargo: CARGO_LABELS,
  mode: MODE_LABELS,
  place_source: PLACE_SOURCE_LABELS,
  block: BLOCK_LABELS,
  decline_reason: DECLINE_REASON_LABELS,
  factor: FACTOR_LABELS,
  refusal: REFUSAL_LABELS,
  release_cause: RELEASE_CAUSE_LABELS,
  offer_state: OFFER_STATE_LABELS,
  canceller: CANCELLER_LABELS,
  profile_cause: PROFILE_CAUSE_LABELS,
};
