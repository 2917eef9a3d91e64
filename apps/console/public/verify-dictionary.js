// What records are packed with: the same words and text that the service has, so that a saved page
// opens them without it.
globalThis.shortWords = {
  names: (
    'reason factor facts points weight profileOff body kind role source priorOf homeKnown ' +
    'attemptedMilli completedMilli ratePermille known familiar exact cutoffTotal grabSequence parts ' +
    'rank refusal total profile driverId pickupMeters cargoMilli laneMilli onTimeMilli ratedMilli ' +
    'timedMilli togetherMilli waitingSeconds priorSuccessesMilli priorTrialsMilli shownAfterMs ' +
    'threshold value head decidedAtMs decisionId engineVersion orderId orderVersion policyHash round ' +
    'row candidate activeOrders consents location trip_track vehicle_terminal freeLoad kilograms ' +
    'litres vehicleSlots gaveBack lengthMillimeters place ageSeconds cell starsMilli qualifications ' +
    'ticket placeSource availableSeconds driveSeconds slackSeconds servesFor free fullest needed ' +
    'usePermille benefitMilli benefitPermille milliStars priorMilliStars priorRatingsMilli'
  ).split(' '),
  values: (
    'null false true "LOST" "REFUSED" "WON" "RECOMMENDED" "RANKED" "award" "recommendation" "round" ' +
    '"position" "manual" "city" "default" "kilograms" "litres" "vehicleSlots" "box" "flatbed" ' +
    '"high_rail" "low_rail" "wing" "reefer" "pickup_distance" "arrival_slack" "body_fit" "load_fit" ' +
    '"completion_rate" "punctuality" "lane_experience" "completed_together" "waiting" ' +
    '"cargo_experience" "exploration" "observed_rating" "fair_share" "homeward" "return_load" ' +
    '"familiar_driver" "beyond_reach" "body_type" "weight" "did_not_grab" "busy" "cannot_arrive" ""'
  ).split(' '),
};

globalThis.packingDictionary = [
  '"reason":"off_duty","reason":"offer_lapsed","reason":"declined_before","reason":"gave_back',
  '_before","reason":"vehicle_slots","reason":"qualification","reason":"cannot_arrive","reaso',
  'n":"driving_time","reason":"volume","reason":"weight","reason":"length","reason":"body_typ',
  'e","reason":"busy","reason":"position_too_old","reason":"beyond_reach","body":"reefer","bo',
  'dy":"low_rail","body":"high_rail","body":"wing","body":"flatbed","source":"manual_place","',
  'source":"home_city","kind":"recommendation","role":"RECOMMENDED","kind":"round","kind":"of',
  'fer","kind":"expiry","role":"WON","role":"REFUSED","priorOf":"city","homeKnown":true,"know',
  'n":true,"familiar":true,"exact":false,"profileOff":true,"shownAfterMs":2000,"cutoffTotal":',
  'null,"grabSequence":null,"parts":[],"rank":null,"refusal":{"reason":"did_not_grab","thresh',
  'old":null,"value":null},"role":"REFUSED","total":null{"head":{"cutoffTotal":60000,"decided',
  'AtMs":1790000000000,"decisionId":"01a20396-0000-7000-8000-000000000000","engineVersion":"1',
  '","kind":"award","orderId":"01a20396-0000-7000-8000-000000000000","orderVersion":1,"policy',
  'Hash":"0000000000000000000000000000000000000000000000000000000000000000","round":1},"row":',
  '{"candidate":{"activeOrders":0,"body":"box","consents":{"location":"2026-11","profile":"20',
  '26-11","trip_track":"2026-11","vehicle_terminal":"2026-11"},"driverId":"drv-000000","freeL',
  'oad":{"kilograms":0,"litres":0,"vehicleSlots":0},"gaveBack":null,"grabSequence":0,"lengthM',
  'illimeters":0,"place":{"ageSeconds":0,"cell":"86309fffffffff","pickupMeters":0,"source":"p',
  'osition"},"profile":{"attemptedMilli":0,"cargoMilli":0,"completedMilli":0,"laneMilli":0,"o',
  'nTimeMilli":0,"ratedMilli":0,"starsMilli":0,"timedMilli":0,"togetherMilli":0},"qualificati',
  'ons":[],"ticket":"00000000","waitingSeconds":0},"driverId":"drv-000000","parts":[{"factor"',
  ':"pickup_distance","facts":{"pickupMeters":0,"placeSource":"position"},"points":1000,"weig',
  'ht":30},{"factor":"arrival_slack","facts":{"availableSeconds":0,"driveSeconds":0,"slackSec',
  'onds":0},"points":1000,"weight":10},{"factor":"body_fit","facts":{"body":"box","exact":tru',
  'e,"servesFor":"box"},"points":1000,"weight":8},{"factor":"load_fit","facts":{"free":0,"ful',
  'lest":"kilograms","needed":0,"usePermille":0},"points":1000,"weight":12},{"factor":"comple',
  'tion_rate","facts":{"attemptedMilli":0,"completedMilli":0,"priorOf":"default","priorSucces',
  'sesMilli":0,"priorTrialsMilli":0,"profileOff":false,"ratePermille":0},"points":1000,"weigh',
  't":14},{"factor":"punctuality","facts":{"onTimeMilli":0,"priorOf":"default","priorSuccesse',
  'sMilli":0,"priorTrialsMilli":0,"profileOff":false,"ratePermille":0,"timedMilli":0},"points',
  '":1000,"weight":8},{"factor":"lane_experience","facts":{"laneMilli":0,"profileOff":false},',
  '"points":1000,"weight":6},{"factor":"completed_together","facts":{"profileOff":false,"toge',
  'therMilli":0},"points":1000,"weight":4},{"factor":"waiting","facts":{"waitingSeconds":0},"',
  'points":1000,"weight":0},{"factor":"cargo_experience","facts":{"cargoMilli":0,"profileOff"',
  ':false},"points":1000,"weight":3},{"factor":"exploration","facts":{"attemptedMilli":0,"ben',
  'efitMilli":0,"benefitPermille":0,"completedMilli":0,"profileOff":false,"ratePermille":0},"',
  'points":1000,"weight":3},{"factor":"observed_rating","facts":{"milliStars":0,"priorMilliSt',
  'ars":0,"priorRatingsMilli":0,"profileOff":false,"ratedMilli":0},"points":1000,"weight":2},',
  '{"factor":"fair_share","facts":{"known":false,"profileOff":false},"points":1000,"weight":2',
  '},{"factor":"homeward","facts":{"homeKnown":false},"points":1000,"weight":3},{"factor":"re',
  'turn_load","facts":{"homeKnown":false},"points":1000,"weight":3},{"factor":"familiar_drive',
  'r","facts":{"familiar":false},"points":1000,"weight":4}],"rank":1,"refusal":null,"role":"L',
  'OST","total":60000}}',
].join('');
