import { defaultPolicy } from '#libs/matcher';
import type { DrivenTrip } from '../ports/trips.js';
import { chinaMidnightMs, drivenToday } from './driven.js';

const HOUR_MS = 3_600_000;
/** Noon in China. */
const NOON_MS = Date.UTC(2026, 11, 1, 4);
/** About 111 km, so some 10 400 s by the policy. */
const way = { from: { lat: 30, lng: 120 }, to: { lat: 31, lng: 120 } };
const trip = (fromHours: number, untilHours: number | null): DrivenTrip => ({
  driverId: 'd1',
  way,
  startedAtMs: NOON_MS + fromHours * HOUR_MS,
  endedAtMs: untilHours === null ? null : NOON_MS + untilHours * HOUR_MS,
});
const driven = (trips: readonly DrivenTrip[], crew: 1 | 2 = 1) =>
  drivenToday(trips, crew, { policy: defaultPolicy, nowMs: NOON_MS });
const WAY_SECONDS = driven([trip(-10, -5)])?.todaySeconds ?? 0;

describe('hours at the wheel, reckoned from trips', () => {
  it('begin at midnight in China', () => {
    expect(chinaMidnightMs(NOON_MS)).toBe(NOON_MS - 12 * HOUR_MS);
    expect(driven([trip(-20, -13)])).toBeNull();
  });

  it('are as long as the way takes, and no longer than the trip lasted', () => {
    expect(WAY_SECONDS).toBeGreaterThan(10_000);
    expect(driven([trip(-1, null)])?.todaySeconds).toBe(3_600);
    expect(driven([trip(-10, -9)])?.todaySeconds).toBe(3_600);
  });

  it('are driven once by orders that ride together', () => {
    expect(driven([trip(-3, null), trip(-2, null)])?.todaySeconds).toBe(10_800);
  });

  it('count from the last rest only while there was none', () => {
    expect(driven([trip(-1, null)])?.sinceRestSeconds).toBe(3_600);
    expect(driven([trip(-10, -5)])?.sinceRestSeconds).toBe(0);
  });

  it('never say more than the law allows', () => {
    const allDay = [-12, -9, -6, -3].map((hours) => trip(hours, null));
    expect(driven(allDay)?.todaySeconds).toBe(28_800);
    expect(driven(allDay, 2)?.todaySeconds).toBeGreaterThan(28_800);
    expect(driven(allDay)?.sinceRestSeconds).toBeLessThanOrEqual(14_400);
  });

  it('are nothing to tell of one who drove nothing; a crew of two is told as such', () => {
    expect(driven([])).toBeNull();
    expect(driven([], 2)).toEqual({
      crew: 2,
      todaySeconds: 0,
      sinceRestSeconds: 0,
      origin: 'trips',
    });
  });
});
