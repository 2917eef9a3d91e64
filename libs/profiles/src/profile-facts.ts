import type { OrderFacts, ProfileFacts } from '#libs/matcher';
import { laneKey, type CompletionProfile } from './profile.js';

/** The part of a profile that one order's decision sees, and no more. */
export function profileFacts(
  profile: CompletionProfile,
  order: Pick<OrderFacts, 'fromCityCode' | 'toCityCode' | 'shipperId' | 'cargoKind'>,
): ProfileFacts {
  return {
    attemptedMilli: profile.attemptedMilli,
    completedMilli: profile.completedMilli,
    timedMilli: profile.timedMilli,
    onTimeMilli: profile.onTimeMilli,
    laneMilli: profile.laneMilli.get(laneKey(order)) ?? 0,
    togetherMilli: profile.togetherMilli.get(order.shipperId) ?? 0,
    cargoMilli: profile.cargoMilli.get(order.cargoKind) ?? 0,
    ...profile.ratings,
  };
}
