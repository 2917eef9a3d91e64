import type { Unit } from '../format.js';

// What is said of orders that were given out together.

export const ROUND_PARAMETERS = {
  'why.round_won': { total: 'points', orders: 'count' },
  'why.round_won_greedy': { total: 'points', orders: 'count' },
  'why.round_elsewhere': {},
  'why.round_traded': { loss: 'points' },
  'why.round_traded_little': { loss: 'points' },
  'why.round_first_elsewhere': { loss: 'points' },
  'why.round_first_elsewhere_little': { loss: 'points' },
  'why.round_nobody': { total: 'points' },
  'tie.round': {},
} as const satisfies Readonly<Record<string, Readonly<Record<string, Unit>>>>;

type RoundMessages = Readonly<Record<keyof typeof ROUND_PARAMETERS, string>>;

export const ROUND_ZH = {
  'why.round_won':
    '一起统筹的 {orders} 个订单的所有分法中，把本单分给你（总分 {total}）的这一种各单总分之和最高。',
  'why.round_won_greedy':
    '本轮竞争的订单太多，没有算出最优分法；{orders} 个订单按总分从高到低依次分配，本单（总分 {total}）分给你。',
  'why.round_elsewhere': '同一轮中另一个订单已经分给你；一人一次只得一单，因此本单分给了别人。',
  'why.round_traded': '本单你排第一。如果分给你，本轮所有订单的总分之和至少会少 {loss}。',
  'why.round_traded_little':
    '本单你排第一。如果分给你，本轮所有订单的总分之和不会更高，最多少 {loss}；总和相同时按签号决定。',
  'why.round_first_elsewhere':
    '本单你排第一，同一轮中另一个订单分给了你。如果改为把本单分给你，所有订单的总分之和至少会少 {loss}。',
  'why.round_first_elsewhere_little':
    '本单你排第一，同一轮中另一个订单分给了你。如果改为把本单分给你，所有订单的总分之和不会更高，最多少 {loss}；总和相同时按签号决定。',
  'why.round_nobody':
    '你的总分为 {total}；本轮中符合条件的司机承运了其他订单，本单没有分给任何人，之后会再次匹配。',
  'tie.round': '同一轮的订单统筹分配，取总分之和最高的分法；总和相同时按签号，再按编号决定。',
} as const satisfies RoundMessages;

export const ROUND_EN = {
  'why.round_won':
    'Of all ways to give out the {orders} orders that were decided together, the one in which this order goes to you, with a total of {total}, has the greatest sum.',
  'why.round_won_greedy':
    'So many orders competed that the best of all ways was not worked out; the {orders} orders were given out by the highest totals first, and this one, with {total}, to you.',
  'why.round_elsewhere':
    'In the same round another order went to you; nobody gets two at once, so this one went elsewhere.',
  'why.round_traded':
    'You were first for this order. Had it gone to you, all orders of the round together would have had at least {loss} points less.',
  'why.round_traded_little':
    'You were first for this order. Had it gone to you, all orders of the round together would have had no more, at most {loss} points less; equal sums are settled by the tickets.',
  'why.round_first_elsewhere':
    'You were first for this order, and in the same round another one went to you. Had you got this one instead, all orders together would have had at least {loss} points less.',
  'why.round_first_elsewhere_little':
    'You were first for this order, and in the same round another one went to you. Had you got this one instead, all orders together would have had no more, at most {loss} points less; equal sums are settled by the tickets.',
  'why.round_nobody':
    'Your total was {total}; in this round the order went to nobody, because those who are eligible served other orders. It is looked at again.',
  'tie.round':
    'Orders of a round are given out together, for the greatest sum of totals; equal sums are settled by the tickets, then by ids.',
} as const satisfies RoundMessages;
