import type { DriverExplanation } from '#libs/explanations';
import type { Candidate, OrderFacts, ProfileFacts } from '#libs/matcher';
import { difference, numberOf } from './numbers-read.js';
import { isRecorded, type Recorded, type Value } from './recorded.js';
import { LANGUAGES, numbersIn } from './words.js';

type Input = DriverExplanation['inputs'][number];
type Term = DriverExplanation['order'][number];
type Field = Value | null | undefined;

/** The data that went in and what the order asked for: each as recorded, and as it reads. */
export function readingFaults({ inputs, order }: DriverExplanation, recorded: Recorded): string[] {
  const terms = recorded.decision.bundle.order;
  return [
    ...inputs.flatMap((each) => faultsOf(each, inputField(each, recorded))),
    ...order.flatMap((each) => faultsOf(each, terms && TERMS[each.code](terms))),
  ];
}

function faultsOf({ code, value, unit, text }: Input | Term, field: Field): string[] {
  if (value !== (field ?? null)) return [`${code} is ${field}, and ${value} is told`];
  if (value === null || text === null) return text === value ? [] : [`${code} is not read out`];
  const number = numberOf(value, unit);
  return LANGUAGES.flatMap((language) => {
    const read = numbersIn(text[language], number === null ? [String(value)] : []);
    const wrong = difference(read, number === null ? [] : [number]);
    return wrong === null ? [] : [`${code} ${wrong}: ${text[language]}`];
  });
}

const TERMS: Readonly<Record<Term['code'], (order: OrderFacts) => Field>> = {
  body_types: ({ bodyTypes }) => bodyTypes.join(','),
  min_length: ({ minLengthMillimeters }) => minLengthMillimeters,
  weight: ({ load }) => load.kilograms,
  volume: ({ load }) => load.litres,
  vehicle_slots: ({ load }) => load.vehicleSlots,
  cargo_kind: ({ cargoKind }) => cargoKind,
  qualifications: ({ qualifications }) => qualifications.join(','),
  loading_from: ({ loadingWindow }) => loadingWindow.fromMs,
  loading_until: ({ loadingWindow }) => loadingWindow.untilMs,
  lane: ({ laneMeters }) => laneMeters,
  mode: ({ mode }) => mode,
};

/** By whom he was seen: as a candidate, as one whose profile changed, or by what is kept of him. */
function inputField({ code, value }: Input, recorded: Recorded): Field {
  const { row, evidence } = recorded;
  const candidate = row?.candidate ?? null;
  if (candidate !== null) {
    const known = MEASURED[code];
    if (known !== undefined) return known(candidate);
    return value !== null && isRecorded(value, recorded) ? value : null;
  }
  const change = row?.consequence?.of === 'profile_change' ? row.consequence : null;
  const [, sum = '', when = ''] = /^(.+)_(before|after)$/.exec(code) ?? [];
  if (change !== null) return change[when as 'before' | 'after']?.[SUMS[sum] ?? 'laneMilli'];
  const state = evidence?.state;
  switch (code) {
    case 'on_duty':
      return state?.onDuty;
    case 'city':
      return state?.cityCode;
    case 'place_source':
      return state?.placeSource;
    default:
      return evidence?.pickupMeters;
  }
}

const SUMS: Readonly<Record<string, keyof ProfileFacts>> = {
  attempted: 'attemptedMilli',
  completed: 'completedMilli',
  timed: 'timedMilli',
  on_time: 'onTimeMilli',
};

const MEASURED: Readonly<Partial<Record<Input['code'], (candidate: Candidate) => Field>>> = {
  body: ({ body }) => body,
  length: ({ lengthMillimeters }) => lengthMillimeters,
  free_weight: ({ freeLoad }) => freeLoad.kilograms,
  free_volume: ({ freeLoad }) => freeLoad.litres,
  free_vehicle_slots: ({ freeLoad }) => freeLoad.vehicleSlots,
  qualifications: ({ qualifications }) => qualifications.join(','),
  active_orders: ({ activeOrders }) => activeOrders,
  place_source: ({ place }) => place.source,
  pickup_distance: ({ place }) => place.pickupMeters,
  cell: ({ place }) => place.cell,
  consent_location: ({ consents }) => consents.location,
  consent_profile: ({ consents }) => consents.profile,
  attempted: ({ profile }) => profile?.attemptedMilli,
  completed: ({ profile }) => profile?.completedMilli,
  timed: ({ profile }) => profile?.timedMilli,
  on_time: ({ profile }) => profile?.onTimeMilli,
  lane_experience: ({ profile }) => profile?.laneMilli,
  completed_together: ({ profile }) => profile?.togetherMilli,
  waiting: ({ waitingSeconds }) => waitingSeconds,
  gave_back: ({ gaveBack }) => gaveBack,
  grab_sequence: ({ grabSequence }) => grabSequence,
};
