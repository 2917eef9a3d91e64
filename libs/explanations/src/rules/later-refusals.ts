import type { PartLoadRules, Policy, RefusalReason } from '#libs/matcher';
import { CARGO_LABELS, type Text } from '../labels.js';
import { sentence, type Sentence } from '../sentence.js';

/**
 * Refusals that a policy may know or not; where it does not, the rule says that nobody is refused.
 */
export type LaterRefusal = Extract<
  RefusalReason,
  | 'gave_back_before'
  | 'declined_before'
  | 'offer_cap'
  | 'cargo_incompatible'
  | 'late_together'
  | 'detour_too_long'
  | 'driving_time'
  | 'driving_time_unloading'
>;

export function laterRefusal(
  reason: LaterRefusal,
  { asking, partLoads, drivingTime }: Policy,
): Sentence {
  switch (reason) {
    case 'gave_back_before':
      return asking === undefined
        ? sentence('rules.refusal.gave_back_before', {})
        : sentence('rules.refusal.gave_back_for', { most: asking.gaveBackSeconds });
    case 'declined_before':
      return asking === undefined
        ? sentence('rules.refusal.declined_never', {})
        : sentence('rules.refusal.declined_before', { most: asking.declinedSeconds });
    case 'offer_cap':
      return asking === undefined
        ? sentence('rules.refusal.offer_cap_never', {})
        : sentence('rules.refusal.offer_cap', { most: asking.openOffersMax });
    case 'cargo_incompatible':
    case 'late_together':
    case 'detour_too_long':
      return partLoads === undefined
        ? sentence('rules.refusal.part_loads_never', {})
        : together(reason, partLoads);
    case 'driving_time':
    case 'driving_time_unloading':
      if (drivingTime === undefined) return sentence('rules.refusal.driving_time_never', {});
      return reason === 'driving_time'
        ? sentence('rules.refusal.driving_time', {
            stretch: drivingTime.stretchSeconds,
            rest: drivingTime.restSeconds,
            day: drivingTime.daySeconds,
          })
        : sentence('rules.refusal.driving_time_unloading', {});
  }
}

const NONE: Text = { zh: '无', en: 'none' };

function together(
  reason: 'cargo_incompatible' | 'late_together' | 'detour_too_long',
  { apart, alone, stopSeconds, detourMetersMax }: PartLoadRules,
): Sentence {
  if (reason === 'late_together') {
    return sentence('rules.refusal.late_together', { stop: stopSeconds });
  }
  if (reason === 'detour_too_long') {
    return sentence('rules.refusal.detour_too_long', { most: detourMetersMax });
  }
  const pairs = apart.map(([one, other]) => ({
    zh: `${CARGO_LABELS[one].zh}与${CARGO_LABELS[other].zh}`,
    en: `${CARGO_LABELS[one].en} and ${CARGO_LABELS[other].en}`,
  }));
  return sentence('rules.refusal.cargo_incompatible', {
    apart: {
      value: apart.map((pair) => pair.join('+')).join(','),
      label: {
        zh: pairs.map(({ zh }) => zh).join('、') || NONE.zh,
        en: pairs.map(({ en }) => en).join('; ') || NONE.en,
      },
    },
    alone: alone.length === 0 ? { value: '', label: NONE } : alone.join(','),
  });
}
