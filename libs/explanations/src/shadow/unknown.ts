import { policyChanges, type Candidate, type Policy } from '#libs/matcher';
import { KINDS } from '../kinds/table.js';
import type { DecisionKind, DecisionRecord, JudgedRecord } from '../record.js';

/**
 * Why a record cannot say what other rules would have made of a decision: it holds the drivers, and
 * what was measured of them, as the rules of then had it done. Such a decision is compared all the
 * same, and told apart.
 */
export const UNKNOWN_REASONS = [
  'looks_further',
  'looks_at_more',
  'looks_at_fewer',
  'other_grabs',
  'other_profile',
  'other_place',
  'other_qualifications',
  'not_measured',
  'other_rules',
] as const;
export type UnknownReason = (typeof UNKNOWN_REASONS)[number];

/** The rules of then and the others, and whether they differ where nothing here can look. */
export type Rules = {
  readonly before: Policy;
  readonly after: Policy;
  readonly elsewhere: boolean;
};

export const rulesOf = (before: Policy, after: Policy): Rules => ({
  before,
  after,
  elsewhere: policyChanges(before, after).some(({ path }) => !READ_AS_RECORDED.test(path)),
});

/**
 * Which of them hold for one decision. `again` is what came of it: a factor that counts and left no
 * part was not measured then.
 */
export function unknownsOf(
  record: JudgedRecord,
  { before, after, elsewhere }: Rules,
  again: DecisionRecord,
): UnknownReason[] {
  const { bundle, drivers, kind } = record;
  const candidates = drivers.flatMap((row) => (row.candidate === null ? [] : [row.candidate]));
  const { search, order } = bundle;
  const searched = KINDS[kind].records === 'everyone_evaluated';
  const [was, is] = [before.limits, after.limits];
  const holds: Readonly<Record<UnknownReason, boolean>> = {
    looks_further:
      searched && search.endedBy === 'reach' && after.reach.meters > before.reach.meters,
    looks_at_more: searched && search.endedBy === 'limit' && is.evaluatedMax > was.evaluatedMax,
    looks_at_fewer: searched && candidates.length > is.evaluatedMax,
    other_grabs: collectedOtherwise(kind, order.mode, before, after, candidates),
    other_profile:
      profileDiffers(before, after) && candidates.some((each) => each.profile !== null),
    other_place: candidates.some((each) => placedOtherwise(each, before, after)),
    other_qualifications:
      codes(before.impliedQualifications[order.cargoKind]) !==
      codes(after.impliedQualifications[order.cargoKind]),
    not_measured: leavesPartsOut(again, after),
    other_rules: elsewhere,
  };
  return UNKNOWN_REASONS.filter((reason) => holds[reason]);
}

/**
 * What deciding again reads from the policy alone, and what no decision reads; the rest is looked
 * at one by one above. A part of the policy that is not named here is one this room does not know.
 */
const READ_AS_RECORDED = new RegExp(
  `^/(?:${[
    ...['name$', 'version$', 'cityCode$', 'weights/', 'tables/', 'substitutions/', 'travel/'],
    ...['impliedQualifications/', 'trip(?:/|$)', 'remedies(?:/|$)'],
    'profile/(?:neutralPoints/|completionPrior/|punctualityPrior/|halfLifeDays$|windowDays$)',
    'reach/(?:meters|positionMaxAgeSeconds|activeOrdersMax|locationRequired)$',
    'windows/(?:collectMs|recommendEveryMs|confirmMs|openMaxMs|stalledAfterMs|ratingMs)$',
    'limits/(?:evaluatedMax|grabbersMax|recommendedMax|grabsPerMinute|openGrabsMax)$',
    'limits/(?:releasesMax|attemptsMax)$',
  ].join('|')})`,
);

/**
 * A grab is taken as it was; a longer or shorter window, or room for fewer, would have had others.
 */
function collectedOtherwise(
  kind: DecisionKind,
  mode: string,
  before: Policy,
  after: Policy,
  candidates: readonly Candidate[],
): boolean {
  if (KINDS[kind].records !== 'those_who_grabbed') return false;
  const grabbed = candidates.filter(({ grabSequence }) => grabSequence !== null).length;
  return (
    grabbed > after.limits.grabbersMax ||
    (mode === 'grab_then_award' && before.windows.collectMs !== after.windows.collectMs)
  );
}

const profileDiffers = ({ profile: was }: Policy, { profile: is }: Policy): boolean =>
  was.halfLifeDays !== is.halfLifeDays || was.windowDays !== is.windowDays;

/** Which of his places counted was chosen by how old a position may be. */
function placedOtherwise({ place, consents }: Candidate, before: Policy, after: Policy): boolean {
  const [was, is] = [before.reach.positionMaxAgeSeconds, after.reach.positionMaxAgeSeconds];
  if (is < was) return place.source === 'position' && place.ageSeconds > is;
  return is > was && place.source === 'manual' && consents.location !== null;
}

const codes = (given: readonly string[] | undefined): string => [...(given ?? [])].sort().join();

function leavesPartsOut({ drivers }: DecisionRecord, after: Policy): boolean {
  const counted = Object.entries(after.weights).filter(([, weight]) => weight > 0);
  return drivers.some(
    ({ total, parts }) =>
      total !== null && counted.some(([factor]) => !parts.some((part) => part.factor === factor)),
  );
}
