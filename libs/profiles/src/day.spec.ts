import { dayOf } from './day.js';

describe('the day', () => {
  it('begins at midnight in Shanghai', () => {
    const midnightMs = Date.parse('2026-11-22T00:00:00+08:00');
    expect(dayOf(midnightMs) - dayOf(midnightMs - 1)).toBe(1);
    expect(dayOf(midnightMs + 86_399_999)).toBe(dayOf(midnightMs));
  });

  it('is counted from 1970-01-01, before it too', () => {
    expect(dayOf(0)).toBe(0);
    expect(dayOf(Date.parse('1970-01-02T00:00:00+08:00'))).toBe(1);
    expect(dayOf(Date.parse('1969-12-31T23:59:59+08:00'))).toBe(-1);
  });

  it('is the one that a calendar of Asia/Shanghai shows', () => {
    const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });
    for (let ms = Date.parse('1999-12-30T15:59:59Z'); ms < 1_900_000_000_000; ms += 8_123_456_789) {
      expect(dayOf(ms)).toBe(Date.parse(`${calendar.format(ms)}T00:00:00Z`) / 86_400_000);
    }
  });
});
