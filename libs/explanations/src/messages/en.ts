import { RULES_EN } from '../rules/messages.js';
import { ANSWER_EN } from './answers.js';
import { CARD_EN } from './card.js';
import { LATER_EN } from './later-factors.js';
import { LATER_REFUSALS_EN } from './refusals.js';
import { CHANGES_EN } from './changes.js';
import { ROUND_EN } from './rounds.js';
import { catalogue } from './parameters.js';

export const en = catalogue({
  ...RULES_EN,
  ...ANSWER_EN,
  ...CARD_EN,
  ...LATER_EN,
  ...LATER_REFUSALS_EN,
  ...ROUND_EN,
  ...CHANGES_EN,
  'part.pickup_distance':
    '{pickupMeters} in a straight line from your place ({placeSource}) to the loading place.',
  'part.arrival_slack':
    'The drive to loading takes {driveSeconds}, loading closes in {availableSeconds}: {slackSeconds} in hand.',
  'part.body_fit.exact': 'Your body type, {body}, is one the order asks for.',
  'part.body_fit.substitute': 'Your body type, {body}, may by rule stand in for {servesFor}.',
  'part.load_fit.kilograms':
    'The order weighs {needed}, your truck may still carry {free}: {usePermille} used (the fullest measure counts).',
  'part.load_fit.litres':
    'The order takes {needed}, your truck still has {free}: {usePermille} used (the fullest measure counts).',
  'part.load_fit.vehicle_slots':
    'The order takes {needed}, your truck still has {free}: {usePermille} used (the fullest measure counts).',
  'part.completion_rate':
    'Of {attemptedMilli} you took on (older ones count less), {completedMilli} completed; on top of the starting value ({priorSuccessesMilli} of {priorTrialsMilli}) that makes {ratePermille}.',
  'part.punctuality':
    'Of {timedMilli} with a known arrival (older ones count less), {onTimeMilli} on time; on top of the starting value ({priorSuccessesMilli} of {priorTrialsMilli}) that makes {ratePermille}.',
  'part.lane_experience': 'On this lane you completed {laneMilli} (older ones count less).',
  'part.completed_together':
    'With this shipper you completed {togetherMilli} (older ones count less).',
  'part.waiting': 'You have been free for {waitingSeconds}.',
  'part.compensation':
    'An earlier decision about you was overturned: you have {points} priority points here, once.',
  'part.profile_off':
    'Your profile is off: this part takes the neutral {points} points of the rules, whatever your history.',

  'refusal.busy': 'Your truck already carries {value}; the most is {threshold}.',
  'refusal.consent_missing':
    'This kind of dispatch needs a {threshold}; you have not consented to location, and your place was the {value}.',
  'refusal.gave_back_before':
    'This order was yours before and was given back ({value}), so it is not given to you again.',
  'refusal.offer_lapsed':
    'Your offer of this order ended {value} ago without your accepting it; it may be offered to you again after {threshold}.',
  'refusal.body_type': 'Your truck is a {value}; the order asks for: {threshold}.',
  'refusal.length': 'Your truck is {value} long; the order asks for at least {threshold}.',
  'refusal.weight': 'Your truck may still carry {value}; the order needs {threshold}.',
  'refusal.volume': 'Your truck still has {value}; the order needs {threshold}.',
  'refusal.vehicle_slots': 'Your truck still has {value}; the order needs {threshold}.',
  'refusal.qualification': 'The order requires: {threshold}. You lack: {value}.',
  'refusal.cannot_arrive': 'The drive to loading takes {value}, but loading closes in {threshold}.',
  'refusal.window_over': 'The drive to loading takes {value}, but loading had already closed.',
  'refusal.beyond_reach': 'You were {value} from the loading place; the reach is {threshold}.',
  'refusal.position_too_old':
    'Your position was {value} old; the oldest that counts is {threshold}.',
  'refusal.did_not_grab': 'You were eligible but did not grab this order.',

  'not_reached.not_registered': 'You were not registered yet when this was decided.',
  'refusal.not_offered': 'This order goes to who accepts an offer, and it was not offered to you.',
  'refusal.did_not_accept':
    'This order was offered to you, and you had not accepted it; your offer was {value}.',
  'not_reached.not_offered':
    'The order was offered to a few at a time, and one of them accepted it. It had not been offered to you.',
  'not_reached.was_ranked_below_offers':
    'You were eligible, in place {rank}; those before you were asked first.',
  'not_reached.did_not_grab':
    'This was decided among the drivers who had grabbed the order, and you had not grabbed it.',
  'not_reached.was_recommended': 'The order had been recommended to you (place {rank}).',
  'not_reached.was_ranked':
    'You were eligible, in place {rank}: outside the recommended ones, but free to grab.',
  'not_reached.not_recommended': 'The order had not been recommended to you; the reason follows.',
  'not_reached.concerned_another_driver':
    'This decision concerned another driver. It was not about you and has no effect on you.',
  'not_reached.off_duty': 'You were off duty when this was decided (since {since}).',
  'not_reached.another_city':
    'There was no place to go by, so you were matched by city: you were in {value}, the order loads in {threshold}.',
  'not_reached.position_too_old':
    'Your position was {value} old; the oldest that counts is {threshold}.',
  'not_reached.beyond_reach':
    'You were about {value} from the loading place; the reach is {threshold}.',
  'not_reached.beyond_search_bound':
    'You were about {value} from the loading place; the search goes from near to far and was full once it had seen everyone within {threshold}.',
  'not_reached.truck_changed':
    'The search judged only trucks that can carry the order; what was registered of your truck then is not kept, since it was changed afterwards, so the reason can no longer be told.',
  'not_reached.evidence_expired':
    'The records of duty and position from that time are no longer kept, so the reason can no longer be told.',
  'not_reached.within_reach_but_unseen':
    'You were about {value} from the loading place, within the reach of {threshold}, and should have been seen. The index of positions may have lagged; you may object.',
  'not_reached.approximate':
    'Only a coarse place is kept from that time; it may be off by up to {uncertainty}.',

  'why.won': 'Your total of {total} was the highest, so the order went to you.',
  'why.won_by_lot':
    'Your total of {total} shared the top; the lot that was committed to beforehand fell to you.',
  'why.won_first':
    'The first to grab wins this order, and of the eligible you were first (grab number {sequence}).',
  'why.won_by_hand': 'A member of staff assigned this order to you.',
  'why.lost': 'Your total was {total}; {cutoff} won. You were {gap} short.',
  'why.lost_by_lot':
    'Your total of {total} equals the winner’s; the lot that was committed to beforehand fell to another.',
  'why.lost_first':
    'The first to grab wins this order; yours was grab number {sequence}, and an eligible driver came earlier.',
  'why.lost_by_hand': 'A member of staff assigned this order to another driver.',
  'why.recommended':
    'Your total of {total} puts you in place {rank}, within the best {most} that the order is recommended to.',
  'why.ranked':
    'Your total of {total} puts you in place {rank}, outside the best {most} that the order is recommended to. You may still grab it.',
  'why.recommended_later':
    'Your total of {total} puts you in place {rank}, within the best {most} that the order is recommended to. Those before you saw it first, you {delay} later.',
  'why.ranked_later':
    'Your total of {total} puts you in place {rank}, outside the best {most} that the order is recommended to. You saw it {delay} later than the first, and may still grab it.',
  'why.offered':
    'Your total of {total} puts you in place {rank}, within the best {most} that the order is offered to.',
  'why.offered_later':
    'Your total of {total} puts you in place {rank}, within the best {most} that the order is offered to. Those before you saw it first, you {delay} later.',
  'why.ranked_below_offers':
    'Your total of {total} puts you in place {rank}. The order is offered to the best {most} first, and to the next if none of them takes it.',
  'why.accepted': 'The order was offered to you, and you were the first to accept it.',
  'why.ranked_without_award':
    'Your total of {total} puts you in place {rank}, but this time the order went to nobody.',
  'why.released_not_confirmed':
    'The order was yours for {waited} and was not confirmed within the {allowed} allowed, so it is dispatched again.',
  'why.released_driver_cancelled':
    'You cancelled {waited} after the order was given to you, so it is dispatched again.',
  'why.cancelled_order':
    'The order was cancelled by {by}, {had} after it was given to you. It was not your doing.',
  'why.cancelled_grab':
    'The order you had grabbed was cancelled by {by} before it was given to anyone, {had} after your grab.',
  'why.cancelled_offer':
    'The order that was offered to you was cancelled by {by} before anybody took it, {had} after it was offered. It was not your doing.',
  'why.profile_completed':
    'You completed this order, so it counts in your profile as taken on and completed.',
  'why.profile_cancelled':
    'You cancelled an order that was yours, so it counts in your profile as taken on and not completed.',
  'why.profile_imported': 'Earlier orders of yours were imported into your profile: {added}.',
  'why.profile_corrected':
    'Your profile was corrected. Orders that came in: {added}; orders taken out: {removed}.',
  'why.profile_rating_defaulted':
    'Nobody rated this order in time, so a good rating was recorded by default. Ratings are no evidence for a profile; yours is unchanged.',
  'why.profile_off':
    'Your profile is off, so none is worked out, and this ({because}) is used in no decision.',
  'why.profile_outside_window':
    'All of it is older than the {days} that count, so nothing changed.',
  'reason.strongest': 'Your strongest part: {factor}, {contribution} of {most}.',
  'reason.weakest': 'You lost most points on: {factor}, where you got {contribution} of {most}.',
  'reason.precedence': 'The rules are checked in a fixed order; this is the first that held.',

  'search.grabbed':
    'Those who had grabbed the order were judged, wherever they were; nobody else was.',
  'search.offered':
    'Those who had been offered the order were judged, wherever they were; nobody else was.',
  'search.reach': 'The search covered the whole reach of {reach}.',
  'search.limit_by_truck':
    'The reach is {reach}; with many trucks about, only those that can carry it were judged, from near to far, and the search was full once it had covered {proven}.',
  'search.limit':
    'The reach is {reach}; the search goes from near to far and was full once it had covered {proven}.',

  'tie.rule':
    'Equal totals are ordered by ticket, the smaller first; equal tickets by the driver’s id.',
  'tie.recompute':
    'Ticket = hex of HMAC-SHA-256, keyed with the bytes of the seed, over the order’s id, one zero byte and your id. The SHA-256 of the seed was published before grabbing began, so you can check both.',
  'tie.first_wins':
    'The first to grab wins this order: grabs count in the order they arrived, totals do not.',
  'tie.accepted':
    'An offered order goes to the first who accepts it: acceptances count in the order they arrived, totals decided who was asked.',
  'tie.seed_secret': 'This round is not decided yet; the seed is revealed when it is.',

  'consequence.won':
    'You carry this order. If you cancel it yourself, that counts in your completion rate.',
  'consequence.no_effect': 'Not getting this order costs you no points in later decisions.',
  'consequence.cancellation_free':
    'A cancellation by the other side never touches your profile: it counts in no rate of yours, and later decisions do not look at it.',
  'consequence.truck_free': 'Your truck is free for other orders from now on.',
  'consequence.grab_closed': 'Your grab was withdrawn and no longer counts as an open one.',
  'consequence.offer_closed': 'Your offer was withdrawn and no longer counts as an open one.',
  'consequence.profile_unused':
    'With your profile off, matching uses the neutral values of the published rules for you.',
  'consequence.profile_same': 'Your points in later matching are the same as before.',
  'consequence.profile_decays': 'The weight of an order halves every {half} and ends after {days}.',
  'consequence.profile_choice':
    'You may look at your profile, have it corrected, or switch it off at any time; once off, your history is no longer used.',
  'consequence.recommended':
    'This is only a recommendation; nothing is given away yet, and not grabbing has no effect on you.',
  'consequence.offered':
    'The order is yours if you are the first to accept. To decline it, or to let it pass, counts in no rate of yours.',
  'consequence.not_offered_yet':
    'Nothing is given away yet: if nobody who was asked takes it, the next best are asked.',
  'consequence.released_not_confirmed':
    'This order is not given to you again; the missing confirmation does not count in your completion rate.',
  'consequence.released_driver_cancelled':
    'This order is not given to you again; cancelling it yourself counts in your completion rate.',

  'why.overturned':
    'A person looked at the decision for {spent} and overturned it; this record takes its place.',
  'reason.faulty_rule': 'What was found to be at fault: {rule}.',
  'consequence.compensated':
    'You have priority points, once, in the next comparable order you compete for.',
  'consequence.tagged':
    'The rule or datum at fault is marked, and how often it is overturned is counted.',

  'remedy.object':
    'You may object to this decision; you get an answer in writing within {days} calendar days of receipt (weekends and holidays count), free of charge.',
  'remedy.limit':
    'In complicated cases you get it within {days} working days of receipt at the latest.',
  'remedy.human': 'You may refuse a decision made by the system alone and have a person decide.',
  'remedy.correct':
    'If any of these data are wrong, you may have them corrected; what was decided on wrong data is looked at again.',
  'remedy.profile_off':
    'You may switch your profile off at any time; it takes effect at once, and later decisions do not use your history.',
  'remedy.complain': 'You may also complain to the authorities or go to court.',

  'contrast.winner':
    'Your own parts are exact. The winner’s are shown only in fixed bands, and only because at least {least} drivers who were ranked share place and body with the winner. Everyone who asks is shown the same.',
  'contrast.last_recommended':
    'Your own parts are exact. Those of the last driver recommended are shown only in fixed bands, and only because at least {least} drivers who were ranked share place and body with that driver. Everyone who asks is shown the same.',
  'contrast.part': '{factor}: yours gave {own}, the other’s between {least} and {most}.',
  'contrast.too_few_alike':
    'The other driver’s parts are withheld: fewer than {least} drivers who were ranked share place and body with that driver, so even bands would point at a person.',
  'contrast.total_would_narrow':
    'The other driver’s parts are withheld: together with the exact total, the bands would tell more than a band.',
  'contrast.budget':
    'The other driver’s parts are withheld: today you have asked about as many decisions as comparisons may be told of. Ask again tomorrow; what is yours is told as always.',
  'contrast.evidence_gone':
    'The other driver’s parts are withheld: what was recorded of that driver is erased or reduced.',

  'fixed.body':
    'Your body type, {body}, is not the one asked for. A truck is what it is; nothing is advised.',
  'fixed.length':
    'Your truck is {length} long, shorter than asked for. A truck is what it is; nothing is advised.',
  'fixed.free_load':
    'How well the load fits your truck follows from its size. A truck is what it is; nothing is advised.',
  'fixed.loading_window': 'Loading had closed at {until}; the shipper sets that time.',
  'fixed.offer_lapsed':
    'You let an offer of this order pass a short while ago; only time changes that.',
  'fixed.gave_back': 'An order that was given back does not return to the same driver.',
  'fixed.lot': 'Your total equalled the one that won, and the lot decided; nobody can steer it.',
  'fixed.history':
    'Your profile was off, so your history was not looked up; what it would have given is not known.',

  'profile_off.own.yes':
    'Had your profile been off, and the others’ as they were, your total would have been {total} and you would have {goal}.',
  'profile_off.own.no':
    'Had your profile been off, and the others’ as they were, your total would have been {total} and you would not have {goal}.',
  'profile_off.own.refused':
    'Had your profile been off, the same rule would have excluded you: no rule looks at the profile.',
  'profile_off.everyone.yes':
    'Had everyone’s profile been off, your total would have been {total} and you would have {goal}.',
  'profile_off.everyone.no':
    'Had everyone’s profile been off, your total would have been {total} and you would not have {goal}.',
  'profile_off.everyone.refused':
    'Had everyone’s profile been off, the same rule would have excluded you.',

  'withheld.others':
    'Who the other drivers are, where they were and their parts are third-party personal information and are not shown; only the winning total is.',
  'withheld.reduced':
    'After {days} only bands are kept of what was measured of you: each number is the lower edge of its band. Points and total are as they were.',
  'withheld.crowd': 'Counts below {least} are given as a range, so that they point at nobody.',

  'shipper.won': 'The highest total among those who grabbed: {total}.',
  'shipper.won_first': 'The first to grab wins this order; of the eligible, this driver was first.',
  'shipper.won_by_hand': 'A member of staff assigned this driver.',
  'shipper.part': '{factor}: quarter {quarter} of {quarters}, higher is better.',
  'shipper.nobody_near': '{onDuty} drivers were on duty, none of them within {reach}.',
  'shipper.no_grabber_eligible': '{evaluated} drivers grabbed the order; none of them is eligible.',
  'shipper.nobody_eligible': '{evaluated} drivers within {reach} were evaluated; none is eligible.',
  'shipper.offered':
    'Eligible drivers: {ranked}. The order is offered to the best of them, {told} at a time.',
  'shipper.accepted': 'The order was offered to this driver, who was the first to accept it.',
  'shipper.eligible_wait':
    'Eligible drivers: {ranked}. The order was recommended to the best {told} and waits for them to grab.',
  'shipper.nobody_grabbed': 'Drivers evaluated: {evaluated}. No eligible driver has grabbed.',
  'shipper.released': 'The order came back from its driver ({cause}) and is dispatched again.',
  'shipper.cancelled':
    'The order was cancelled; it counts against none of the drivers who had or wanted it.',
  'shipper.refused': '{reason}: {trucks}.',
  'shipper.no_relaxation': 'Relaxing a single term would make no further truck eligible.',

  'relax.body_type': 'Accepting {to} as well: {trucks} more eligible.',
  'relax.length': 'A minimum length of {to} instead of {from}: {trucks} more eligible.',
  'relax.any_length': 'No minimum length (now {from}): {trucks} more eligible.',
  'relax.weight': 'Splitting or reducing the load from {from} to {to}: {trucks} more eligible.',
  'relax.volume': 'Splitting or reducing the load from {from} to {to}: {trucks} more eligible.',
  'relax.vehicle_slots': '{to} instead of {from}: {trucks} more eligible.',
  'relax.loading_window': 'Loading open {later} longer (until {until}): {trucks} more eligible.',
  'relax.qualification': 'Not requiring {from}: {trucks} more eligible.',
});
