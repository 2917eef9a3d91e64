import type { Unit } from '../format.js';

// What stands around a decision on a card: what it weighs, what counted most, what could be
// changed.

export const CARD_PARAMETERS = {
  'profile.completion': {
    completedBefore: 'milli_orders',
    attemptedBefore: 'milli_orders',
    completedAfter: 'milli_orders',
    attemptedAfter: 'milli_orders',
  },
  'profile.effect': { factor: 'factor', before: 'points', after: 'points', most: 'points' },
  'significance.recommendation': {},
  'significance.offer': {},
  'significance.award': {},
  'significance.expiry': {},
  'significance.release': {},
  'significance.cancellation': {},
  'significance.profile_change': {},
  'significance.review': {},
  'advice.finish_first': {},
  'advice.share_location': {},
  'advice.truck_stays': {},
  'advice.qualification': {},
  'advice.nearer': {},
  'advice.too_far': {},
  'advice.fresh_position': {},
  'advice.grab': {},
  'advice.grab_anyway': {},
  'advice.must_grab': {},
  'advice.grab_alone': {},
  'advice.keep_it': {},
  'advice.answer_offers': {},
  'advice.go_on_duty': {},
  'advice.set_place': {},
  'advice.object': {},
  'advice.profile_on': {},
  'advice.complete_more': {},
  'advice.improve': { factor: 'factor', contribution: 'points', most: 'points' },
  'advice.nothing': {},
  'card.counted_most': { factor: 'factor', contribution: 'points', total: 'points' },
  'card.cost_most.winner': { factor: 'factor', own: 'points', least: 'points', most: 'points' },
  'card.cost_most.last_recommended': {
    factor: 'factor',
    own: 'points',
    least: 'points',
    most: 'points',
  },
  'card.cost_most.own': { factor: 'factor', contribution: 'points', most: 'points' },
  'card.by_lot': {},
  'card.by_first_grab': {},
  'card.nobody_chosen': {},
  'card.one_rule': { reason: 'refusal' },
  'card.by_hand': {},
  'card.grabbing': {},
  'card.grabbing_and_rule': { reason: 'refusal' },
  'card.accepting': {},
  'card.nothing_compared': {},
  'card.truck_needed': { bodies: 'body_type', length: 'millimeters', kilograms: 'kilograms' },
  'card.truck_needed.any_length': { bodies: 'body_type', kilograms: 'kilograms' },
  'card.what_happened': {},
  'card.how_to_object': { contact: 'text', record: 'text' },
  'card.object_until.exact': { until: 'date', years: 'count' },
  'card.object_until.evidence': { until: 'date' },
  'basis.matching': {},
  'profile.no_ratings': {},
  'profile.no_others_cancellations': {},
  'safeguard.no_identity': {},
  'safeguard.no_price': {},
  'safeguard.arrival_order': {},
} as const satisfies Readonly<Record<string, Readonly<Record<string, Unit>>>>;

type CardMessages = Readonly<Record<keyof typeof CARD_PARAMETERS, string>>;

export const CARD_ZH = {
  'profile.completion':
    '按时间衰减后，完成订单由 {completedBefore}（承接 {attemptedBefore}）变为 {completedAfter}（承接 {attemptedAfter}）。',
  'profile.effect': '以后的派单中，{factor}由 {before} 分变为 {after} 分（满分 {most}）。',
  'significance.recommendation': '推荐不分配订单，任何符合条件的司机都可以抢单，因此影响较小。',
  'significance.offer': '只有被派单的司机才能得到订单，直接影响收入，因此按重大影响处理。',
  'significance.award': '订单的归属直接影响收入，因此按重大影响处理，你有权要求说明和人工复核。',
  'significance.expiry': '订单没有分配给任何人，没有司机因此得到或失去收入，因此影响较小。',
  'significance.release': '失去已经得到的订单直接影响收入，因此按重大影响处理。',
  'significance.cancellation': '失去已经得到或正在等待的订单直接影响收入，因此按重大影响处理。',
  'significance.profile_change': '个人特征影响以后的每一次派单，因此按重大影响处理。',
  'significance.review': '错误的决定影响重大，其更正同样按重大影响处理。',
  'advice.finish_first': '先完成手上的订单，车空出来后就可以参加分配。',
  'advice.share_location': '授权定位后，可以参加这种派单方式。',
  'advice.truck_stays':
    '你的车不符合这个订单的要求，这次你没有可以改变的地方；适合你车型的订单会推荐给你。',
  'advice.qualification': '取得这项资质并登记后，可以承接这类订单。',
  'advice.nearer': '想接这样的订单，请在它发布时离装货地更近。',
  'advice.too_far': '这次装货地离你太远了；你附近的订单会推荐给你。',
  'advice.fresh_position': '保持手机或车载终端上报位置。',
  'advice.grab': '看到合适的订单时，在抢单窗口内抢单。',
  'advice.must_grab': '还要抢单：这种订单只在抢了单的司机中分配，不抢单就不可能得到。',
  'advice.grab_alone': '即使抢了这个订单，你也不会得到它；别的订单同样要抢单才可能得到。',
  'advice.grab_anyway': '没有推荐给你，你也可以抢这个订单。',
  'advice.keep_it': '接单前确认能够承运；退回过的订单不再分配给你。',
  'advice.answer_offers': '派单有效期内尽早回应。',
  'advice.go_on_duty': '想接单时请出车（上线）。',
  'advice.set_place': '授权定位，或手动设置你所在的位置。',
  'advice.object': '你可以提出异议，由人查明原因。',
  'advice.profile_on': '如果你希望过往订单计入派单，可以开启个人特征。',
  'advice.complete_more': '多完成订单，完成率就会回升；旧的记录会逐渐减弱。',
  'advice.improve':
    '你能改变的各项中，{factor}失分最多，只得 {contribution} 分（满分 {most}）。改进它会提高你的总分，但不保证中选。',
  'advice.nothing': '你不需要改变什么。',
  'card.counted_most': '得分最多的一项：{factor}，占你总分 {total} 中的 {contribution}。',
  'card.cost_most.winner':
    '让你失去这单的主要是{factor}：你得 {own}，中选者在 {least} 至 {most} 之间。',
  'card.cost_most.last_recommended':
    '让你没有得到推荐的主要是{factor}：你得 {own}，最后一位被推荐者在 {least} 至 {most} 之间。',
  'card.cost_most.own':
    '与满分相比，你失分最多的一项是{factor}：只得 {contribution}（满分 {most}）。',
  'card.by_lot': '起决定作用的是抽签：总分相同，得分没有分出先后。',
  'card.by_first_grab': '起决定作用的是谁先抢单；得分只作记录，没有用来决定。',
  'card.nobody_chosen': '这次没有分配给任何人，你的得分没有输给谁。',
  'card.one_rule':
    '对你起决定作用的是一条规则：{reason}。不符合规则的司机不计分，所以没有总分可比。',
  'card.by_hand': '由工作人员决定，得分只作记录。',
  'card.grabbing': '对你起决定作用的是没有抢单：只有抢了单的司机参与分配。',
  'card.grabbing_and_rule':
    '有两点：你没有抢单，而只有抢了单的司机参与分配；并且推荐时有一条规则对你不利：{reason}。',
  'card.accepting': '起决定作用的是：接受派单的司机得到订单。',
  'card.nothing_compared': '这次没有比较你的得分。',
  'card.truck_needed':
    '这个订单需要的车：车型{bodies}（或按规则可以代替的车型），车长至少 {length}，还能装 {kilograms}。',
  'card.truck_needed.any_length':
    '这个订单需要的车：车型{bodies}（或按规则可以代替的车型），长度不限，还能装 {kilograms}。',
  'card.how_to_object': '提出异议：在应用里选择“异议”，或联系 {contact}，并注明记录编号 {record}。',
  'card.object_until.exact':
    '提出异议没有截止日期：记录至少保存 {years} 年，期间都可以提出。决定所依据的数据完整保存到 {until}，之后部分数据只留区间，所以越早越好。',
  'card.object_until.evidence':
    '提出异议没有截止日期，但你当时是否出车、在哪里的记录只保存到 {until}，之后就查不清原因了，所以请尽早。',
  'card.what_happened': '起决定作用的是发生的事情本身，没有与其他司机比较。',
  'basis.matching':
    '为履行运输撮合服务而处理；位置和个人特征只在你单独同意的版本有效时使用，撤回后立即停止。',
  'profile.no_ratings': '评价（包括默认好评）不进入个人特征。',
  'profile.no_others_cancellations': '货主或平台取消的订单不进入个人特征。',
  'safeguard.no_identity':
    '系统不保存姓名、电话、车牌、证件号、性别、年龄、民族或籍贯，决定不可能使用它们。',
  'safeguard.no_price': '运费由货主确定，对所有司机相同，不因人而异。',
  'safeguard.arrival_order': '择优分配的订单不看抢单快慢，抢得早不加分。',
} as const satisfies CardMessages;

export const CARD_EN = {
  'profile.completion':
    'Orders completed, decayed by age: {completedBefore} out of {attemptedBefore} before, {completedAfter} out of {attemptedAfter} now.',
  'profile.effect':
    'In later matching “{factor}” gives {after} points instead of {before}, of {most}.',
  'significance.recommendation':
    'A recommendation gives nothing away and every eligible driver may grab, so its effect is minor.',
  'significance.offer':
    'Only who is offered an order can have it, which bears on income: a major effect.',
  'significance.award':
    'Who gets an order decides about income, so this counts as a major effect: you have a right to an explanation and to a human review.',
  'significance.expiry':
    'The order went to nobody, so no driver gained or lost income; the effect is minor.',
  'significance.release':
    'Losing an order that was yours decides about income, so this counts as a major effect.',
  'significance.cancellation':
    'Losing an order that was yours, or that you waited for, decides about income, so this counts as a major effect.',
  'significance.profile_change':
    'A profile has a part in every later decision, so a change of it counts as a major effect.',
  'significance.review': 'A decision that was wrong had a major effect, and so has its correction.',
  'advice.finish_first': 'Finish the order you carry; a free truck takes part again.',
  'advice.share_location': 'With your consent to location you take part in this mode too.',
  'advice.truck_stays':
    'The order asks for another truck than yours, so this time there was nothing you could change. Orders that fit your truck are recommended to you.',
  'advice.qualification': 'With this licence, once registered, you may carry such orders.',
  'advice.nearer': 'For orders like this, be nearer to the loading place when they are posted.',
  'advice.too_far':
    'This time the loading place was too far away from you. Orders near you are recommended to you.',
  'advice.fresh_position': 'Keep your phone or terminal reporting its position.',
  'advice.grab': 'Grab an order that suits you while its window is open.',
  'advice.must_grab':
    'And grab: such an order goes to one of those who grabbed it, and to nobody else.',
  'advice.grab_alone':
    'Grabbing this one would not have been enough; other orders, too, go only to those who grab.',
  'advice.grab_anyway': 'You may grab this order although it was not recommended to you.',
  'advice.keep_it':
    'Be sure you can carry an order before you take it: one you gave back is not given to you again.',
  'advice.answer_offers': 'Answer an offer while it stands.',
  'advice.go_on_duty': 'Go on duty when you want orders.',
  'advice.set_place': 'Share your location, or set your place by hand.',
  'advice.object': 'You may object, and a person finds out why.',
  'advice.profile_on':
    'If you want earlier orders to count in matching, you may switch your profile on.',
  'advice.complete_more':
    'Completing orders brings your completion rate back up; what is old counts less and less.',
  'advice.improve':
    'Of what is in your hands, you lost most on {factor}: you got {contribution} of {most}. Better there means a higher total; it does not promise the order.',
  'advice.nothing': 'There is nothing you need to change.',
  'card.counted_most': 'What gave you most: {factor}, {contribution} of your total of {total}.',
  'card.cost_most.winner':
    'What cost you this order most was {factor}: yours gave {own}, the winner’s between {least} and {most}.',
  'card.cost_most.last_recommended':
    'What kept you from being recommended most was {factor}: yours gave {own}, that of the last one recommended between {least} and {most}.',
  'card.cost_most.own':
    'Held against the full score, you lost most on {factor}: you got {contribution} of {most}.',
  'card.by_lot': 'A lot decided: totals were equal, so points told nobody apart.',
  'card.by_first_grab':
    'What decided it was who grabbed first. Points were recorded and decided nothing.',
  'card.nobody_chosen': 'The order went to nobody, so your points lost to no one.',
  'card.one_rule':
    'What decided it for you was one rule: {reason}. Who does not meet a rule gets no points, so there is no total to compare.',
  'card.by_hand': 'A member of staff decided; points were only recorded beside it.',
  'card.grabbing_and_rule':
    'Two things: you had not grabbed, and only those who had took part; and when it was recommended one rule stood against you: {reason}.',
  'card.grabbing':
    'What decided it for you was that you had not grabbed: only those who had took part.',
  'card.accepting': 'What counted: the order went to one who was offered it and accepted.',
  'card.nothing_compared': 'Your points were not compared this time.',
  'card.truck_needed':
    'The truck that this order needs: {bodies} (or one that may stand in by the rules), at least {length} long, with room for {kilograms}.',
  'card.truck_needed.any_length':
    'The truck that this order needs: {bodies} (or one that may stand in by the rules), of any length, with room for {kilograms}.',
  'card.how_to_object':
    'To object, choose “object” in your app, or turn to {contact} and name this record: {record}.',
  'card.object_until.exact':
    'There is no deadline: you may object for as long as the record is kept, at least {years} years. All data that the decision went by are kept whole until {until}; after that some are ranges only, so sooner is better.',
  'card.object_until.evidence':
    'There is no deadline for objecting, but whether you were on duty, and where, is on record only until {until}; later the reason can no longer be found out, so sooner is better.',
  'card.what_happened':
    'What happened decided it by itself; nobody was compared with other drivers.',
  'basis.matching':
    'Processed to match orders and trucks, as agreed. Location and profile are used only under the version of your separate consent that is in force, and no longer once you withdraw it.',
  'profile.no_ratings': 'Ratings, also those by default, are no part of a profile.',
  'profile.no_others_cancellations':
    'Orders that a shipper or the platform cancelled are no part of a profile.',
  'safeguard.no_identity':
    'The service holds no name, telephone, plate, identity number, sex, age, ethnicity or origin, so no decision can use them.',
  'safeguard.no_price': 'The freight is set by the shipper and is the same for every driver.',
  'safeguard.arrival_order':
    'Where an order goes to the best total, grabbing sooner earns no points.',
} as const satisfies CardMessages;
