// The compact form of a record, read apart from the service's own reader: the same lists, and what
// each byte means.

const compactWords = (
  'LOST REFUSED WON RECOMMENDED RANKED award matcher/1 position manual city default kilograms ' +
  'litres vehicleSlots box flatbed high_rail wing pickup_distance arrival_slack body_fit load_fit ' +
  'completion_rate punctuality lane_experience completed_together waiting cargo_experience ' +
  'exploration observed_rating fair_share homeward return_load familiar_driver ' +
  'compensation recommendation offer acceptance round no_award expiry release manual_assignment ' +
  'cancellation profile_change review low_rail reefer insulated tank container dump low_bed ' +
  'hazardous car_carrier general food fresh frozen building_materials steel coal_ore chemicals ' +
  'machinery vehicles household parcels hazardous_goods cold_chain oversize vehicle_transport ' +
  'busy consent_missing blocked_pair gave_back_before declined_before offer_lapsed body_type ' +
  'length weight volume vehicle_slots qualification cargo_incompatible cannot_arrive ' +
  'late_together detour_too_long driving_time driving_time_unloading beyond_reach ' +
  'position_too_old offer_cap did_not_grab not_offered did_not_accept driver_cancelled ' +
  'not_confirmed by_driver between price distance time cargo not_interested other gave_back open ' +
  'declined lapsed withdrawn trips not_given_again shipper_cancels_free counts_as_completed ' +
  'counts_as_not_completed counted_by_sum rating_is_no_evidence profile_off outside_window ' +
  'overturned_by_review shipper operator system order grab completed imported corrected ' +
  'rating_defaulted ERASED'
).split(' ');

/** As records are made; behind them come those of them that RFC 8785 puts in another order. */
const shapesAsMade = [
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
const compactShapes = [
  ...new Set([...shapesAsMade, ...shapesAsMade.map((names) => names.split(' ').sort().join(' '))]),
];
globalThis.compactLists = { words: compactWords, shapes: compactShapes };

const noForm = (what) => {
  throw new Error(`no compact form: ${what}`);
};

/** What the form says: the mark 2 and one value. Throws at whatever is not of it. */
function compactValue(form) {
  let at = 1;
  let last = null;
  const byte = () => (at < form.length ? form[at++] : noForm('it ends too early'));
  const bytes = (length) => {
    if (length > form.length - at) noForm('it ends too early');
    at += length;
    return form.slice(at - length, at);
  };
  const digits = (length) =>
    Array.from(bytes(length), (each) => each.toString(16).padStart(2, '0')).join('');
  const isWhole = (code) => code < 0xa0 || (code >= 0xa3 && code <= 0xa6);
  const whole = (code) => {
    if (!isWhole(code)) noForm('a length is none');
    if (code < 0x80) return code;
    if (code < 0xa0) return (code - 0x80) * 256 + byte();
    return bytes([2, 3, 4, 6][code - 0xa3]).reduce((sum, each) => sum * 256 + each, 0);
  };
  const length = () => whole(byte());
  const ascii = () =>
    Array.from(bytes(length()), (each) =>
      each < 0x80 ? String.fromCharCode(each) : noForm('no ASCII'),
    ).join('');
  const wide = () => {
    const halves = bytes(2 * length());
    let text = '';
    for (let half = 0; half < halves.length; half += 2) {
      text += String.fromCharCode(halves[half] * 256 + halves[half + 1]);
    }
    return text.isWellFormed() ? text : noForm('half a character');
  };
  const number = (text) => {
    const value = Number(text);
    return Number.isFinite(value) && String(value) === text ? value : noForm('no number');
  };
  const oddHex = (hex) => (hex[0] === '0' ? hex.slice(1) : noForm('an odd digit'));
  const negative = (value) => (value === 0 ? noForm('a negative nothing') : -value);
  const place = (list, index) => list[index] ?? noForm('a place that is in no list');
  const deeper = (depth) => (depth < 64 ? depth + 1 : noForm('it is nested too deep'));

  const list = (depth) => {
    const values = [];
    for (let left = length(); left > 0; left -= 1) values.push(value(byte(), depth));
    return values;
  };
  const name = (code) =>
    code === 0xa9 ? ascii() : code === 0xaa ? wide() : noForm('a name is no text');
  const members = (code, depth) => {
    if (code === 0xb1) {
      const values = [];
      for (let next = byte(); next !== 0xb2; next = byte()) values.push(value(next, depth));
      return values.map((each) => [name(byte()), each]);
    }
    if (code !== 0xb5 && code < 0xd8) noForm('no members');
    const shape = place(compactShapes, code === 0xb5 ? 40 + byte() : code - 0xd8);
    return shape.split(' ').map((each) => [each, value(byte(), depth)]);
  };
  const object = (first, depth) => {
    const entries = [];
    let code = first;
    for (; code === 0xb3; code = byte()) entries.push(...members(byte(), depth));
    entries.push(...members(code, depth));
    const names = new Set(entries.map(([each]) => each));
    if (names.size < entries.length || names.has('__proto__')) noForm('a name twice, or none');
    return Object.fromEntries(entries);
  };
  const meant = {
    0xa0: () => null,
    0xa1: () => false,
    0xa2: () => true,
    0xa7: () => negative(length()),
    0xa8: () => number(ascii()),
    0xa9: () => (last = ascii()),
    0xaa: () => (last = wide()),
    0xab: () => (last?.length <= 64 ? last : noForm('no text before, or a long one')),
    0xac: () => digits(length()),
    0xad: () => oddHex(digits(length())),
    0xae: () => digits(16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    0xaf: () => `sha256:${digits(32)}`,
    0xb0: (depth) => list(deeper(depth)),
    0xb4: () => place(compactWords, 34 + byte()),
  };
  const value = (code, depth) => {
    if (isWhole(code)) return whole(code);
    if (code >= 0xd8 || code === 0xb1 || code === 0xb3 || code === 0xb5) {
      return object(code, deeper(depth));
    }
    if (code >= 0xb6) return place(compactWords, code - 0xb6);
    return (meant[code] ?? noForm)(depth);
  };

  const said = value(byte(), 0);
  return at === form.length ? said : noForm('there is more');
}

globalThis.compactValue = compactValue;
