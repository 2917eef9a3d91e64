import { dayText, isWeekend, type DayNumber } from './civil-day.js';

/**
 * Days off and make-up workdays (调休) as the State Council announces them, year by year, by string
 * date. A year that was not announced is unknown, never "ordinary": a library that answers for it
 * all the same made deadlines up to three days too late.
 */
export type Calendar = {
  /** Names data and edition, and is kept with every due date that was worked out from it. */
  readonly version: string;
  readonly holidays: ReadonlySet<string>;
  readonly workdays: ReadonlySet<string>;
  readonly years: ReadonlySet<number>;
};

/** The shape of the published table; the names after the date are not read. */
export type CalendarTable = {
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
};

/**
 * A file for a year is not yet an announcement: empty shells are published ahead. A year counts as
 * known when both its first holiday and its national day are listed, which every notice lists.
 */
export function calendarOf(version: string, { holidays, workdays }: CalendarTable): Calendar {
  const off = new Set(Object.keys(holidays));
  const years = new Set<number>();
  for (const date of off) {
    const year = date.slice(0, 4);
    if (off.has(`${year}-01-01`) && off.has(`${year}-10-01`)) years.add(Number(year));
  }
  return { version, holidays: off, workdays: new Set(Object.keys(workdays)), years };
}

/** Null when the year is unknown. */
export function isWorkday(calendar: Calendar, day: DayNumber): boolean | null {
  const date = dayText(day);
  if (!calendar.years.has(Number(date.slice(0, 4)))) return null;
  if (calendar.workdays.has(date)) return true;
  return !calendar.holidays.has(date) && !isWeekend(day);
}

/** The notice for a year comes in November of the one before; on this day it is missed. */
const MISSED_FROM = '-12-01';

/**
 * What to tell whoever runs the service, or null. From 1 December next year's days off have to be
 * there; until they are, due dates that reach into it are provisional and early, never late.
 */
export function calendarWarning(calendar: Calendar, today: DayNumber): string | null {
  const date = dayText(today);
  const year = Number(date.slice(0, 4));
  const missing = date >= `${year}${MISSED_FROM}` ? [year, year + 1] : [year];
  const unknown = missing.filter((each) => !calendar.years.has(each));
  return unknown.length === 0
    ? null
    : `the Chinese calendar ${calendar.version} has no days off of ${unknown.join(' and ')}: ` +
        'update the package chinese-days; until then such due dates are provisional';
}
