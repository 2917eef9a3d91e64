import { travelSeconds } from '#libs/matcher';
import type { DrivingFacts, Policy } from '#libs/matcher';
import { greatCircleMeters } from '#libs/fleet-index';
import type { DrivenTrip } from '../ports/trips.js';

const CHINA_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

export const chinaMidnightMs = (nowMs: number): number =>
  Math.floor((nowMs + CHINA_MS) / DAY_MS) * DAY_MS - CHINA_MS;

/**
 * How long a truck was driven today, reckoned from the orders it carried: each from the moment its
 * loading began, for as long as its way takes by the policy's speed, and no longer than it lasted.
 * Orders that rode together are driven once. Empty ways are not in it, and it never says more than
 * the law allows: who drove lawfully rested when he had to. Null where nothing is to be said.
 */
export function drivenToday(
  trips: readonly DrivenTrip[],
  crew: 1 | 2,
  { policy: { drivingTime, travel }, nowMs }: { policy: Policy; nowMs: number },
): DrivingFacts | null {
  if (drivingTime === undefined) return null;
  const { daySeconds, stretchSeconds, restSeconds } = drivingTime;
  const midnightMs = chinaMidnightMs(nowMs);
  const spans = trips.flatMap(({ way, startedAtMs, endedAtMs }): Span[] => {
    const wayMs = 1000 * travelSeconds(greatCircleMeters(way.from, way.to), travel);
    const untilMs = Math.min(startedAtMs + wayMs, endedAtMs ?? nowMs, nowMs);
    const fromMs = Math.max(startedAtMs, midnightMs);
    return untilMs > fromMs ? [[fromMs, untilMs]] : [];
  });
  const driven = joined(spans, 0);
  if (driven.length === 0 && crew === 1) return null;
  const todayMs = driven.reduce((sum, [fromMs, untilMs]) => sum + untilMs - fromMs, 0);
  const stretch = joined(spans, restSeconds * 1000).at(-1);
  const resting = stretch === undefined || nowMs - stretch[1] >= restSeconds * 1000;
  const since = resting ? 0 : Math.floor((stretch[1] - stretch[0]) / 1000);
  return {
    crew,
    todaySeconds: Math.min(Math.floor(todayMs / 1000), daySeconds * crew),
    sinceRestSeconds: since <= stretchSeconds ? since : since % stretchSeconds,
    origin: 'trips',
  };
}

type Span = readonly [fromMs: number, untilMs: number];

/** In order, those that overlap or lie less than so far apart as one. */
function joined(spans: readonly Span[], apartMs: number): Span[] {
  const merged: Span[] = [];
  for (const [fromMs, untilMs] of spans.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = merged.at(-1);
    if (last !== undefined && (fromMs <= last[1] || fromMs - last[1] < apartMs)) {
      merged[merged.length - 1] = [last[0], Math.max(last[1], untilMs)];
    } else merged.push([fromMs, untilMs]);
  }
  return merged;
}
