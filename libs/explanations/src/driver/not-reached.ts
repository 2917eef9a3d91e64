import type { Text } from '../labels.js';
import type { Sentence } from '../sentence.js';
import type { RefusalView } from './refusal-view.js';

/** In precedence: the first that holds is told. */
export const NOT_REACHED_REASONS = [
  'not_registered', 'concerned_another_driver', 'did_not_grab',
  'not_offered', 'evidence_expired', 'off_duty', 'another_city',
  'beyond_reach', 'truck_unsuitable', 'beyond_search_bound', 'position_too_old', 'within_reach_but_unseen',
] as const; // prettier-ignore
export type NotReachedReason = (typeof NOT_REACHED_REASONS)[number];

export const NOT_REACHED_LABELS: Readonly<Record<NotReachedReason, Text>> = {
  not_registered: { zh: '尚未登记', en: 'not registered yet' },
  concerned_another_driver: { zh: '只涉及另一位司机', en: 'concerned another driver' },
  did_not_grab: { zh: '未抢单', en: 'did not grab' },
  not_offered: { zh: '未派单给你', en: 'was not offered it' },
  evidence_expired: { zh: '记录已过保存期', en: 'evidence no longer kept' },
  off_duty: { zh: '未出车', en: 'off duty' },
  another_city: { zh: '不在装货城市', en: 'another city' },
  position_too_old: { zh: '位置过旧', en: 'position too old' },
  beyond_reach: { zh: '超出派单半径', en: 'beyond reach' },
  truck_unsuitable: { zh: '车辆不符合要求', en: 'truck cannot carry it' },
  beyond_search_bound: { zh: '搜索名额已满', en: 'search was full' },
  within_reach_but_unseen: { zh: '在半径内但未被看到', en: 'within reach but not seen' },
};

export type NotReached = {
  readonly reason: NotReachedReason;
  readonly label: Text;
  readonly value: number | string | null;
  readonly threshold: number | string | null;
  readonly unit: 'moment' | 'city' | 'seconds' | 'meters' | 'none';
  /** The kept place is a cell: how far off the distance may be. Null where that does not matter. */
  readonly uncertaintyMeters: number | null;
  readonly sentence: Sentence;
  /**
   * Of who did not grab, or was not offered it: what the recommendation, or the newest offer, had
   * for him.
   */
  readonly recommended: RecommendedView | null;
};

/** From the recommendation's record, or reconstructed where that never saw him either. */
export type RecommendedView = {
  readonly decisionId: string;
  readonly role: 'RECOMMENDED' | 'RANKED' | 'REFUSED' | 'NOT_REACHED';
  readonly rank: number | null;
  readonly refusal: RefusalView | null;
  readonly notReached: NotReached | null;
};
