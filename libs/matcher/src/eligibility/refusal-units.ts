import type { RefusalReason } from '../decision.js';

/**
 * The unit of a refusal's value and threshold, by reason. Numbers are whole; where the unit is a
 * vocabulary, the value is one code of it and the threshold the codes that would have done, joined
 * by commas.
 *
 * reason                 | value                            | threshold
 * ---------------------- | -------------------------------- | -----------------------------------
 * busy                   | orders he carries                | the number at which a truck is full
 * consent_missing        | where his place came from        | `position`
 * blocked_pair           | whether the block is his own     | null
 * gave_back_before       | how he let this order go         | null
 * declined_before        | seconds since he declined it     | seconds until he is asked again
 * offer_lapsed           | seconds since he let it pass     | seconds until he is asked again
 * body_type              | his body                         | the bodies wanted
 * length                 | his length                       | the least wanted
 * weight                 | kilograms free                   | kilograms to load
 * volume                 | litres free                      | litres to load
 * vehicle_slots          | slots free                       | vehicles to load
 * qualification          | the first he lacks               | all that are needed
 * cargo_incompatible     | a cargo aboard                   | this order's cargo
 * cannot_arrive          | seconds of driving to the pickup | seconds to the loading window's end
 * late_together          | seconds late where it is worst   | null
 * detour_too_long        | metres more for what is aboard   | the policy's most
 * driving_time           | seconds to there, with rests     | seconds to the loading window's end
 * driving_time_unloading | seconds to there, with rests     | seconds to its window's end
 * beyond_reach           | metres to the pickup             | the policy's reach
 * position_too_old       | age of his position              | the oldest that counts
 * offer_cap              | offers before him                | the policy's most
 * did_not_grab           | null                             | null
 * not_offered            | null                             | null
 * did_not_accept         | what had become of his offer     | null
 */
export const REFUSAL_UNITS = {
  busy: 'orders',
  consent_missing: 'place_source',
  blocked_pair: 'block',
  gave_back_before: 'release_cause',
  declined_before: 'seconds',
  offer_lapsed: 'seconds',
  body_type: 'body_type',
  length: 'millimeters',
  weight: 'kilograms',
  volume: 'litres',
  vehicle_slots: 'vehicle_slots',
  qualification: 'qualification',
  cargo_incompatible: 'cargo',
  cannot_arrive: 'seconds',
  late_together: 'seconds',
  detour_too_long: 'meters',
  driving_time: 'seconds',
  driving_time_unloading: 'seconds',
  beyond_reach: 'meters',
  position_too_old: 'seconds',
  offer_cap: 'count',
  did_not_grab: 'none',
  not_offered: 'none',
  did_not_accept: 'offer_state',
} as const satisfies Readonly<Record<RefusalReason, string>>;
export type RefusalUnit = (typeof REFUSAL_UNITS)[RefusalReason];
