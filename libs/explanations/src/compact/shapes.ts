/** Names of the members of objects, in the order in which a record's maker enters them. */
const AS_MADE = [
  // These forty have a byte each.
  'head row',
  'decisionId kind orderId orderVersion round decidedAtMs policyHash engineVersion cutoffTotal',
  'driverId role rank total refusal candidate parts',
  'driverId body lengthMillimeters freeLoad activeOrders qualifications place consents profile ' +
    'waitingSeconds gaveBack grabSequence ticket',
  'kilograms litres vehicleSlots',
  'source pickupMeters ageSeconds cell',
  'location profile',
  'location trip_track profile vehicle_terminal',
  'attemptedMilli completedMilli timedMilli onTimeMilli laneMilli togetherMilli',
  'attemptedMilli completedMilli timedMilli onTimeMilli laneMilli togetherMilli cargoMilli',
  'attemptedMilli completedMilli timedMilli onTimeMilli laneMilli togetherMilli cargoMilli ' +
    'ratedMilli starsMilli',
  'factor weight points facts',
  'pickupMeters placeSource',
  'slackSeconds driveSeconds availableSeconds',
  'exact body servesFor',
  'usePermille fullest needed free',
  'profileOff',
  'profileOff completedMilli attemptedMilli ratePermille priorOf priorSuccessesMilli ' +
    'priorTrialsMilli',
  'profileOff onTimeMilli timedMilli ratePermille priorOf priorSuccessesMilli priorTrialsMilli',
  'profileOff laneMilli',
  'profileOff togetherMilli',
  'waitingSeconds',
  'profileOff cargoMilli',
  'profileOff completedMilli attemptedMilli benefitMilli ratePermille benefitPermille',
  'profileOff ratedMilli milliStars priorRatingsMilli priorMilliStars',
  'profileOff known',
  'profileOff known earnedFen onDutySeconds medianFenPerHour comparable sharePermille',
  'homeKnown',
  'homeKnown nowMeters afterMeters nearerMeters',
  'homeKnown lookedUp',
  'homeKnown lookedUp emptyHomeMeters open postedPerDayMilli loadsMilli chancePermille savedMeters',
  'familiar',
  'reason value threshold',
  'shownAfterMs',
  'share',
  'earnedFen onDutySeconds medianFenPerHour comparable',
  'returns home',
  'nowMeters afterMeters',
  'arrivalMs open postedPerDayMilli',
  'reduced',
  // From here on two bytes.
  'tradeOff',
  'elsewhere lossPoints',
  'consequence',
  'driverId body lengthMillimeters freeLoad activeOrders qualifications place consents profile ' +
    'waitingSeconds gaveBack',
  'grabSequence ticket',
  'offer',
  'state sinceSeconds',
  'openOffers',
  'home',
  'returns',
  'blocked',
  'declined',
  'reason agoSeconds termsChanged',
  'driving',
  'crew todaySeconds sinceRestSeconds origin',
  'aboard',
  'orders meters',
  'orderId shared cargoKind load loading unloading',
  'fromMs untilMs',
  'compensationId',
  'ratedMilli starsMilli',
  'of cause waitedMs confirmMs rule counts',
  'of by took hadMs rule counts',
  'of because body consent added removed lane shipperId before after effects rule',
  'of because body consent added removed lane shipperId cargoKind before after effects rule',
  'outcomeId orderId kind onTime fromCityCode toCityCode shipperId atMs weightMilli',
  'outcomeId orderId kind onTime fromCityCode toCityCode shipperId atMs cargoKind weightMilli',
  'factor weight pointsBefore pointsAfter',
  'of supersedes faultyRule spentMs compensated rule',
];

/** A record that was read from JSON has its members in the order of RFC 8785. */
const inOrder = (names: string): string => names.split(' ').sort().join(' ');

/**
 * The members' names of each known shape. The place in the list is what is written, so it is never
 * changed: another list gets another mark. An object that is made of several shapes, one after the
 * other, is written as those: members that only some have are shapes of their own.
 */
export const SHAPES: readonly (readonly string[])[] = [
  ...new Set([...AS_MADE, ...AS_MADE.map(inOrder)]),
].map((names) => names.split(' '));
