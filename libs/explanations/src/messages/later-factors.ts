import type { Unit } from '../format.js';

// What is said of the factors that a policy may know or not: of a driver's own part, and of the
// rule.

export const LATER_PARAMETERS = {
  'part.cargo_experience': { cargoMilli: 'milli_orders' },
  'part.exploration': {
    benefitMilli: 'milli_orders',
    ratePermille: 'permille',
    benefitPermille: 'permille',
  },
  'part.observed_rating': {
    ratedMilli: 'milli_ratings',
    priorRatingsMilli: 'milli_ratings',
    priorMilliStars: 'milli_stars',
    milliStars: 'milli_stars',
  },
  'part.fair_share': {
    earnedFen: 'fen',
    onDutySeconds: 'seconds',
    medianFenPerHour: 'fen',
    comparable: 'count',
    sharePermille: 'permille',
  },
  'part.fair_share.unknown': { points: 'points' },
  'part.homeward': { nowMeters: 'meters', afterMeters: 'meters' },
  'part.homeward.no_home': {},
  'part.return_load': {
    emptyHomeMeters: 'meters',
    open: 'orders',
    postedPerDayMilli: 'milli_orders',
    chancePermille: 'permille',
    savedMeters: 'meters',
  },
  'part.return_load.no_home': {},
  'part.return_load.not_looked_up': {},
  'part.familiar_driver': {},
  'part.familiar_driver.not': {},

  'rules.factor.cargo_experience': {},
  'rules.factor.exploration': { benefit: 'milli_orders' },
  'rules.factor.observed_rating': { ratings: 'milli_ratings' },
  'rules.factor.fair_share': { days: 'days', least: 'count', nearer: 'meters' },
  'rules.factor.homeward': {},
  'rules.factor.return_load': { near: 'meters', wait: 'seconds', days: 'days' },
  'rules.factor.familiar_driver': {},
  'rules.never.default_ratings': {},
  'profile.no_default_ratings': {},

  'change.more_of_cargo': { change: 'more_completed' },
  'fixed.home': {},
  'fixed.fair_share': {},
  'fixed.familiar_driver': {},
} as const satisfies Readonly<Record<string, Readonly<Record<string, Unit>>>>;

type LaterMessages = Readonly<Record<keyof typeof LATER_PARAMETERS, string>>;

export const LATER_ZH = {
  'part.cargo_experience': '按时间衰减后，你完成过 {cargoMilli}这类货物。',
  'part.exploration':
    '记录少时按有利于你计算：如再完成 {benefitMilli}，完成率由 {ratePermille} 变为 {benefitPermille}，所差的分数先给你。',
  'part.observed_rating':
    '货主给过你 {ratedMilli}；与初始值（{priorRatingsMilli}、{priorMilliStars}）合计为 {milliStars}。默认好评不算。',
  'part.fair_share':
    '近期你在岗 {onDutySeconds}，得到 {earnedFen}；同城 {comparable} 位可比司机的每小时中位数是 {medianFenPerHour}，你是它的 {sharePermille}。',
  'part.fair_share.unknown': '近期数据不足以比较，此项取规则规定的中性值 {points}。',
  'part.homeward': '你现在离家 {nowMeters}，卸货地离家 {afterMeters}。',
  'part.homeward.no_home': '你没有设置家的位置，因此回家方向不计分。',
  'part.return_load':
    '从卸货地空驶回家是 {emptyHomeMeters}。你到达时，那里有 {open}适合你的车且顺路的货，每天还新增 {postedPerDayMilli}；找到回程货的可能按 {chancePermille} 计，相当于少空驶 {savedMeters}。',
  'part.return_load.no_home': '你没有设置家的位置，因此回程货不计分。',
  'part.return_load.not_looked_up': '这里没有查询卸货地的货，因此回程货暂不计分。',
  'part.familiar_driver': '货主把你标为熟车，并希望优先。',
  'part.familiar_driver.not': '货主没有为本单把你标为优先的熟车。',

  'rules.factor.cargo_experience': '你完成过的同类货物；只在你同意使用个人特征时计算。',
  'rules.factor.exploration':
    '新司机的机会：记录少时，按再完成 {benefit} 计算完成率，所差的分数先给；记录多了自然归零。多完成订单不会使总分下降。',
  'rules.factor.observed_rating':
    '货主实际给出的评价，与 {ratings}的初始值合计；默认好评不算。只在你同意使用个人特征时计算。',
  'rules.factor.fair_share':
    '最近 {days}内每小时在岗收入低于同城同类司机（至少 {least} 位）中位数的，可得补足分；最多抵得过近 {nearer}。',
  'rules.factor.homeward': '卸货地比你现在离你设置的家更近多少。',
  'rules.factor.return_load':
    '卸货地 {near}以内、你到达后 {wait}以内、适合你的车且离家更近的货（新增按最近 {days}计），与空驶回家相比少跑的空车里程。',
  'rules.factor.familiar_driver': '货主标为熟车并希望优先的司机。',
  'rules.never.default_ratings': '没有人评价时的默认好评。',
  'profile.no_default_ratings': '默认好评不进入个人特征；货主实际给出的评价计入。',

  'change.more_of_cargo': '多完成这类货物 {change}',
  'fixed.home': '订单去哪里、那里有什么货，都不由你决定；不建议你为此改变住处。',
  'fixed.fair_share': '近期得到多少订单不由你决定；不作为建议。',
  'fixed.familiar_driver': '货主愿意优先哪些熟车，由货主决定。',
} as const satisfies LaterMessages;

export const LATER_EN = {
  'part.cargo_experience':
    'Of this kind of cargo you completed {cargoMilli} (older ones count less).',
  'part.exploration':
    'A short record is given the benefit of the doubt: with {benefitMilli} more your completion rate of {ratePermille} would be {benefitPermille}, and what that would add you are given.',
  'part.observed_rating':
    'Shippers gave you {ratedMilli}; with the starting value of {priorRatingsMilli} at {priorMilliStars} that makes {milliStars}. Ratings by default do not count.',
  'part.fair_share':
    'Of late you were given {earnedFen} in {onDutySeconds} on duty. The median of {comparable} comparable drivers in your city is {medianFenPerHour} an hour; yours is {sharePermille} of it.',
  'part.fair_share.unknown':
    'Too little is known of late to compare; the neutral {points} of the rules apply.',
  'part.homeward':
    'Your home is {nowMeters} from where you are, and {afterMeters} from the unloading place.',
  'part.homeward.no_home': 'You have set no home, so the direction gives no points.',
  'part.return_load':
    'From the unloading place it is {emptyHomeMeters} home. When you get there, your truck could take {open} of those open now on its way, and {postedPerDayMilli} more are posted a day: a chance of {chancePermille} of a return load, worth {savedMeters} not driven empty.',
  'part.return_load.no_home': 'You have set no home, so a load on the way there gives no points.',
  'part.return_load.not_looked_up':
    'What there is to be had at the unloading place was not looked up here and gives no points yet.',
  'part.familiar_driver': 'The shipper knows you and prefers drivers he knows.',
  'part.familiar_driver.not':
    'You are not among the drivers this shipper knows and prefers for this order.',

  'rules.factor.cargo_experience':
    'Orders you completed of the same kind of cargo; only with your consent to a profile.',
  'rules.factor.exploration':
    'A new driver’s share: what a short record would gain by {benefit} more completed orders is given beforehand. It fades to nothing as the record grows, and another completed order never lowers a total.',
  'rules.factor.observed_rating':
    'The ratings that shippers gave, together with a starting value of {ratings}; ratings by default never count. Only with your consent to a profile.',
  'rules.factor.fair_share':
    'Whose income an hour on duty in the last {days} is below the median of comparable drivers of his city (at least {least}) gains points, worth at most being {nearer} nearer.',
  'rules.factor.homeward':
    'How much nearer to the home you set the unloading place is than you are now.',
  'rules.factor.return_load':
    'Loads on your way home within {near} of the unloading place and {wait} of your arrival that your truck could take (new ones by the last {days}), priced against driving home empty.',
  'rules.factor.familiar_driver': 'Drivers whom the shipper marked as familiar and prefers.',
  'rules.never.default_ratings': 'The good rating that is recorded when nobody rates.',
  'profile.no_default_ratings':
    'Ratings by default are no part of a profile; those that shippers gave are.',

  'change.more_of_cargo': '{change} of this kind of cargo',
  'fixed.home':
    'Where an order goes, and what is to be had there, is not in your hands; nobody is advised to move.',
  'fixed.fair_share': 'What you were given of late is not in your hands; nothing is advised.',
  'fixed.familiar_driver': 'Whom a shipper prefers is his to say.',
} as const satisfies LaterMessages;
