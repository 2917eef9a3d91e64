import { catalogue } from './parameters.js';

export const en = catalogue({
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
  'part.profile_off':
    'Your profile is off: this part takes the neutral {points} points of the rules, whatever your history.',

  'refusal.busy': 'Your truck already carries {value}; the most is {threshold}.',
  'refusal.consent_missing':
    'This kind of dispatch needs a {threshold}; you have not consented to location, and your place was the {value}.',
  'refusal.gave_back_before':
    'This order was yours before and was given back ({value}), so it is not given to you again.',
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
  'not_reached.off_duty': 'You were off duty when this was decided (since {since}).',
  'not_reached.another_city':
    'There was no place to go by, so you were matched by city: you were in {value}, the order loads in {threshold}.',
  'not_reached.position_too_old':
    'Your position was {value} old; the oldest that counts is {threshold}.',
  'not_reached.beyond_reach':
    'You were about {value} from the loading place; the reach is {threshold}.',
  'not_reached.beyond_search_bound':
    'You were about {value} from the loading place; the search goes from near to far and was full once it had seen everyone within {threshold}.',
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
  'why.ranked_without_award':
    'Your total of {total} puts you in place {rank}, but this time the order went to nobody.',
  'why.released_not_confirmed':
    'The order was yours for {waited} and was not confirmed within the {allowed} allowed, so it is dispatched again.',
  'why.released_driver_cancelled':
    'You cancelled {waited} after the order was given to you, so it is dispatched again.',
  'reason.strongest': 'Most of your points come from: {factor}, {contribution} of {most}.',
  'reason.weakest': 'Most points were missed on: {factor}, {contribution} of {most}.',
  'reason.precedence': 'The rules are checked in a fixed order; this is the first that held.',

  'search.reach': 'The search covered the whole reach of {reach}.',
  'search.limit':
    'The reach is {reach}; the search goes from near to far and was full once it had covered {proven}.',

  'tie.rule':
    'Equal totals are ordered by ticket, the smaller first; equal tickets by the driver’s id.',
  'tie.recompute':
    'Ticket = hex of HMAC-SHA-256, keyed with the bytes of the seed, over the order’s id, one zero byte and your id. The SHA-256 of the seed was published before grabbing began, so you can check both.',
  'tie.first_wins':
    'The first to grab wins this order: grabs count in the order they arrived, totals do not.',
  'tie.seed_secret': 'This round is not decided yet; the seed is revealed when it is.',

  'consequence.won':
    'You carry this order. If you cancel it yourself, that counts in your completion rate.',
  'consequence.no_effect':
    'Not getting this order does not lower your profile and does not affect later decisions.',
  'consequence.recommended':
    'This is only a recommendation; nothing is given away yet, and not grabbing has no effect on you.',
  'consequence.released_not_confirmed':
    'This order is not given to you again; the missing confirmation does not count in your completion rate.',
  'consequence.released_driver_cancelled':
    'This order is not given to you again; cancelling it yourself counts in your completion rate.',

  'remedy.object':
    'You may object to this decision; you get an answer in writing within {days} days of receipt, free of charge.',
  'remedy.human': 'You may refuse a decision made by the system alone and have a person decide.',
  'remedy.correct':
    'If any of these data are wrong, you may have them corrected; what was decided on wrong data is looked at again.',
  'remedy.profile_off':
    'You may switch your profile off at any time; it takes effect at once, and later decisions do not use your history.',
  'remedy.complain': 'You may also complain to the authorities or go to court.',

  'withheld.others':
    'Who the other drivers are, where they were and their parts are third-party personal information and are not shown; only the winning total is.',
  'withheld.crowd': 'Counts below {least} are given as a range, so that they point at nobody.',

  'shipper.won': 'The highest total among those who grabbed: {total}.',
  'shipper.won_first': 'The first to grab wins this order; of the eligible, this driver was first.',
  'shipper.won_by_hand': 'A member of staff assigned this driver.',
  'shipper.part': '{factor}: quarter {quarter} of {quarters}, higher is better.',
  'shipper.nobody_near': '{onDuty} drivers were on duty, none of them within {reach}.',
  'shipper.nobody_eligible': '{evaluated} drivers within {reach} were evaluated; none is eligible.',
  'shipper.eligible_wait':
    'Eligible drivers: {ranked}. The order was recommended to the best {told} and waits for them to grab.',
  'shipper.nobody_grabbed': 'Drivers evaluated: {evaluated}. No eligible driver has grabbed.',
  'shipper.released': 'The order came back from its driver ({cause}) and is dispatched again.',
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
