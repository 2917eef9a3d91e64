import { DEFAULT_DRIVING_TIME } from '../refusal-rules.js';
import { hoursOf, legalDrive, pause, rested } from './legal-drive.js';

const HOUR = 3_600;
/** Six in the morning in China. */
const SIX_MS = Date.UTC(2026, 10, 30, 22);
const taken = (
  driveHours: number,
  { crew = 1, today = 0, sinceRest = 0 }: { crew?: 1 | 2; today?: number; sinceRest?: number } = {},
): number => {
  const hours = { todaySeconds: today * HOUR, sinceRestSeconds: sinceRest * HOUR };
  const from = hoursOf(hours, SIX_MS);
  const to = legalDrive(from, driveHours * HOUR, crew, DEFAULT_DRIVING_TIME);
  return (to.atSeconds - from.atSeconds) / 60;
};

describe('the soonest that can be driven by the law', () => {
  it.each([
    ['four hours without a rest', 4, {}, 240],
    ['a rest of twenty minutes before the fifth', 5, {}, 320],
    ['a rest at once for who has just driven four', 1, { today: 4, sinceRest: 4 }, 80],
    ['two in turns without standing still', 10, { crew: 2 } as const, 600],
    ['a night after eight hours: the ninth begins at midnight', 9, {}, 18 * 60 + 60],
    ['a night at once for who has driven eight', 1, { today: 8 }, 18 * 60 + 60],
    ['a night of two after sixteen', 17, { crew: 2 } as const, 18 * 60 + 60],
    ['two who have driven fifteen', 2, { crew: 2, today: 15 } as const, 18 * 60 + 60],
    ['nothing at all', 0, { today: 8, sinceRest: 4 }, 0],
  ])('asks for %s', (_, driveHours, hours, minutes) => {
    expect(taken(driveHours, hours)).toBe(minutes);
  });

  it('counts a long enough stop as a rest, and midnight as a new day', () => {
    const tired = hoursOf({ todaySeconds: 8 * HOUR, sinceRestSeconds: 4 * HOUR }, SIX_MS);
    const short = pause(tired, tired.atSeconds + 1_199, DEFAULT_DRIVING_TIME);
    const long = pause(tired, tired.atSeconds + 1_200, DEFAULT_DRIVING_TIME);
    const night = pause(tired, tired.atSeconds + 18 * HOUR, DEFAULT_DRIVING_TIME);
    expect([short.sinceRestSeconds, long.sinceRestSeconds]).toEqual([4 * HOUR, 0]);
    expect([long.todaySeconds, night.todaySeconds]).toEqual([8 * HOUR, 0]);
    expect(pause(tired, 0, DEFAULT_DRIVING_TIME)).toEqual(tired);
    expect(rested(SIX_MS)).toMatchObject({ todaySeconds: 0, sinceRestSeconds: 0 });
  });
});
