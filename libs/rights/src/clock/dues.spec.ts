import {
  fifteenDaysAfter,
  fifteenthWorkday,
  START_DAYS,
} from '../../../../test/support/state-council-notices.js';
import { calendarOf, calendarWarning, isWorkday } from './calendar.js';
import { CHINESE_CALENDAR } from './chinese-calendar.js';
import { dayInShanghai, dayText, endOfDayMs } from './civil-day.js';
import { duesOf } from './dues.js';

const noonMs = (date: string): number => Date.parse(`${date}T12:00:00+08:00`);
const due = (date: string) => duesOf(noonMs(date), CHINESE_CALENDAR);

describe('the legal clock', () => {
  it('[D2] knows both due dates of every start day of 2023–2026, or says it does not yet', () => {
    const wrong = START_DAYS.filter((start) => {
      const { strictDueOn, legalDueOn, provisional } = due(start);
      const legal = fifteenthWorkday(start);
      return (
        strictDueOn !== fifteenDaysAfter(start) ||
        legalDueOn !== (legal ?? strictDueOn) ||
        provisional !== (legal === null)
      );
    });
    expect(wrong).toEqual([]);
    expect(START_DAYS.filter((start) => due(start).provisional).at(0)).toBe('2026-12-11');
  });

  it('[D2] never lets the target come after the limit', () => {
    expect(START_DAYS.filter((start) => due(start).strictDueOn > due(start).legalDueOn)).toEqual(
      [],
    );
  });

  it('starts on the day of Shanghai in which the request came in, at its very edges too', () => {
    const first = Date.parse('2026-09-18T00:00:00+08:00');
    for (const at of [first, first + 1, first + 86_399_999]) {
      expect(duesOf(at, CHINESE_CALENDAR)).toMatchObject({
        receivedOn: '2026-09-18',
        strictDueOn: '2026-10-03',
        legalDueOn: '2026-10-15',
      });
    }
    expect(duesOf(first - 1, CHINESE_CALENDAR).receivedOn).toBe('2026-09-17');
    expect(duesOf(first + 86_400_000, CHINESE_CALENDAR).receivedOn).toBe('2026-09-19');
  });

  it('is in time until the day it is due on has ended in Shanghai', () => {
    const { legalDueAtMs, strictDueAtMs } = due('2026-09-18');
    expect(new Date(strictDueAtMs).toISOString()).toBe('2026-10-03T16:00:00.000Z');
    expect(new Date(legalDueAtMs).toISOString()).toBe('2026-10-15T16:00:00.000Z');
  });

  it('works out the limit anew once a year is announced', () => {
    const date = '2026-12-20';
    expect(due(date)).toMatchObject({ provisional: true, legalDueOn: '2027-01-04' });
    const announced = calendarOf('with 2027', {
      holidays: {
        ...Object.fromEntries([...CHINESE_CALENDAR.holidays].map((each) => [each, ''])),
        '2027-01-01': '',
        '2027-10-01': '',
      },
      workdays: Object.fromEntries([...CHINESE_CALENDAR.workdays].map((each) => [each, ''])),
    });
    expect(duesOf(noonMs(date), announced)).toMatchObject({
      provisional: false,
      legalDueOn: '2027-01-11',
      calendarVersion: 'with 2027',
    });
  });

  it('does not take the empty shell of a year for its announcement', () => {
    const shell = calendarOf('shell', { holidays: { '2027-01-01': '' }, workdays: {} });
    expect([...shell.years]).toEqual([]);
    expect(isWorkday(shell, dayInShanghai(noonMs('2027-03-01')))).toBeNull();
  });

  it('counts days as the calendar does, over leap years and centuries', () => {
    for (let day = -150_000; day <= 150_000; day += 1) {
      const spelled = dayText(day);
      if (spelled !== new Date(day * 86_400_000).toISOString().slice(0, 10)) {
        throw new Error(`${day} is not ${spelled}`);
      }
    }
    expect(endOfDayMs(dayInShanghai(0))).toBe(16 * 3_600_000);
  });

  it('misses next year from the first of December, and not a day sooner', () => {
    const warning = (date: string) =>
      calendarWarning(CHINESE_CALENDAR, dayInShanghai(noonMs(date)));
    expect(warning('2026-11-30')).toBeNull();
    expect(warning('2026-12-01')).toContain('2027');
    expect(warning('2025-12-01')).toBeNull();
    expect(warning('2027-02-01')).toContain('2027');
  });
});
