/**
 * A calendar day as a whole number: days since 1970-01-01. China has had one zone and no summer
 * time since 1992, so a day of Shanghai is arithmetic: no zone of a server or library gets in.
 */
export type DayNumber = number;

const DAY_MS = 86_400_000;
const SHANGHAI_AHEAD_MS = 8 * 3_600_000;
/** 1970-01-01 was a Thursday; Monday is 0. */
const THURSDAY = 3;
const DAYS_OF_ERA = 146_097;
/** From 0000-03-01, where the count of eras begins, to 1970-01-01. */
const EPOCH_OFFSET_DAYS = 719_468;

export const dayInShanghai = (atMs: number): DayNumber =>
  Math.floor((atMs + SHANGHAI_AHEAD_MS) / DAY_MS);

/** The first moment after the day, in Shanghai: what is due on a day is in time until then. */
export const endOfDayMs = (day: DayNumber): number => (day + 1) * DAY_MS - SHANGHAI_AHEAD_MS;

export const isWeekend = (day: DayNumber): boolean => (((day + THURSDAY) % 7) + 7) % 7 >= 5;

/**
 * `2026-11-22`. Years are counted from March, so that the leap day comes last and each month's
 * length follows from one line; eras of 400 years repeat exactly.
 */
export function dayText(day: DayNumber): string {
  const shifted = day + EPOCH_OFFSET_DAYS;
  const era = Math.floor(shifted / DAYS_OF_ERA);
  const dayOfEra = shifted - era * DAYS_OF_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(dayOfMonth)}`;
}
