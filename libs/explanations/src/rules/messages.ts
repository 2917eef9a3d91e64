import type { Unit } from '../format.js';

// The sentences of the published rules, in one place, since nothing else says them.

export const RULE_PARAMETERS = {
  'rules.principle.best': { window: 'milliseconds' },
  'rules.principle.first': {},
  'rules.principle.offer': {
    batch: 'count',
    stands: 'milliseconds',
    grace: 'milliseconds',
    stagger: 'milliseconds',
    radii: 'meters',
  },
  'rules.principle.round': { wait: 'milliseconds', most: 'count', left: 'points' },
  'rules.principle.visible': { place: 'count', delay: 'milliseconds' },
  'rules.principle.visible_others': { delay: 'milliseconds' },
  'rules.principle.scheduled': {
    ahead: 'milliseconds',
    from: 'milliseconds',
    collect: 'milliseconds',
    stands: 'milliseconds',
    position: 'seconds',
  },
  'rules.principle.recommend': { most: 'count' },
  'rules.principle.sum': { most: 'points' },
  'rules.factor.pickup_distance': {},
  'rules.factor.arrival_slack': {},
  'rules.factor.body_fit': { points: 'count', full: 'count' },
  'rules.factor.load_fit': {},
  'rules.factor.completion_rate': {},
  'rules.factor.punctuality': {},
  'rules.factor.lane_experience': {},
  'rules.factor.completed_together': {},
  'rules.factor.waiting': {},
  'rules.compensation': { most: 'points', days: 'days' },
  'rules.refusal.busy': { most: 'orders' },
  'rules.refusal.consent_missing': { modes: 'mode' },
  'rules.refusal.consent_nowhere': {},
  'rules.refusal.gave_back_before': {},
  'rules.refusal.offer_lapsed': { pause: 'milliseconds' },
  'rules.refusal.body_type': {},
  'rules.refusal.length': {},
  'rules.refusal.weight': {},
  'rules.refusal.volume': {},
  'rules.refusal.vehicle_slots': {},
  'rules.refusal.qualification': {},
  'rules.refusal.cannot_arrive': { anHour: 'meters', detour: 'permille' },
  'rules.refusal.beyond_reach': { reach: 'meters' },
  'rules.refusal.position_too_old': { most: 'seconds' },
  'rules.refusal.did_not_grab': {},
  'rules.refusal.not_offered': {},
  'rules.refusal.did_not_accept': {},
  'rules.substitution': { wanted: 'body_type', serves: 'body_type' },
  'rules.implied': { cargo: 'cargo', needs: 'qualification' },
  'rules.profile.decay': { half: 'days', days: 'days' },
  'rules.profile.off': {},
  'rules.profile.prior': { successes: 'milli_orders', trials: 'milli_orders' },
  'rules.never.identity': {},
  'rules.never.price': {},
  'rules.never.speed': {},
  'rules.never.ratings': {},
  'rules.never.cancellations': {},
  'rules.never.rivals': {},
  'rules.came_by.in_force': {},
  'rules.came_by.percent_candidate': { share: 'permille' },
  'rules.came_by.percent_base': { share: 'permille' },
  'rules.came_by.switchback_candidate': { share: 'permille' },
  'rules.came_by.switchback_base': { share: 'permille' },
  'rules.object.ask': {},
  'rules.object.human': { wait: 'milliseconds' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Unit>>>>;

type RuleMessages = Readonly<Record<keyof typeof RULE_PARAMETERS, string>>;

export const RULES_ZH = {
  'rules.principle.best':
    '抢单后择优：第一个人抢单后收集 {window}，在此期间抢单且符合条件的司机中，总分最高的得到订单。',
  'rules.principle.first': '先抢先得：货主选择这种方式时，符合条件的司机中最早抢单的得到订单。',
  'rules.principle.offer':
    '派单：订单依次派给总分最高的司机，每批 {batch} 位，每位有 {stands} 回应；批内每低一位晚 {stagger} 看到；没有人接受再问下一批。先在 {radii} 内寻找，没有人了才扩大。订单仍未定时，超时后 {grace} 内的接受也有效。',
  'rules.principle.round':
    '统筹派单：货主选择时，同城所有待派订单一起分给在岗司机，每人最多一单，取总分之和最高的分法；一单没有司机按少 {left} 计。司机少时最多等 {wait}，每单从最近的司机中选，最多 {most} 位。得到订单无需抢单或接受；没有得到自己排第一的订单，会告知总和因此相差多少。',
  'rules.principle.visible': '可以抢的订单先给总分高的司机看：前 {place} 位在 {delay} 后看到。',
  'rules.principle.visible_others': '其他司机在 {delay} 后看到。',
  'rules.principle.scheduled':
    '预约单：装货时间在 {ahead} 以后的订单，装货前 {from} 开始匹配，收集抢单 {collect}，派单有效期 {stands}；距装货截止还有 {position} 以上时，不因位置过旧拒绝。',
  'rules.principle.recommend':
    '推荐：订单先推荐给总分最高的 {most} 位司机；没有被推荐的司机只要符合条件也可以抢单。',
  'rules.principle.sum':
    '总分是各项之和，每一项等于“得分（满分一千）× 权重”，全部为整数，满分 {most}。',
  'rules.factor.pickup_distance': '从你到装货地的直线距离；越近越好，少跑空车。',
  'rules.factor.arrival_slack': '预计到达后距装货截止还剩的时间；余量越多越好。',
  'rules.factor.body_fit': '车型正是要求的车型得 {full}；可代替的车型得 {points}。',
  'rules.factor.load_fit': '货物占你车辆可装量的比例（取最满的一项）；用得越满越好。',
  'rules.factor.completion_rate': '你承接的订单中完成的比例；只在你同意使用个人特征时计算。',
  'rules.factor.punctuality': '你按时到达装货地的比例；只在你同意使用个人特征时计算。',
  'rules.factor.lane_experience': '你在同一线路完成的订单；只在你同意使用个人特征时计算。',
  'rules.factor.completed_together': '你与该货主共同完成的订单；只在你同意使用个人特征时计算。',
  'rules.factor.waiting': '你出车后空闲等待的时间；等得越久越优先，但有上限。',
  'rules.compensation':
    '以前的决定被人工推翻的司机，在 {days}内的下一个同类订单中可得 {most} 分优先，只有一次。',
  'rules.refusal.busy': '车上已有订单：最多同时承运 {most}。',
  'rules.refusal.consent_missing': '以下派单方式必须授权定位：{modes}。',
  'rules.refusal.consent_nowhere':
    '目前没有必须授权定位的派单方式；不授权的司机按手动位置或城市匹配。',
  'rules.refusal.gave_back_before': '曾经得到又退回这个订单的司机，不再分配同一订单。',
  'rules.refusal.offer_lapsed': '错过派单的司机，{pause}内不再派同一订单；之后会再次派单。',
  'rules.refusal.body_type': '车型不在订单接受的车型之内，也不能按规则代替。',
  'rules.refusal.length': '车长短于订单要求。',
  'rules.refusal.weight': '可载重量小于货物重量。',
  'rules.refusal.volume': '可装体积小于货物体积。',
  'rules.refusal.vehicle_slots': '空余车位少于要运的车辆数。',
  'rules.refusal.qualification': '缺少订单或货物要求的资质。',
  'rules.refusal.cannot_arrive':
    '无法在装货截止前到达：道路按直线距离的 {detour} 计，每小时行驶 {anHour}。',
  'rules.refusal.beyond_reach': '距装货地超过 {reach}。',
  'rules.refusal.position_too_old': '位置超过 {most}没有更新。',
  'rules.refusal.did_not_grab': '没有抢这个订单。',
  'rules.refusal.not_offered': '派单的订单只能由得到派单的司机接受。',
  'rules.refusal.did_not_accept': '得到派单但没有接受。',
  'rules.substitution': '要求{wanted}时，可用{serves}代替。',
  'rules.implied': '运输{cargo}需要{needs}。',
  'rules.profile.decay': '一个订单的影响每过 {half}减半，{days}后不再计入。',
  'rules.profile.off': '关闭个人特征立即生效；关闭后这些项取中性值，与你的历史无关。',
  'rules.profile.prior':
    '没有记录的司机从 {trials}中完成 {successes}的初始值开始，少量订单不会决定一个人。',
  'rules.never.identity':
    '姓名、电话、车牌、证件、性别、年龄、民族、籍贯：系统不保存，也就不会使用。',
  'rules.never.price': '你愿意接受的价格：运费由货主确定，对所有司机相同。',
  'rules.never.speed': '在择优分配中抢单的快慢。',
  'rules.never.ratings': '评价，包括没有人评价时的默认好评。',
  'rules.never.cancellations': '由货主或平台取消的订单。',
  'rules.never.rivals': '其他司机看不到你的位置和得分；你也看不到他们的，只公开中选总分。',
  'rules.came_by.in_force': '订单发布时该地执行的就是这套规则；之后的变更不影响已发布的订单。',
  'rules.came_by.percent_candidate':
    '这套规则正在试行：当时 {share} 的新订单按它分配，本订单抽中了它，直到结束都按它。',
  'rules.came_by.percent_base':
    '当时 {share} 的新订单试行另一套规则；本订单没有抽中，按现行规则分配，直到结束。',
  'rules.came_by.switchback_candidate':
    '这套规则按地区和时段轮换试行（占 {share}）；本订单发布的时段轮到它，直到结束都按它。',
  'rules.came_by.switchback_base':
    '另一套规则按地区和时段轮换试行（占 {share}）；本订单发布的时段没有轮到，按现行规则分配。',
  'rules.object.ask': '每一个决定都可以查看说明：为什么是或不是你，哪些数据，什么规则。不收费。',
  'rules.object.human': '你可以拒绝仅由系统作出的决定，由人决定；订单为此最多等待 {wait}。',
} as const satisfies RuleMessages;

export const RULES_EN = {
  'rules.principle.best':
    'Grab, then the best: from the first grab on, grabs are collected for {window}; of the eligible drivers who grabbed by then, the one with the highest total gets the order.',
  'rules.principle.first':
    'First wins: where the shipper chose so, the first eligible driver to grab gets the order.',
  'rules.principle.offer':
    'Offers: where the shipper chose so, an order is offered to the best, {batch} at a time, each with {stands} to answer; within a batch each place sees it {stagger} later than the one before. If nobody accepts, the next are asked. The search looks within {radii}, one after the other, going on only once nobody is left. While nobody has it, an acceptance counts until {grace} after the time.',
  'rules.principle.round':
    'Rounds: where the shipper chose so, all open orders of a city are given to drivers on duty together, one each at most, in the way with the greatest sum of totals; an order without a driver counts as {left} points less. Where drivers are short a round waits {wait} at most, and each order chooses among its nearest, {most} at most. Nobody has to grab or accept; who was first for an order and did not get it is told what the sum would have lost.',
  'rules.principle.visible':
    'Orders that may be grabbed are shown to the best first: up to place {place} after {delay}.',
  'rules.principle.visible_others': 'Everyone else sees them after {delay}.',
  'rules.principle.scheduled':
    'Scheduled orders: what loads more than {ahead} ahead is matched from {from} before its loading on; grabs are collected for {collect}, an offer stands for {stands}, and an old position refuses nobody while loading closes more than {position} ahead.',
  'rules.principle.recommend':
    'Recommending: an order is recommended to the {most} best first. Any other eligible driver may grab it as well.',
  'rules.principle.sum':
    'A total is a sum of parts, each of them points (of a thousand) times its weight, all whole numbers; at most {most}.',
  'rules.factor.pickup_distance':
    'The straight line from you to the loading place. Nearer is better: fewer empty kilometres.',
  'rules.factor.arrival_slack':
    'How much time is left when you arrive before loading closes. More is better.',
  'rules.factor.body_fit':
    'Exactly the body that was asked for gives {full}, one that may stand in for it {points}.',
  'rules.factor.load_fit':
    'How much of what your truck may carry the load takes up, by its fullest measure. Fuller is better.',
  'rules.factor.completion_rate':
    'How many of the orders you took on you completed. Only with your consent to a profile.',
  'rules.factor.punctuality':
    'How often you came to load in time. Only with your consent to a profile.',
  'rules.factor.lane_experience':
    'Orders you completed on the same lane. Only with your consent to a profile.',
  'rules.factor.completed_together':
    'Orders you and this shipper completed together. Only with your consent to a profile.',
  'rules.factor.waiting':
    'How long you have been free and on duty. Longer is better, up to a limit.',
  'rules.compensation':
    'A driver about whom an earlier decision was overturned by a person has {most} priority points, once, in the next comparable order within {days}.',
  'rules.refusal.busy': 'The truck is taken: it may carry {most} at a time.',
  'rules.refusal.consent_missing': 'These modes need your consent to location: {modes}.',
  'rules.refusal.consent_nowhere':
    'No mode needs consent to location at present; who does not share it is matched by the place he sets, or by his city.',
  'rules.refusal.gave_back_before':
    'An order that was yours and was given back is not given to you again.',
  'rules.refusal.offer_lapsed':
    'Who let an offer pass is not offered the same order for {pause}; after that he is asked again.',
  'rules.refusal.body_type':
    'The truck’s body is none of those accepted, and may not stand in for one.',
  'rules.refusal.length': 'The truck is shorter than was asked for.',
  'rules.refusal.weight': 'The truck may carry less than the load weighs.',
  'rules.refusal.volume': 'The truck holds less than the load’s volume.',
  'rules.refusal.vehicle_slots': 'The carrier has fewer free slots than vehicles to load.',
  'rules.refusal.qualification': 'A licence that the order or its cargo requires is missing.',
  'rules.refusal.cannot_arrive':
    'You cannot be there before loading closes: roads count as {detour} of the straight line, driven at {anHour} an hour.',
  'rules.refusal.beyond_reach': 'You are more than {reach} from the loading place.',
  'rules.refusal.position_too_old': 'Your position is older than {most}.',
  'rules.refusal.did_not_grab': 'You did not grab the order.',
  'rules.refusal.not_offered':
    'An offered order is accepted by who was offered it, and nobody else.',
  'rules.refusal.did_not_accept': 'The order was offered to you, and you did not accept it.',
  'rules.substitution': 'Where a {wanted} is asked for, these may serve: {serves}.',
  'rules.implied': 'Carrying {cargo} requires: {needs}.',
  'rules.profile.decay': 'The weight of an order halves every {half} and ends after {days}.',
  'rules.profile.off':
    'Switching the profile off takes effect at once; these parts then take a neutral value that does not depend on your history.',
  'rules.profile.prior':
    'A driver without a record starts from {successes} completed out of {trials}, so that a few orders do not make or break a name.',
  'rules.never.identity':
    'Name, telephone, plate, papers, sex, age, ethnicity, origin: the service does not hold them, so it cannot use them.',
  'rules.never.price':
    'What you would be willing to drive for: the shipper sets the freight, the same for every driver.',
  'rules.never.speed': 'How fast you grabbed, where the best total wins.',
  'rules.never.ratings': 'Ratings, also the good one that is recorded when nobody rates.',
  'rules.never.cancellations': 'Orders that a shipper or the platform cancelled.',
  'rules.never.rivals':
    'No other driver sees your place or your points, nor do you see theirs; only the winning total is told.',
  'rules.came_by.in_force':
    'These rules were in force where the order loads when it was posted; a later change does not touch it.',
  'rules.came_by.percent_candidate':
    'These rules are being tried: {share} of new orders followed them then; this order was drawn for them, and keeps them to its end.',
  'rules.came_by.percent_base':
    'Other rules were being tried on {share} of new orders then; this order was not drawn for them, and keeps those in force to its end.',
  'rules.came_by.switchback_candidate':
    'These rules are being tried by region and stretch of time ({share} of them); this order was posted in such a stretch, and keeps them to its end.',
  'rules.came_by.switchback_base':
    'Other rules were being tried by region and stretch of time ({share} of them); this order was posted in none of those, and keeps the rules in force to its end.',
  'rules.object.ask':
    'Of every decision you may read why it was or was not you, by which data and which rule. Free of charge.',
  'rules.object.human':
    'You may refuse a decision made by the system alone and have a person decide; an order waits at most {wait} for that.',
} as const satisfies RuleMessages;
