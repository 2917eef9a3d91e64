import type { Unit } from '../format.js';
import { ANSWER_PARAMETERS } from './answers.js';
import { CARD_PARAMETERS } from './card.js';
import { LATER_PARAMETERS } from './later-factors.js';
import { LATER_REFUSAL_PARAMETERS } from './refusals.js';
import { ROUND_PARAMETERS } from './rounds.js';
import { RULE_PARAMETERS } from '../rules/messages.js';

/**
 * Every sentence that can be said, with the values it is built from and their units. A language
 * that lacks one, or names a value that is not here, does not compile.
 */
export const PARAMETERS = {
  ...RULE_PARAMETERS,
  ...ANSWER_PARAMETERS,
  ...CARD_PARAMETERS,
  ...LATER_PARAMETERS,
  ...LATER_REFUSAL_PARAMETERS,
  ...ROUND_PARAMETERS,

  'part.pickup_distance': { pickupMeters: 'meters', placeSource: 'place_source' },
  'part.arrival_slack': {
    driveSeconds: 'seconds',
    availableSeconds: 'seconds',
    slackSeconds: 'seconds',
  },
  'part.body_fit.exact': { body: 'body_type' },
  'part.body_fit.substitute': { body: 'body_type', servesFor: 'body_type' },
  'part.load_fit.kilograms': { needed: 'kilograms', free: 'kilograms', usePermille: 'permille' },
  'part.load_fit.litres': { needed: 'litres', free: 'litres', usePermille: 'permille' },
  'part.load_fit.vehicle_slots': {
    needed: 'vehicle_slots',
    free: 'vehicle_slots',
    usePermille: 'permille',
  },
  'part.completion_rate': {
    completedMilli: 'milli_orders',
    attemptedMilli: 'milli_orders',
    priorSuccessesMilli: 'milli_orders',
    priorTrialsMilli: 'milli_orders',
    ratePermille: 'permille',
  },
  'part.punctuality': {
    onTimeMilli: 'milli_orders',
    timedMilli: 'milli_orders',
    priorSuccessesMilli: 'milli_orders',
    priorTrialsMilli: 'milli_orders',
    ratePermille: 'permille',
  },
  'part.lane_experience': { laneMilli: 'milli_orders' },
  'part.completed_together': { togetherMilli: 'milli_orders' },
  'part.waiting': { waitingSeconds: 'seconds' },
  'part.compensation': { points: 'points' },
  'part.profile_off': { points: 'points' },

  'refusal.busy': { value: 'orders', threshold: 'orders' },
  'refusal.consent_missing': { value: 'place_source', threshold: 'place_source' },
  'refusal.gave_back_before': { value: 'release_cause' },
  'refusal.offer_lapsed': { value: 'seconds', threshold: 'seconds' },
  'refusal.body_type': { value: 'body_type', threshold: 'body_type' },
  'refusal.length': { value: 'millimeters', threshold: 'millimeters' },
  'refusal.weight': { value: 'kilograms', threshold: 'kilograms' },
  'refusal.volume': { value: 'litres', threshold: 'litres' },
  'refusal.vehicle_slots': { value: 'vehicle_slots', threshold: 'vehicle_slots' },
  'refusal.qualification': { value: 'qualification', threshold: 'qualification' },
  'refusal.cannot_arrive': { value: 'seconds', threshold: 'seconds' },
  'refusal.window_over': { value: 'seconds' },
  'refusal.beyond_reach': { value: 'meters', threshold: 'meters' },
  'refusal.position_too_old': { value: 'seconds', threshold: 'seconds' },
  'refusal.did_not_grab': {},
  'refusal.not_offered': {},
  'refusal.did_not_accept': { value: 'offer_state' },

  'not_reached.not_registered': {},
  'not_reached.did_not_grab': {},
  'not_reached.not_offered': {},
  'not_reached.was_ranked_below_offers': { rank: 'count' },
  'not_reached.was_recommended': { rank: 'count' },
  'not_reached.was_ranked': { rank: 'count' },
  'not_reached.not_recommended': {},
  'not_reached.concerned_another_driver': {},
  'not_reached.off_duty': { since: 'moment' },
  'not_reached.another_city': { value: 'city', threshold: 'city' },
  'not_reached.position_too_old': { value: 'seconds', threshold: 'seconds' },
  'not_reached.beyond_reach': { value: 'meters_up', threshold: 'meters' },
  'not_reached.beyond_search_bound': { value: 'meters_up', threshold: 'meters' },
  'not_reached.evidence_expired': {},
  'not_reached.truck_changed': {},
  'not_reached.within_reach_but_unseen': { value: 'meters_down', threshold: 'meters' },
  'not_reached.approximate': { uncertainty: 'meters' },

  'why.won': { total: 'points' },
  'why.won_by_lot': { total: 'points' },
  'why.won_first': { sequence: 'count' },
  'why.won_by_hand': {},
  'why.lost': { total: 'points', cutoff: 'points', gap: 'points' },
  'why.lost_by_lot': { total: 'points' },
  'why.lost_first': { sequence: 'count' },
  'why.lost_by_hand': {},
  'why.recommended': { rank: 'count', total: 'points', most: 'count' },
  'why.ranked': { rank: 'count', total: 'points', most: 'count' },
  'why.recommended_later': {
    rank: 'count',
    total: 'points',
    most: 'count',
    delay: 'milliseconds',
  },
  'why.ranked_later': { rank: 'count', total: 'points', most: 'count', delay: 'milliseconds' },
  'why.offered': { rank: 'count', total: 'points', most: 'count' },
  'why.offered_later': { rank: 'count', total: 'points', most: 'count', delay: 'milliseconds' },
  'why.ranked_below_offers': { rank: 'count', total: 'points', most: 'count' },
  'why.accepted': {},
  'why.ranked_without_award': { rank: 'count', total: 'points' },
  'why.released_not_confirmed': { waited: 'milliseconds', allowed: 'milliseconds' },
  'why.released_driver_cancelled': { waited: 'milliseconds' },
  'why.cancelled_order': { by: 'canceller', had: 'milliseconds' },
  'why.cancelled_grab': { by: 'canceller', had: 'milliseconds' },
  'why.cancelled_offer': { by: 'canceller', had: 'milliseconds' },
  'why.profile_completed': {},
  'why.profile_cancelled': {},
  'why.profile_imported': { added: 'count' },
  'why.profile_corrected': { added: 'count', removed: 'count' },
  'why.profile_rating_defaulted': {},
  'why.profile_off': { because: 'profile_cause' },
  'why.profile_outside_window': { days: 'days' },
  'reason.strongest': { factor: 'factor', contribution: 'points', most: 'points' },
  'reason.weakest': { factor: 'factor', contribution: 'points', most: 'points' },
  'reason.precedence': {},

  'search.grabbed': {},
  'search.offered': {},
  'search.reach': { reach: 'meters' },
  'search.limit': { reach: 'meters', proven: 'meters' },
  'search.limit_by_truck': { reach: 'meters', proven: 'meters' },

  'tie.rule': {},
  'tie.recompute': {},
  'tie.first_wins': {},
  'tie.accepted': {},
  'tie.seed_secret': {},

  'consequence.won': {},
  'consequence.no_effect': {},
  'consequence.recommended': {},
  'consequence.offered': {},
  'consequence.not_offered_yet': {},
  'consequence.released_not_confirmed': {},
  'consequence.released_driver_cancelled': {},
  'consequence.cancellation_free': {},
  'consequence.truck_free': {},
  'consequence.grab_closed': {},
  'consequence.offer_closed': {},
  'consequence.profile_unused': {},
  'consequence.profile_same': {},
  'consequence.profile_decays': { half: 'days', days: 'days' },
  'consequence.profile_choice': {},

  'why.overturned': { spent: 'milliseconds' },
  'reason.faulty_rule': { rule: 'text' },
  'consequence.compensated': {},
  'consequence.tagged': {},

  'remedy.object': { days: 'count' },
  'remedy.limit': { days: 'count' },
  'remedy.human': {},
  'remedy.correct': {},
  'remedy.profile_off': {},
  'remedy.complain': {},

  'contrast.winner': { least: 'count' },
  'contrast.last_recommended': { least: 'count' },
  'contrast.part': { factor: 'factor', own: 'points', least: 'points', most: 'points' },
  'contrast.too_few_alike': { least: 'count' },
  'contrast.total_would_narrow': {},
  'contrast.budget': {},
  'contrast.evidence_gone': {},

  'change.grab': {},
  'change.grab_first': {},
  'change.share_location': {},
  'change.fresher_position': { change: 'seconds', to: 'seconds' },
  'change.nearer': { change: 'meters', to: 'meters_down' },
  'change.place_set_nearer': { change: 'meters', to: 'meters_down' },
  'change.finish_orders': { change: 'orders' },
  'change.longer_free': { change: 'seconds' },
  'change.profile_off': {},
  'change.profile_on': {},
  'change.more_completed': { change: 'more_completed' },
  'change.more_punctual': { change: 'more_completed' },
  'change.more_on_lane': { change: 'more_completed' },
  'change.more_together': { change: 'more_completed' },
  'change.qualifications': { to: 'qualification' },

  'counterfactual.changes': { goal: 'text' },
  'counterfactual.joint': { goal: 'text' },
  'counterfactual.nothing': { goal: 'text' },
  'counterfactual.unavailable': {},
  'counterfactual.basis': { at: 'moment' },
  'counterfactual.single': { goal: 'text', changes: 'text' },
  'counterfactual.single_in': { goal: 'text', changes: 'text', factors: 'text' },
  'counterfactual.together': { goal: 'text', changes: 'text' },
  'counterfactual.together_in': { goal: 'text', changes: 'text', factors: 'text' },

  'fixed.body': { body: 'body_type' },
  'fixed.length': { length: 'millimeters' },
  'fixed.free_load': {},
  'fixed.loading_window': { until: 'moment' },
  'fixed.gave_back': {},
  'fixed.offer_lapsed': {},
  'fixed.lot': {},
  'fixed.history': {},

  'profile_off.own.yes': { total: 'points', goal: 'text' },
  'profile_off.own.no': { total: 'points', goal: 'text' },
  'profile_off.own.refused': {},
  'profile_off.everyone.yes': { total: 'points', goal: 'text' },
  'profile_off.everyone.no': { total: 'points', goal: 'text' },
  'profile_off.everyone.refused': {},

  'withheld.others': {},
  'withheld.crowd': { least: 'count' },
  'withheld.reduced': { days: 'days' },

  'shipper.won': { total: 'points' },
  'shipper.won_first': {},
  'shipper.won_by_hand': {},
  'shipper.part': { factor: 'factor', quarter: 'count', quarters: 'count' },
  'shipper.nobody_near': { onDuty: 'count', reach: 'meters' },
  'shipper.no_grabber_eligible': { evaluated: 'count' },
  'shipper.nobody_eligible': { evaluated: 'count', reach: 'meters' },
  'shipper.offered': { ranked: 'count', told: 'count' },
  'shipper.accepted': {},
  'shipper.eligible_wait': { ranked: 'count', told: 'count' },
  'shipper.nobody_grabbed': { evaluated: 'count' },
  'shipper.released': { cause: 'release_cause' },
  'shipper.cancelled': {},
  'shipper.refused': { reason: 'refusal', trucks: 'count' },
  'shipper.no_relaxation': {},

  'relax.body_type': { to: 'body_type', trucks: 'count' },
  'relax.length': { from: 'millimeters', to: 'millimeters', trucks: 'count' },
  'relax.any_length': { from: 'millimeters', trucks: 'count' },
  'relax.weight': { from: 'kilograms', to: 'kilograms', trucks: 'count' },
  'relax.volume': { from: 'litres', to: 'litres', trucks: 'count' },
  'relax.vehicle_slots': { from: 'vehicle_slots', to: 'vehicle_slots', trucks: 'count' },
  'relax.loading_window': { later: 'seconds', until: 'moment', trucks: 'count' },
  'relax.qualification': { from: 'qualification', trucks: 'count' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Unit>>>>;

export type Parameters = typeof PARAMETERS;
export type MessageKey = keyof Parameters;

/** The names between braces in a template. */
type Placeholders<Template extends string> =
  Template extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest> : never;

/** Keys of a catalogue whose template names a value the message does not have. */
type Misnamed<Catalogue extends Readonly<Record<MessageKey, string>>> = {
  [K in MessageKey]: Placeholders<Catalogue[K]> extends keyof Parameters[K] ? never : K;
}[MessageKey];

/**
 * Takes a language's templates as they are, or fails to compile naming the message that is wrong.
 */
export const catalogue = <const Catalogue extends Readonly<Record<MessageKey, string>>>(
  templates: Catalogue &
    ([Misnamed<Catalogue>] extends [never] ? unknown : { misnamed: Misnamed<Catalogue> }),
): Readonly<Record<MessageKey, string>> => templates;
