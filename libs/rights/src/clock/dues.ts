import { isWorkday, type Calendar } from './calendar.js';
import { dayInShanghai, dayText, endOfDayMs, type DayNumber } from './civil-day.js';

/** Days to answer in: the target counts every day, the limit of the law only working days (D2). */
export const DUE_DAYS = 15;
/** The longest run of days off is nine; a bound that no calendar of the world reaches. */
const LOOKED_AT_MAX = 120;

export type Dues = {
  /** Days of Shanghai. The day of receipt itself is not counted. */
  readonly receivedOn: string;
  readonly strictDueOn: string;
  readonly legalDueOn: string;
  /** The first moment that is too late. */
  readonly strictDueAtMs: number;
  readonly legalDueAtMs: number;
  /** A year that had to be looked at is not announced yet: the limit is the target until it is. */
  readonly provisional: boolean;
  readonly calendarVersion: string;
};

/**
 * Both dates by which a request is due, from the moment it was received. Verification that takes
 * its time does not move them: they start at receipt (explained in docs/rights.md).
 */
export function duesOf(receivedAtMs: number, calendar: Calendar): Dues {
  const received = dayInShanghai(receivedAtMs);
  const strict = received + DUE_DAYS;
  const fifteenth = workdayAfter(received, DUE_DAYS, calendar);
  const legal = fifteenth ?? strict;
  return {
    receivedOn: dayText(received),
    strictDueOn: dayText(strict),
    legalDueOn: dayText(legal),
    strictDueAtMs: endOfDayMs(strict),
    legalDueAtMs: endOfDayMs(legal),
    provisional: fifteenth === null,
    calendarVersion: calendar.version,
  };
}

/** The n-th working day after a day; null when an unknown year has to be looked at on the way. */
function workdayAfter(day: DayNumber, count: number, calendar: Calendar): DayNumber | null {
  let left = count;
  for (let next = day + 1; next <= day + LOOKED_AT_MAX; next++) {
    const works = isWorkday(calendar, next);
    if (works === null) return null;
    if (works) left -= 1;
    if (left === 0) return next;
  }
  throw new Error(`no ${count} working days within ${LOOKED_AT_MAX} days of ${dayText(day)}`);
}
