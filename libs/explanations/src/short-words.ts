/**
 * Names of a row's members, in its short form a byte each. The place in the list is what is
 * written, so neither list is ever changed: other lists get another mark.
 */
const NAMES = (
  'reason factor facts points weight profileOff body kind role source priorOf homeKnown ' +
  'attemptedMilli completedMilli ratePermille known familiar exact cutoffTotal grabSequence parts ' +
  'rank refusal total profile driverId pickupMeters cargoMilli laneMilli onTimeMilli ratedMilli ' +
  'timedMilli togetherMilli waitingSeconds priorSuccessesMilli priorTrialsMilli shownAfterMs ' +
  'threshold value head decidedAtMs decisionId engineVersion orderId orderVersion policyHash round ' +
  'row candidate activeOrders consents location trip_track vehicle_terminal freeLoad kilograms ' +
  'litres vehicleSlots gaveBack lengthMillimeters place ageSeconds cell starsMilli qualifications ' +
  'ticket placeSource availableSeconds driveSeconds slackSeconds servesFor free fullest needed ' +
  'usePermille benefitMilli benefitPermille milliStars priorMilliStars priorRatingsMilli'
).split(' ');

/** Values that many rows have: a byte each, too. */
const VALUES = (
  'null false true "LOST" "REFUSED" "WON" "RECOMMENDED" "RANKED" "award" "recommendation" "round" ' +
  '"position" "manual" "city" "default" "kilograms" "litres" "vehicleSlots" "box" "flatbed" ' +
  '"high_rail" "low_rail" "wing" "reefer" "pickup_distance" "arrival_slack" "body_fit" "load_fit" ' +
  '"completion_rate" "punctuality" "lane_experience" "completed_together" "waiting" ' +
  '"cargo_experience" "exploration" "observed_rating" "fair_share" "homeward" "return_load" ' +
  '"familiar_driver" "beyond_reach" "body_type" "weight" "did_not_grab" "busy" "cannot_arrive" ""'
).split(' ');

export const SHORT_WORDS: readonly string[] = [...NAMES.map((name) => `"${name}":`), ...VALUES];

/** The byte of the first name; those of values follow those of names. */
export const FIRST_WORD = 0x80;
export const FIRST_VALUE = FIRST_WORD + NAMES.length;
