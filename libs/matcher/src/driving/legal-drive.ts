import { floorDivide } from '../division.js';
import type { DrivingFacts } from '../domain.js';
import type { DrivingTimeRules } from '../refusal-rules.js';

/** China keeps one time, eight hours before Greenwich, without daylight saving. */
const CHINA_SECONDS = 28_800;
const DAY_SECONDS = 86_400;

/** How a crew stands at a moment, in whole seconds. */
export type Hours = {
  readonly atSeconds: number;
  readonly todaySeconds: number;
  readonly sinceRestSeconds: number;
};

export const rested = (nowMs: number): Hours => ({
  atSeconds: floorDivide(nowMs, 1000),
  todaySeconds: 0,
  sinceRestSeconds: 0,
});

export const hoursOf = (
  { todaySeconds, sinceRestSeconds }: Pick<DrivingFacts, 'todaySeconds' | 'sinceRestSeconds'>,
  nowMs: number,
): Hours => ({ ...rested(nowMs), todaySeconds, sinceRestSeconds });

/**
 * The soonest that a crew can have driven so long by the law: one rests after each stretch, two
 * take turns, and at the end of a day's hours both wait for the next midnight. Driving on past
 * midnight begins a new day and ends no stretch.
 */
export function legalDrive(
  from: Hours,
  driveSeconds: number,
  crew: DrivingFacts['crew'],
  rules: DrivingTimeRules,
): Hours {
  const dayMost = rules.daySeconds * crew;
  let { atSeconds, todaySeconds, sinceRestSeconds } = from;
  let left = driveSeconds;
  // Each turn drives, rests or ends a day, and no stretch is without length: parsePolicy.
  while (left > 0) {
    const midnight = nextMidnight(atSeconds);
    if (todaySeconds >= dayMost) {
      [atSeconds, todaySeconds, sinceRestSeconds] = [midnight, 0, 0];
    } else if (crew === 1 && sinceRestSeconds >= rules.stretchSeconds) {
      ({ atSeconds, todaySeconds, sinceRestSeconds } = pause(
        { atSeconds, todaySeconds, sinceRestSeconds },
        atSeconds + rules.restSeconds,
        rules,
      ));
    } else {
      const stretch = crew === 1 ? rules.stretchSeconds - sinceRestSeconds : left;
      const step = Math.min(left, stretch, dayMost - todaySeconds, midnight - atSeconds);
      left -= step;
      atSeconds += step;
      sinceRestSeconds += step;
      todaySeconds = atSeconds === midnight ? 0 : todaySeconds + step;
    }
  }
  return { atSeconds, todaySeconds, sinceRestSeconds };
}

/** Stands still until then; long enough, it was a rest. */
export function pause(
  { atSeconds, todaySeconds, sinceRestSeconds }: Hours,
  untilSeconds: number,
  { restSeconds }: DrivingTimeRules,
): Hours {
  if (untilSeconds <= atSeconds) return { atSeconds, todaySeconds, sinceRestSeconds };
  return {
    atSeconds: untilSeconds,
    todaySeconds: untilSeconds >= nextMidnight(atSeconds) ? 0 : todaySeconds,
    sinceRestSeconds: untilSeconds - atSeconds >= restSeconds ? 0 : sinceRestSeconds,
  };
}

function nextMidnight(atSeconds: number): number {
  const local = atSeconds + CHINA_SECONDS;
  return (floorDivide(local, DAY_SECONDS) + 1) * DAY_SECONDS - CHINA_SECONDS;
}
