import { dayOf } from './day.js';
import { weightOf } from './decay.js';
import type { ProfileOptions } from './profile-options.js';

/** Stars that a shipper gave; those recorded by default are none (M15). */
export type GivenStars = { readonly stars: number; readonly atMs: number };

/** Ratings and their stars, decayed like outcomes: five stars given today are 5000. */
export type RatingSums = { readonly ratedMilli: number; readonly starsMilli: number };

export function ratingSums(
  ratings: Iterable<GivenStars>,
  { day, halfLifeDays, windowDays }: ProfileOptions,
): RatingSums {
  let ratedMilli = 0;
  let starsMilli = 0;
  for (const { stars, atMs } of ratings) {
    const ageDays = day - dayOf(atMs);
    if (ageDays < 0 || ageDays > windowDays) continue;
    const weight = weightOf(ageDays, halfLifeDays);
    ratedMilli += weight;
    starsMilli += weight * stars;
  }
  return { ratedMilli, starsMilli };
}
