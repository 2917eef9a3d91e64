import { arrivalSlackSeconds, bodyServed, POINTS_MAX } from '#libs/matcher';
import type { FactorName, RefusalReason } from '#libs/matcher';
import type { Text } from '../labels.js';
import { sentence, type Sentence } from '../sentence.js';
import type { FixedTerm, NotActionableView } from './counterfactual-view.js';
import type { Situation } from './situation.js';
import { profileIsOn } from './past-terms.js';

const LABELS: Readonly<Record<FixedTerm, Text>> = {
  body: { zh: '车型', en: 'body of the truck' },
  length: { zh: '车长', en: 'length of the truck' },
  free_load: { zh: '车辆装载能力', en: 'what the truck can carry' },
  loading_window: { zh: '装货时间', en: 'loading time' },
  block: { zh: '屏蔽', en: 'a block' },
  declined: { zh: '曾表示不接', en: 'turned down before' },
  driving_time: { zh: '驾驶时间', en: 'hours at the wheel' },
  gave_back: { zh: '曾退回该单', en: 'gave this order back before' },
  offer: { zh: '错过的派单', en: 'an offer let pass' },
  lot: { zh: '抽签', en: 'the lot' },
  history: { zh: '个人特征', en: 'profile' },
  home: { zh: '回家方向与回程货', en: 'way home and return load' },
  fair_share: { zh: '公平份额', en: 'fair share' },
  familiar_driver: { zh: '熟车', en: 'known to the shipper' },
};

/**
 * What counted against him and is nothing to be advised about: a driver is not told to have another
 * truck. What a truck can still carry is the truck's as long as a driver holds one order at a time.
 */
export function notActionableOf(situation: Situation, lostByLot: boolean): NotActionableView[] {
  const { own, order, world } = situation;
  const { policy, nowMs } = world;
  const { verdict, reasons } = situation.stood();
  const refused = (...those: RefusalReason[]): boolean =>
    those.some((reason) => reasons.includes(reason));
  const short = (factor: FactorName): boolean =>
    verdict.refusal === null &&
    verdict.parts.some(
      (part) => part.factor === factor && part.weight > 0 && part.points < POINTS_MAX,
    );
  const substitutes = bodyServed(own.body, order.bodyTypes, {}) === null;
  const { untilMs } = order.loadingWindow;
  const tooLate = arrivalSlackSeconds({ pickupMeters: 0, nowMs, untilMs }, policy.travel) < 0;
  const fixed: readonly (readonly [FixedTerm, boolean, () => Sentence])[] = [
    ['body', substitutes, () => sentence('fixed.body', { body: own.body })],
    [
      'length',
      refused('length'),
      () => sentence('fixed.length', { length: own.lengthMillimeters }),
    ],
    [
      'free_load',
      refused('weight', 'volume', 'vehicle_slots') || short('load_fit'),
      () => sentence('fixed.free_load', {}),
    ],
    ['loading_window', tooLate, () => sentence('fixed.loading_window', { until: untilMs })],
    ['block', own.blocked === 'between', () => sentence('fixed.block', {})],
    ['declined', refused('declined_before'), () => sentence('fixed.declined', {})],
    [
      'driving_time',
      refused('driving_time', 'driving_time_unloading'),
      () => sentence('fixed.driving_time', {}),
    ],
    ['gave_back', refused('gave_back_before'), () => sentence('fixed.gave_back', {})],
    ['offer', refused('offer_lapsed'), () => sentence('fixed.offer_lapsed', {})],
    ['lot', lostByLot, () => sentence('fixed.lot', {})],
    ['history', !profileIsOn(own), () => sentence('fixed.history', {})],
    ['home', short('homeward') || short('return_load'), () => sentence('fixed.home', {})],
    ['fair_share', short('fair_share'), () => sentence('fixed.fair_share', {})],
    ['familiar_driver', short('familiar_driver'), () => sentence('fixed.familiar_driver', {})],
  ];
  return fixed
    .filter(([, holds]) => holds)
    .map(([term, , reason]) => ({ term, label: LABELS[term], reason: reason() }));
}
