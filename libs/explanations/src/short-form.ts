import { PLAIN, spelled, type Spelling } from './canonical.js';

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

/** Begins a short form; no JSON begins so, nor what zlib packs. */
export const SHORT_MARK = 1;
const FIRST_WORD = 0x80;

const charOf = (place: number): string => String.fromCharCode(FIRST_WORD + place);
const nameChar = (name: string): string => charOf(NAMES.indexOf(name));
const valueChar = (value: string): string => charOf(NAMES.length + VALUES.indexOf(value));

const shortName = new Map(NAMES.map((name) => [name, nameChar(name)]));
const shortText = new Map(
  VALUES.filter((value) => value.startsWith('"')).map((value) => [
    value.slice(1, -1),
    valueChar(value),
  ]),
);

const SHORT: Spelling = {
  nothing: valueChar('null'),
  no: valueChar('false'),
  yes: valueChar('true'),
  text: (value) => shortText.get(value) ?? (PLAIN.test(value) ? `"${value}"` : null),
  name: ({ key, before }) => shortName.get(key) ?? (PLAIN.test(key) ? before : null),
};

/**
 * Canonical JSON with a character from U+0080 for each word of the lists, without the commas before
 * names: one character, one byte. Null for what has other than plain ASCII texts in it.
 */
export const shortForm = (value: unknown): string | null => spelled(value, SHORT);

const HEAD = nameChar('head');
const ROW = nameChar('row');

/** Of `{ head, row }`, from the short form of each. */
export const shortContent = (head: string, row: string): string => `{${HEAD}${head}${ROW}${row}}`;

const OPENING = '{'.charCodeAt(0);

/** The canonical JSON again, of what follows the mark. Throws at a character that is no word's. */
export function longForm(form: string): string {
  let text = '';
  let from = 0;
  for (let at = 0; at < form.length; at++) {
    const place = form.charCodeAt(at) - FIRST_WORD;
    if (place < 0) continue;
    const word = SHORT_WORDS[place];
    if (word === undefined) throw new RangeError(`no word has the byte ${place + FIRST_WORD}`);
    const after = place < NAMES.length && form.charCodeAt(at - 1) !== OPENING;
    text += form.slice(from, at) + (after ? `,${word}` : word);
    from = at + 1;
  }
  return text + form.slice(from);
}
