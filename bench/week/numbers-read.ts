import type { Quantity, Text } from '#libs/explanations';

// Numbers as a reader finds them who knows the two languages and nothing of the code that wrote
// them. All of them in thousandths of what the text counts in, so that they stay whole.

export type Language = keyof Text;

type Measure =
  | 'plain'
  | 'km'
  | 'm'
  | 'm³'
  | 'kg'
  | 'orders'
  | 'slots'
  | '%'
  | 'days'
  | 'time'
  | 'moment'
  | 'date'
  | 'stars'
  | 'ratings'
  | 'yuan';

/** Time in milliseconds; everything else in thousandths. */
export type Read = { readonly thousandths: number; readonly measure: Measure };

type Unit = readonly [Measure, number];

const UNITS: Readonly<Record<string, Unit>> = {
  公里: ['km', 1],
  km: ['km', 1],
  立方米: ['m³', 1],
  'm³': ['m³', 1],
  公斤: ['kg', 1],
  kg: ['kg', 1],
  米: ['m', 1],
  m: ['m', 1],
  小时: ['time', 3_600],
  h: ['time', 3_600],
  分钟: ['time', 60],
  min: ['time', 60],
  秒: ['time', 1],
  s: ['time', 1],
  个车位: ['slots', 1],
  'vehicle slot': ['slots', 1],
  单: ['orders', 1],
  order: ['orders', 1],
  'more completed order': ['orders', 1],
  天: ['days', 1],
  day: ['days', 1],
  星: ['stars', 1],
  star: ['stars', 1],
  次评价: ['ratings', 1],
  rating: ['ratings', 1],
  元: ['yuan', 1],
  CNY: ['yuan', 1],
  '%': ['%', 1],
};

const UNIT =
  /^(?: ?(公里|立方米|公斤|米|小时|分钟|秒|个车位|单|天|星|次评价|元)| (?:(km|kg|m³|min|m|h|s|CNY)|(day|star|rating|vehicle slot|(?:more completed )?order)s?)(?![\w³])|(%))/u;

const MOMENT = /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g;
const DATE = /\d{4}-\d\d-\d\d/g;
const NUMBER = /-?\d+(?:,\d{3})*(?:\.\d+)?/g;
/** Names that have digits in them and tell nobody's number. */
const NAMES = /\b(?:HMAC-)?SHA-256\b/g;

/** Every number in a text. What names something is taken out of it first, digits and all. */
export function numbersRead(text: string, names: readonly string[] = []): Read[] {
  if (!/\d/.test(text)) return [];
  const found: Read[] = [];
  let rest = text.replaceAll(NAMES, '□');
  for (const name of [...names].sort((a, b) => b.length - a.length)) {
    if (/\d/.test(name)) rest = rest.replaceAll(name, '□');
  }
  rest = rest.replaceAll(MOMENT, (said) => {
    const thousandths = Date.parse(`${said.replace(' ', 'T')}+08:00`);
    found.push({ thousandths, measure: 'moment' });
    return '□';
  });
  rest = rest.replaceAll(DATE, (said) => {
    found.push({ thousandths: Date.parse(`${said}T00:00:00+08:00`), measure: 'date' });
    return '□';
  });
  let before: { read: { thousandths: number; measure: Measure }; end: number } | null = null;
  for (const match of rest.matchAll(NUMBER)) {
    const { measure, times, length } = unitOf(rest.slice(match.index + match[0].length));
    const thousandths = thousandthsOf(match[0]) * times;
    const continues =
      measure === 'time' &&
      before?.read.measure === 'time' &&
      rest.slice(before.end, match.index) === ' ';
    const end = match.index + match[0].length + length;
    // "1 h 5 min" is one time.
    if (continues && before !== null) {
      before.read.thousandths += thousandths;
      before.end = end;
    } else {
      before = { read: { thousandths, measure }, end };
      found.push(before.read);
    }
  }
  return found;
}

function unitOf(rest: string): { measure: Measure; times: number; length: number } {
  const said = UNIT.exec(rest);
  const word = said?.slice(1).find((each) => each !== undefined) ?? '';
  const [measure, times] = UNITS[word] ?? ['plain', 1];
  return { measure, times, length: said?.[0].length ?? 0 };
}

function thousandthsOf(written: string): number {
  const [whole = '0', fraction = ''] = written.replaceAll(',', '').split('.');
  // More than three decimals would be lost here, so they are no number that anybody recorded.
  if (fraction.length > 3) return Number.NaN;
  const part = Number(fraction.padEnd(3, '0'));
  return Number(whole) * 1_000 + (whole.startsWith('-') ? -part : part);
}

/** What a text has to say of a recorded value; null for words. */
export function numberOf(value: Quantity['value'], unit: Quantity['unit']): Read | null {
  if (typeof value !== 'number') return null;
  switch (unit) {
    case 'meters':
      return { thousandths: value, measure: 'km' };
    // To a tenth of a kilometre, to the side on which what is said stays true.
    case 'meters_up':
      return { thousandths: Math.ceil(value / 100) * 100, measure: 'km' };
    case 'meters_down':
      return { thousandths: Math.floor(value / 100) * 100, measure: 'km' };
    case 'millimeters':
      return { thousandths: value, measure: 'm' };
    case 'litres':
      return { thousandths: value, measure: 'm³' };
    case 'kilograms':
      return { thousandths: value * 1_000, measure: 'kg' };
    case 'orders':
    case 'more_completed':
      return { thousandths: value * 1_000, measure: 'orders' };
    case 'milli_orders':
      return { thousandths: value, measure: 'orders' };
    case 'milli_stars':
      return { thousandths: value, measure: 'stars' };
    case 'milli_ratings':
      return { thousandths: value, measure: 'ratings' };
    case 'fen':
      return { thousandths: value * 10, measure: 'yuan' };
    case 'vehicle_slots':
      return { thousandths: value * 1_000, measure: 'slots' };
    case 'permille':
      return { thousandths: value * 100, measure: '%' };
    case 'days':
      return { thousandths: value * 1_000, measure: 'days' };
    case 'seconds':
      return { thousandths: value * 1_000, measure: 'time' };
    case 'milliseconds':
      return { thousandths: value, measure: 'time' };
    case 'moment':
      return { thousandths: Math.floor(value / 1_000) * 1_000, measure: 'moment' };
    case 'date':
      return { thousandths: startOfDay(value), measure: 'date' };
    default:
      return { thousandths: value * 1_000, measure: 'plain' };
  }
}

const CHINA_MS = 8 * 3_600_000;
const DAY_MS = 24 * 3_600_000;
const startOfDay = (ms: number): number => Math.floor((ms + CHINA_MS) / DAY_MS) * DAY_MS - CHINA_MS;

/** What a sentence may count with a number that has no unit of its own. */
const COUNTED: ReadonlySet<Measure> = new Set<Measure>(['plain', 'orders', 'slots', 'days']);

/**
 * What is wrong with the numbers that were read, beside those that had to be said; null when they
 * are the same, one for one. Points and counts have no unit of their own: the sentence gives one.
 */
export function difference(read: readonly Read[], due: readonly Read[]): string | null {
  const left = [...read];
  const take = (fits: (each: Read) => boolean): boolean => {
    const at = left.findIndex(fits);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  };
  const measured = [...due].sort(
    (a, b) => Number(a.measure === 'plain') - Number(b.measure === 'plain'),
  );
  for (const { thousandths, measure } of measured) {
    const there = take(
      (each) =>
        each.thousandths === thousandths &&
        (each.measure === measure || (measure === 'plain' && COUNTED.has(each.measure))),
    );
    if (!there) return `does not say ${thousandths / 1_000} ${measure}`;
  }
  const [more] = left;
  return more === undefined ? null : `says ${more.thousandths / 1_000} ${more.measure}`;
}
