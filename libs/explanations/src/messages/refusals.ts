import type { Unit } from '../format.js';

// What is said of the refusals that look past the truck and the place: at what it carries, at hours
// at the wheel, at what was turned down before, and at who will not work with whom.

export const LATER_REFUSAL_PARAMETERS = {
  'refusal.blocked_pair': { value: 'block' },
  'refusal.declined_before': { value: 'seconds', threshold: 'seconds' },
  'refusal.cargo_incompatible': { value: 'cargo', threshold: 'cargo' },
  'refusal.late_together': { value: 'seconds' },
  'refusal.detour_too_long': { value: 'meters', threshold: 'meters' },
  'refusal.driving_time': { value: 'seconds', threshold: 'seconds' },
  'refusal.driving_time_unloading': { value: 'seconds', threshold: 'seconds' },
  'refusal.offer_cap': { value: 'count', threshold: 'count' },

  'rules.refusal.busy_shared': { most: 'orders', together: 'orders' },
  'rules.refusal.blocked_pair': {},
  'rules.refusal.gave_back_for': { most: 'seconds' },
  'rules.refusal.declined_before': { most: 'seconds' },
  'rules.refusal.declined_never': {},
  'rules.refusal.cargo_incompatible': { apart: 'cargo', alone: 'cargo' },
  'rules.refusal.part_loads_never': {},
  'rules.refusal.late_together': { stop: 'seconds' },
  'rules.refusal.detour_too_long': { most: 'meters' },
  'rules.refusal.driving_time': { stretch: 'seconds', rest: 'seconds', day: 'seconds' },
  'rules.refusal.driving_time_never': {},
  'rules.refusal.driving_time_unloading': {},
  'rules.refusal.offer_cap': { most: 'count' },
  'rules.refusal.offer_cap_never': {},

  'change.lift_block': {},
  'change.answer_offers': { change: 'count' },

  'fixed.block': {},
  'fixed.declined': {},
  'fixed.driving_time': {},
} as const satisfies Readonly<Record<string, Readonly<Record<string, Unit>>>>;

type Messages = Readonly<Record<keyof typeof LATER_REFUSAL_PARAMETERS, string>>;

export const LATER_REFUSALS_ZH = {
  'refusal.blocked_pair': '你与该货主之间有屏蔽（{value}），双方不再匹配。',
  'refusal.declined_before':
    '你在 {value}前不接这个订单；价格和时间都没有变，{threshold}内不再分配给你。',
  'refusal.cargo_incompatible': '车上已有{value}，不能与{threshold}同车。',
  'refusal.late_together':
    '与车上的订单拼车时，无论怎样安排顺序，总有一处装卸要晚 {value}，因此没有拼车。',
  'refusal.detour_too_long': '拼上这一单，车上的货物要多走 {value}，最多允许 {threshold}。',
  'refusal.driving_time':
    '按驾驶时间规定，含休息最早要 {value}后到达装货地，而距装货截止只有 {threshold}。',
  'refusal.driving_time_unloading':
    '按驾驶时间规定和你今天已经驾驶的时间，含休息最早要 {value}后到达卸货地，而距卸货截止只有 {threshold}。',
  'refusal.offer_cap': '你有 {value} 个派单等待回应，同时最多 {threshold} 个。',

  'rules.refusal.busy_shared':
    '车上已有订单：整车最多同时承运 {most}；都同意拼车的订单，同一辆车最多 {together}。',
  'rules.refusal.blocked_pair': '你与货主任一方屏蔽了另一方，双方不再匹配。',
  'rules.refusal.gave_back_for':
    '曾经得到又退回这个订单的司机，{most}内不再分配同一订单，除非价格或时间有变。',
  'rules.refusal.declined_before':
    '表示不接的订单，{most}内不再分配给同一位司机，除非价格或时间有变。',
  'rules.refusal.declined_never': '目前不因以前表示不接而排除任何司机。',
  'rules.refusal.cargo_incompatible': '不能同车的货物：{apart}；不与任何货物拼车：{alone}。',
  'rules.refusal.part_loads_never': '目前没有拼车。',
  'rules.refusal.late_together':
    '拼车不得使任何一处装卸错过原本能赶上的时间；每处停留按 {stop}计。',
  'rules.refusal.detour_too_long': '拼车使车上的货物多走超过 {most}。',
  'rules.refusal.driving_time':
    '驾驶时间（按每人）：连续 {stretch}后休息 {rest}，每天最多 {day}；两人轮流。依此赶不上装货截止。今天已驾驶的时间按当天承运的订单推算。',
  'rules.refusal.driving_time_never': '目前不按驾驶时间排除任何司机。',
  'rules.refusal.driving_time_unloading':
    '按同一规定赶不上卸货截止；在装货地、休息充足的司机也赶不上的，不算。',
  'rules.refusal.offer_cap': '已有 {most} 个派单在等你回应。',
  'rules.refusal.offer_cap_never': '目前不限制同时等待回应的派单。',

  'change.lift_block': '取消你对该货主的屏蔽',
  'change.answer_offers': '先回应 {change} 个等待中的派单',

  'fixed.block': '你与该货主之间的屏蔽不是（或不只是）你设置的，你无法取消。',
  'fixed.declined': '你表示过不接这个订单；只有时间，或新的价格、时间，会改变这一点。',
  'fixed.driving_time': '今天已经驾驶的时间不能收回，休息不能省略。',
} as const satisfies Messages;

export const LATER_REFUSALS_EN = {
  'refusal.blocked_pair':
    'There is a block between you and this shipper ({value}); you are not matched.',
  'refusal.declined_before':
    'You turned this order down {value} ago; on the same price and times you are not asked again for {threshold}.',
  'refusal.cargo_incompatible': 'You carry {value}, which may not ride with {threshold}.',
  'refusal.late_together':
    'With what you carry there is no order of stops that misses nothing: one would be {value} late.',
  'refusal.detour_too_long':
    'What you carry would be driven {value} farther for it; the most is {threshold}.',
  'refusal.driving_time':
    'By the rule on driving time, rests included, you need {value} to be at loading; it closes in {threshold}.',
  'refusal.driving_time_unloading':
    'By the rule on driving time and what you drove today, rests included, you need {value} to be at unloading; it closes in {threshold}.',
  'refusal.offer_cap': '{value} offers wait for your answer; the most is {threshold}.',

  'rules.refusal.busy_shared':
    'The truck is taken: it may carry {most} at a time, and of orders that all accept riding together {together}.',
  'rules.refusal.blocked_pair': 'You or the shipper will not work with the other.',
  'rules.refusal.gave_back_for':
    'An order that was yours and was given back is not given to you again for {most}, unless its price or times change.',
  'rules.refusal.declined_before':
    'An order that you turned down is not given to you for {most}, unless its price or times change.',
  'rules.refusal.declined_never': 'At present nobody is refused for what he turned down before.',
  'rules.refusal.cargo_incompatible':
    'These may not ride together: {apart}. These ride with nothing else: {alone}.',
  'rules.refusal.part_loads_never': 'At present no orders ride together.',
  'rules.refusal.late_together':
    'Riding together may miss no loading or unloading that would have been met; each stop counts as {stop}.',
  'rules.refusal.detour_too_long': 'What is aboard would be driven more than {most} farther.',
  'rules.refusal.driving_time':
    'Hours at the wheel, each driver: {rest} of rest after {stretch}, at most {day} a day; two take turns. By that you cannot be there before loading closes. What was driven today is reckoned from the orders carried today.',
  'rules.refusal.driving_time_never': 'At present nobody is refused for hours at the wheel.',
  'rules.refusal.driving_time_unloading':
    'By the same rule you cannot be there before unloading closes; never where a rested driver at the loading place could not either.',
  'rules.refusal.offer_cap': 'As many as {most} offers wait for your answer.',
  'rules.refusal.offer_cap_never': 'At present open offers are not limited.',

  'change.lift_block': 'lifting your block of this shipper',
  'change.answer_offers': 'having answered {change} open offers before',

  'fixed.block': 'The block between you and this shipper is not, or not only, yours to lift.',
  'fixed.declined': 'You turned this order down; only time or new terms change that.',
  'fixed.driving_time': 'Hours driven today cannot be taken back, and rests cannot be left out.',
} as const satisfies Messages;
