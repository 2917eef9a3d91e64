import { judge } from '#libs/matcher';
import type { Candidate } from '#libs/matcher';
import { canonicalJson } from '../../src/canonical.js';
import type { BesideQuestion } from '../../src/counterfactuals/beside.js';
import type { TermName } from '../../src/counterfactuals/counterfactual-view.js';
import { sha256Hex } from '../../src/digest.js';
import { isJudged } from '../../src/record.js';
import type { Case } from '../sample.js';

// What a change makes of a driver, said a second time and from nothing but the words that he reads.

/** How much of each: metres, seconds, orders, or 1 for what is done or not. */
export type Amounts = Readonly<Partial<Record<TermName, number>>>;

const MORE: Readonly<
  Partial<Record<TermName, readonly (keyof NonNullable<Candidate['profile']>)[]>>
> = {
  more_completed: ['attemptedMilli', 'completedMilli'],
  more_punctual: ['attemptedMilli', 'completedMilli', 'timedMilli', 'onTimeMilli'],
  more_on_lane: ['attemptedMilli', 'completedMilli', 'laneMilli'],
  more_together: ['attemptedMilli', 'completedMilli', 'togetherMilli'],
  more_of_cargo: ['attemptedMilli', 'completedMilli', 'cargoMilli'],
};

export function changedBy(amounts: Amounts, own: Candidate, { order, world }: Case): Candidate {
  const of = (term: TermName): number => amounts[term] ?? 0;
  const place = { ...own.place };
  if (of('share_location') > 0) Object.assign(place, { source: 'position', ageSeconds: 0 });
  place.ageSeconds = Math.max(0, place.ageSeconds - of('fresher_position'));
  if (of('nearer') > 0) {
    place.pickupMeters = Math.max(0, place.pickupMeters - of('nearer'));
    place.cell = null;
    if (place.source === 'city') place.source = 'manual';
  }
  let { profile } = own;
  if (of('profile_off') > 0) profile = null;
  if (of('profile_on') > 0) {
    profile = {
      attemptedMilli: 0,
      completedMilli: 0,
      timedMilli: 0,
      onTimeMilli: 0,
      laneMilli: 0,
      togetherMilli: 0,
    };
  }
  for (const [term, facts] of Object.entries(MORE)) {
    if (profile === null) break;
    if (of(term as TermName) === 0) continue;
    for (const fact of facts) {
      profile = { ...profile, [fact]: (profile[fact] ?? 0) + 1_000 * of(term as TermName) };
    }
  }
  const last = Math.max(0, ...world.candidates.map(({ grabSequence }) => grabSequence ?? 0));
  return {
    ...own,
    activeOrders: own.activeOrders - of('finish_orders'),
    qualifications:
      of('qualifications') > 0
        ? [...new Set([...own.qualifications, ...order.qualifications])].sort()
        : own.qualifications,
    place,
    consents: {
      location:
        of('share_location') > 0
          ? (own.consents.location ?? 'hypothetical')
          : own.consents.location,
      profile:
        of('profile_off') > 0
          ? null
          : of('profile_on') > 0
            ? (own.consents.profile ?? 'hypothetical')
            : own.consents.profile,
    },
    profile,
    waitingSeconds: own.waitingSeconds + of('longer_free'),
    grabSequence: of('grab_first') > 0 ? 0 : of('grab') > 0 ? last + 1 : own.grabSequence,
  };
}

export function totalOf(
  changed: Candidate,
  { header, bundle, policy }: Pick<BesideQuestion, 'header' | 'bundle' | 'policy'>,
): number | null {
  if (!isJudged(bundle)) return null;
  const { order, purpose } = bundle;
  const verdict = judge(changed, order, { nowMs: header.decidedAtMs, purpose, policy });
  return verdict.refusal === null ? verdict.total : null;
}

/** As anyone who holds the record would work it out. */
export const digestOfChange = (
  candidate: Candidate,
  total: number | null,
  { decisionId, policyHash, engineVersion }: BesideQuestion['header'],
): string =>
  sha256Hex(
    canonicalJson({
      ...{ schema: 'paidan.counterfactual/1', decisionId, policyHash, engineVersion },
      ...{ candidate, result: { outcome: 'REACHED', total } },
    }),
  );
