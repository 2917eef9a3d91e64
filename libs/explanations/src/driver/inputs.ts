import type { Candidate, OrderFacts } from '#libs/matcher';
import { format, type Scalar, type Unit } from '../format.js';
import type { Text } from '../labels.js';
import { INPUT_LABELS, TERM_LABELS, type InputCode, type TermCode } from './input-labels.js';

/** `MANUAL`: entered by the driver. `DEFAULT`: stands in for what is not known. */
export type Origin = 'OBSERVED' | 'MANUAL' | 'DEFAULT' | 'MISSING';

export type InputSource =
  | 'registration'
  | 'phone_or_terminal'
  | 'driver'
  | 'city_table'
  | 'consent_ledger'
  | 'outcomes'
  | 'assignments'
  | 'grabs'
  | 'pairs'
  | 'declines'
  | 'offers'
  | 'trips'
  | 'ratings'
  | 'open_orders'
  | 'shipper'
  | 'reconstruction';

export type InputView = {
  readonly code: InputCode;
  readonly label: Text;
  readonly value: Scalar | null;
  readonly unit: Unit;
  /** Null when there is no value. */
  readonly text: Text | null;
  readonly source: InputSource;
  readonly origin: Origin;
  /** Known only of what is measured at a moment. */
  readonly observedAtMs: number | null;
  readonly ageSeconds: number | null;
};

export type TermView = Pick<InputView, 'label' | 'value' | 'unit' | 'text'> & {
  readonly code: TermCode;
};

/** Everything the decision was given of this driver, and where each datum came from. */
export function inputsOf(candidate: Candidate, decidedAtMs: number): InputView[] {
  const { place, freeLoad, consents, profile } = candidate;
  return [
    input('body', candidate.body, 'body_type'),
    input('length', candidate.lengthMillimeters, 'millimeters'),
    input('free_weight', freeLoad.kilograms, 'kilograms'),
    input('free_volume', freeLoad.litres, 'litres'),
    input('free_vehicle_slots', freeLoad.vehicleSlots, 'vehicle_slots'),
    input('qualifications', candidate.qualifications.join(','), 'qualification'),
    input('active_orders', candidate.activeOrders, 'orders', 'assignments'),
    ...placeInputs(place, decidedAtMs),
    input('consent_location', consents.location, 'text', 'consent_ledger'),
    input('consent_profile', consents.profile, 'text', 'consent_ledger'),
    ...profileInputs(profile),
    input('waiting', candidate.waitingSeconds, 'seconds', 'assignments'),
    ...laterInputs(candidate),
    input('gave_back', candidate.gaveBack, 'release_cause', 'assignments'),
    ...refusalInputs(candidate),
    input('grab_sequence', candidate.grabSequence, 'count', 'grabs'),
  ];
}

/** What is there of few drivers, and of none in an older record. */
function refusalInputs({ blocked, declined, openOffers, aboard, driving }: Candidate): InputView[] {
  return [
    ...(blocked === undefined ? [] : [input('blocked', blocked, 'block', 'pairs')]),
    ...(declined === undefined
      ? []
      : [
          input('declined_because', declined.reason, 'decline_reason', 'declines'),
          input('declined_ago', declined.agoSeconds, 'seconds', 'declines'),
          input('declined_terms_changed', declined.termsChanged, 'none', 'declines'),
        ]),
    ...(openOffers === undefined ? [] : [input('open_offers', openOffers, 'count', 'offers')]),
    ...(aboard === undefined
      ? []
      : [
          input('aboard', aboard.orders.length, 'orders', 'assignments'),
          input(
            'aboard_cargo',
            aboard.orders.map(({ cargoKind }) => cargoKind).join(','),
            'cargo',
            'assignments',
          ),
        ]),
    ...(driving === undefined
      ? []
      : [
          input('crew', driving.crew, 'count', 'registration'),
          input('driven_today', driving.todaySeconds, 'seconds', 'trips'),
          input('driven_since_rest', driving.sinceRestSeconds, 'seconds', 'trips'),
        ]),
  ];
}

/** What the order asked for; the other half of what was compared. */
export function termsOf(order: OrderFacts): TermView[] {
  return [
    term('body_types', order.bodyTypes.join(','), 'body_type'),
    term('min_length', order.minLengthMillimeters, 'millimeters'),
    term('weight', order.load.kilograms, 'kilograms'),
    term('volume', order.load.litres, 'litres'),
    term('vehicle_slots', order.load.vehicleSlots, 'vehicle_slots'),
    term('cargo_kind', order.cargoKind, 'cargo'),
    term('qualifications', order.qualifications.join(','), 'qualification'),
    term('loading_from', order.loadingWindow.fromMs, 'moment'),
    term('loading_until', order.loadingWindow.untilMs, 'moment'),
    term('lane', order.laneMeters, 'meters'),
    term('mode', order.mode, 'mode'),
  ];
}

function placeInputs(place: Candidate['place'], decidedAtMs: number): InputView[] {
  const from: { source: InputSource; origin: Origin } = {
    position: { source: 'phone_or_terminal' as const, origin: 'OBSERVED' as const },
    manual: { source: 'driver' as const, origin: 'MANUAL' as const },
    city: { source: 'city_table' as const, origin: 'DEFAULT' as const },
  }[place.source];
  const measured = place.source === 'position';
  const at = {
    observedAtMs: measured ? decidedAtMs - place.ageSeconds * 1000 : null,
    ageSeconds: measured ? place.ageSeconds : null,
    ...from,
  };
  return [
    Object.assign(input('place_source', place.source, 'place_source'), at),
    Object.assign(input('pickup_distance', place.pickupMeters, 'meters'), at),
    Object.assign(input('cell', place.cell, 'text'), at, {
      origin: place.cell ? at.origin : 'MISSING',
    } as const),
  ];
}

/** Only what was looked up: a policy that does not ask for it has none of it. */
function laterInputs({ profile, share, home, returns, familiar }: Candidate): InputView[] {
  const { cargoMilli, ratedMilli, starsMilli } = profile ?? {};
  const known = [
    cargoMilli === undefined || input('cargo_experience', cargoMilli, 'milli_orders', 'outcomes'),
    ratedMilli === undefined || input('rated', ratedMilli, 'milli_ratings', 'ratings'),
    starsMilli === undefined || input('rated_stars', starsMilli, 'milli_stars', 'ratings'),
    ...(share === undefined
      ? []
      : [
          input('earned', share.earnedFen, 'fen', 'assignments'),
          input('on_duty_time', share.onDutySeconds, 'seconds', 'assignments'),
          input('median_earned', share.medianFenPerHour, 'fen', 'assignments'),
        ]),
    ...(home === undefined
      ? []
      : [
          input('home_now', home.nowMeters, 'meters'),
          input('home_after', home.afterMeters, 'meters'),
        ]),
    ...(returns === undefined
      ? []
      : [
          input('arrival_there', returns.arrivalMs, 'moment', 'open_orders'),
          input('return_open', returns.open, 'orders', 'open_orders'),
          input('return_posted', returns.postedPerDayMilli, 'milli_orders', 'open_orders'),
        ]),
    familiar === undefined || input('familiar', familiar, 'text', 'shipper'),
  ];
  return known.filter((each) => each !== true);
}

/** Without evidence a rate stands on its starting value alone, and says so. */
function profileInputs(profile: Candidate['profile']): InputView[] {
  const rate = (code: InputCode, milli: number | null, trialsMilli: number | null): InputView => {
    const datum = input(code, milli, 'milli_orders', 'outcomes');
    return trialsMilli === 0 ? { ...datum, origin: 'DEFAULT' } : datum;
  };
  const attempted = profile?.attemptedMilli ?? null;
  const timed = profile?.timedMilli ?? null;
  return [
    rate('attempted', attempted, attempted),
    rate('completed', profile?.completedMilli ?? null, attempted),
    rate('timed', timed, timed),
    rate('on_time', profile?.onTimeMilli ?? null, timed),
    input('lane_experience', profile?.laneMilli ?? null, 'milli_orders', 'outcomes'),
    input('completed_together', profile?.togetherMilli ?? null, 'milli_orders', 'outcomes'),
  ];
}

export const input = (
  code: InputCode,
  value: Scalar | null,
  unit: Unit,
  source: InputSource = 'registration',
): InputView => ({
  code,
  label: INPUT_LABELS[code],
  value,
  unit,
  text: read(value, unit),
  source,
  origin: value === null ? 'MISSING' : 'OBSERVED',
  observedAtMs: null,
  ageSeconds: null,
});

const term = (code: TermCode, value: Scalar, unit: Unit): TermView => ({
  code,
  label: TERM_LABELS[code],
  value,
  unit,
  text: read(value, unit),
});

const read = (value: Scalar | null, unit: Unit): Text | null =>
  value === null ? null : { zh: format(value, unit, 'zh'), en: format(value, unit, 'en') };
