import type { Unit } from '../format.js';

// The first line of a card: yes or no, before any reason.

export const ANSWER_PARAMETERS = {
  'answer.order.yes': {},
  'answer.order.no': {},
  'answer.order.nobody': {},
  'answer.recommended.yes': {},
  'answer.recommended.no': {},
  'answer.offered.yes': {},
  'answer.offered.no': {},
  'answer.released': {},
  'answer.cancelled.order': {},
  'answer.cancelled.grab': {},
  'answer.profile.counted': {},
  'answer.profile.counted_against': {},
  'answer.profile.not_counted': {},
  'answer.overturned': {},
  'answer.about_another': {},
} as const satisfies Readonly<Record<string, Readonly<Record<string, Unit>>>>;

type AnswerMessages = Readonly<Record<keyof typeof ANSWER_PARAMETERS, string>>;

export const ANSWER_ZH = {
  'answer.order.yes': '你得到了这个订单。',
  'answer.order.no': '你没有得到这个订单。',
  'answer.order.nobody': '你没有得到这个订单：这次谁都没有得到。',
  'answer.recommended.yes': '是：这个订单推荐给了你。订单还没有分配，要抢单才可能得到。',
  'answer.recommended.no': '不是：这个订单没有推荐给你。',
  'answer.offered.yes': '是：这个订单派给了你。要在规定时间内接受才归你。',
  'answer.offered.no': '不是：这个订单没有派给你。',
  'answer.released': '这个订单不再是你的。',
  'answer.cancelled.order': '这个订单已被取消，不再是你的。',
  'answer.cancelled.grab': '这个订单已被取消，你没有得到，别人也没有得到。',
  'answer.profile.counted': '这件事计入了你的个人特征，没有降低完成率。',
  'answer.profile.counted_against': '这件事计入了你的个人特征，降低了完成率。',
  'answer.profile.not_counted': '这件事没有计入你的个人特征。',
  'answer.overturned': '你是对的：原决定已被撤销。',
  'answer.about_another': '这个决定与你无关。',
} as const satisfies AnswerMessages;

export const ANSWER_EN = {
  'answer.order.yes': 'You got this order.',
  'answer.order.no': 'You did not get this order.',
  'answer.order.nobody': 'You did not get this order: this time nobody did.',
  'answer.recommended.yes':
    'Yes, this order was recommended to you. It is not given away yet: only who grabs may get it.',
  'answer.recommended.no': 'No, this order was not recommended to you.',
  'answer.offered.yes':
    'Yes, this order was offered to you. It is yours if you accept it within the time allowed.',
  'answer.offered.no': 'No, this order was not offered to you.',
  'answer.released': 'This order is no longer yours.',
  'answer.cancelled.order': 'This order was cancelled and is no longer yours.',
  'answer.cancelled.grab': 'This order was cancelled: you did not get it, and nobody else did.',
  'answer.profile.counted': 'This counts in your profile, and not against you.',
  'answer.profile.counted_against': 'This counts in your profile, and lowers your completion rate.',
  'answer.profile.not_counted': 'This does not count in your profile.',
  'answer.overturned': 'You were right: the decision was overturned.',
  'answer.about_another': 'This decision was not about you.',
} as const satisfies AnswerMessages;
