/**
 * The State Council's notices on days off, copied by hand from their texts and not from any
 * package: the oracle of the legal clock. Days off as spans, make-up workdays one by one.
 */
type Notice = {
  readonly off: readonly (readonly [from: string, until: string])[];
  readonly work: readonly string[];
};

const NOTICES: Readonly<Record<number, Notice>> = {
  2023: {
    off: [
      ['2022-12-31', '2023-01-02'],
      ['2023-01-21', '2023-01-27'],
      ['2023-04-05', '2023-04-05'],
      ['2023-04-29', '2023-05-03'],
      ['2023-06-22', '2023-06-24'],
      ['2023-09-29', '2023-10-06'],
    ],
    work: [
      ...['2023-01-28', '2023-01-29', '2023-04-23', '2023-05-06', '2023-06-25'],
      ...['2023-10-07', '2023-10-08'],
    ],
  },
  2024: {
    off: [
      ['2024-01-01', '2024-01-01'],
      ['2024-02-10', '2024-02-17'],
      ['2024-04-04', '2024-04-06'],
      ['2024-05-01', '2024-05-05'],
      ['2024-06-10', '2024-06-10'],
      ['2024-09-15', '2024-09-17'],
      ['2024-10-01', '2024-10-07'],
    ],
    work: [
      ...['2024-02-04', '2024-02-18', '2024-04-07', '2024-04-28', '2024-05-11'],
      ...['2024-09-14', '2024-09-29', '2024-10-12'],
    ],
  },
  2025: {
    off: [
      ['2025-01-01', '2025-01-01'],
      ['2025-01-28', '2025-02-04'],
      ['2025-04-04', '2025-04-06'],
      ['2025-05-01', '2025-05-05'],
      ['2025-05-31', '2025-06-02'],
      ['2025-10-01', '2025-10-08'],
    ],
    work: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  },
  2026: {
    off: [
      ['2026-01-01', '2026-01-03'],
      ['2026-02-15', '2026-02-23'],
      ['2026-04-04', '2026-04-06'],
      ['2026-05-01', '2026-05-05'],
      ['2026-06-19', '2026-06-21'],
      ['2026-09-25', '2026-09-27'],
      ['2026-10-01', '2026-10-07'],
    ],
    work: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  },
};

const FIRST = Date.UTC(2023, 0, 1);
const AFTER_LAST = Date.UTC(2027, 0, 1);
const DAY_MS = 86_400_000;

const text = (utcMs: number): string => new Date(utcMs).toISOString().slice(0, 10);

const days: string[] = [];
for (let at = FIRST; at < AFTER_LAST; at += DAY_MS) days.push(text(at));

/** Every day of 2023–2026, in order. */
export const START_DAYS: readonly string[] = days;

const notices = Object.values(NOTICES);
const makeUp = new Set(notices.flatMap(({ work }) => work));
const isOff = (date: string): boolean =>
  notices.some(({ off }) => off.some(([from, until]) => from <= date && date <= until));
const isWeekend = (date: string): boolean => [0, 6].includes(new Date(date).getUTCDay());

/** All working days of the four years in one list: the fifteenth after a day is read off it. */
const WORKDAYS = START_DAYS.filter(
  (date) => makeUp.has(date) || (!isOff(date) && !isWeekend(date)),
);

/** Null when the fifteenth working day lies beyond 2026. */
export function fifteenthWorkday(start: string): string | null {
  const first = WORKDAYS.findIndex((date) => date > start);
  return first === -1 ? null : (WORKDAYS[first + 14] ?? null);
}

export const fifteenDaysAfter = (start: string): string => text(Date.parse(start) + 15 * DAY_MS);
