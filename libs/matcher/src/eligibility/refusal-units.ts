import type { RefusalReason } from '../decision.js';

/**
 * The unit of a refusal's value and threshold, by reason. Numbers are whole; where the unit is a
 * vocabulary, the value is one code of it and the threshold the codes that would have done, joined
 * by commas.
 *
 * | reason           | value                            | threshold                           |
 * | ---------------- | -------------------------------- | ----------------------------------- |
 * | busy             | orders he carries                | the number at which a truck is full |
 * | consent_missing  | where his place came from        | `position`                          |
 * | gave_back_before | how he let this order go         | null                                |
 * | body_type        | his body                         | the bodies wanted                   |
 * | length           | his length                       | the least wanted                    |
 * | weight           | kilograms free                   | kilograms to load                   |
 * | volume           | litres free                      | litres to load                      |
 * | vehicle_slots    | slots free                       | vehicles to load                    |
 * | qualification    | the first he lacks               | all that are needed                 |
 * | cannot_arrive    | seconds of driving to the pickup | seconds to the loading window's end |
 * | beyond_reach     | metres to the pickup             | the policy's reach                  |
 * | position_too_old | age of his position              | the oldest that counts              |
 * | did_not_grab     | null                             | null                                |
 */
export const REFUSAL_UNITS = {
  busy: 'orders',
  consent_missing: 'place_source',
  gave_back_before: 'release_cause',
  body_type: 'body_type',
  length: 'millimeters',
  weight: 'kilograms',
  volume: 'litres',
  vehicle_slots: 'vehicle_slots',
  qualification: 'qualification',
  cannot_arrive: 'seconds',
  beyond_reach: 'meters',
  position_too_old: 'seconds',
  did_not_grab: 'none',
} as const satisfies Readonly<Record<RefusalReason, string>>;
export type RefusalUnit = (typeof REFUSAL_UNITS)[RefusalReason];
