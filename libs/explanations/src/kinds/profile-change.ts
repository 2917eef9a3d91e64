import { POINTS_MAX } from '#libs/matcher';
import type { ProfileConsequence, ProfileEffect } from '../consequence.js';
import { input, type InputView } from '../driver/inputs.js';
import { sentence, type Sentence } from '../sentence.js';
import { consequenceIn } from './consequence-in.js';
import type { Kind, Told } from './kind.js';
import { profileChangeRecord } from './profile-change-record.js';

/** An outcome, a correction or a default met a driver's profile: what it was, and is now. */
export const profileChange: Kind = {
  label: { zh: '个人特征变化', en: 'change of a profile' },
  question: {
    zh: '我的个人特征发生了什么变化？',
    en: 'What happened to my profile, and what does it mean?',
  },
  answers: {
    WON: 'answer.profile.counted',
    LOST: 'answer.profile.counted_against',
    REFUSED: 'answer.profile.not_counted',
  },
  settles: 'a_profile',
  records: 'those_concerned',
  personal: true,
  roles: {
    WON: { role: 'WON', label: { zh: '计入，没有降低完成率', en: 'counted, not against you' } },
    LOST: { role: 'LOST', label: { zh: '计入，降低完成率', en: 'counted against you' } },
    REFUSED: { role: 'REFUSED', label: { zh: '不计入', en: 'not counted' } },
  },
  significance: { effect: 'MAJOR', rule: 'significance.profile_change' },
  events: () => ['driver.profile_changed'],
  narrative: ({ row, policy }) => {
    const changed = consequenceIn(row, 'profile_change');
    return [why(changed, policy.profile.windowDays), ...sumsIn(changed), ...largest(changed)];
  },
  consequences,
  inputs: ({ row }) => {
    const { before, after } = consequenceIn(row, 'profile_change');
    return [...sumInputs(before, 'before'), ...sumInputs(after, 'after')];
  },
  proof: {
    by: 'rules',
    again: (record, policy) => {
      const { bundle, decisionId, decidedAtMs, policyHash, decidedByHuman, round } = record;
      const rows = record.drivers.map((row) => ({
        driverId: row.driverId,
        ...consequenceIn(row, 'profile_change'),
      }));
      return profileChangeRecord({
        ...{ decisionId, decidedAtMs, policyHash, decidedByHuman, policy },
        order: bundle.order === null ? null : { facts: bundle.order, round },
        because: rows[0]?.because ?? 'corrected',
        drivers: rows,
      });
    },
  },
};

function why({ rule, because, added, removed }: ProfileConsequence, days: number): Sentence {
  switch (rule) {
    case 'counts_as_completed':
      return sentence('why.profile_completed', {});
    case 'counts_as_not_completed':
      return sentence('why.profile_cancelled', {});
    case 'counted_by_sum':
      return because === 'imported'
        ? sentence('why.profile_imported', { added: added.length })
        : sentence('why.profile_corrected', { added: added.length, removed: removed.length });
    case 'rating_is_no_evidence':
      return sentence('why.profile_rating_defaulted', {});
    case 'profile_off':
      return sentence('why.profile_off', { because });
    case 'outside_window':
      return sentence('why.profile_outside_window', { days });
  }
}

function sumsIn({ before, after }: ProfileConsequence): Sentence[] {
  if (before === null || after === null) return [];
  return [
    sentence('profile.completion', {
      completedBefore: before.completedMilli,
      attemptedBefore: before.attemptedMilli,
      completedAfter: after.completedMilli,
      attemptedAfter: after.attemptedMilli,
    }),
  ];
}

const sizeOf = ({ weight, pointsBefore, pointsAfter }: ProfileEffect): number =>
  weight * Math.abs(pointsAfter - pointsBefore);

/** The factor it moved most; the first listed of equal ones, none when nothing moved. */
function largest({ effects }: ProfileConsequence): Sentence[] {
  let most: ProfileEffect | null = null;
  for (const effect of effects) {
    if (sizeOf(effect) > (most === null ? 0 : sizeOf(most))) most = effect;
  }
  return most === null ? [] : [effectSentence(most)];
}

const effectSentence = ({ factor, weight, pointsBefore, pointsAfter }: ProfileEffect): Sentence =>
  sentence('profile.effect', {
    factor,
    before: weight * pointsBefore,
    after: weight * pointsAfter,
    most: weight * POINTS_MAX,
  });

/** What it means for matching: every factor it moved, and how long it lasts. */
function consequences({ row, policy }: Told): Sentence[] {
  const { rule, effects } = consequenceIn(row, 'profile_change');
  const moved = effects.filter((effect) => sizeOf(effect) > 0).map(effectSentence);
  if (rule === 'profile_off') return [sentence('consequence.profile_unused', {})];
  if (moved.length === 0) return [sentence('consequence.profile_same', {})];
  const { halfLifeDays: half, windowDays: days } = policy.profile;
  return [
    ...moved,
    sentence('consequence.profile_decays', { half, days }),
    sentence('consequence.profile_choice', {}),
  ];
}

function sumInputs(facts: ProfileConsequence['before'], when: 'before' | 'after'): InputView[] {
  const sum = (name: 'attempted' | 'completed' | 'timed' | 'on_time', milli: number) =>
    input(`${name}_${when}`, milli, 'milli_orders', 'outcomes');
  if (facts === null) return [];
  return [
    sum('attempted', facts.attemptedMilli),
    sum('completed', facts.completedMilli),
    sum('timed', facts.timedMilli),
    sum('on_time', facts.onTimeMilli),
  ];
}
