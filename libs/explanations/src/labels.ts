import type {
  BodyType,
  Candidate,
  CargoKind,
  DeclineReason,
  PartName,
  Mode,
  PlaceSource,
  Qualification,
  RefusalReason,
} from '#libs/matcher';
import type { Canceller, ProfileCause, ReleaseCause } from './consequence.js';

/** Every text a driver or shipper reads comes in both languages, side by side. */
export type Language = 'zh' | 'en';
export type Text = Readonly<Record<Language, string>>;

const text = (zh: string, en: string): Text => ({ zh, en });

export const BODY_LABELS: Readonly<Record<BodyType, Text>> = {
  box: text('厢式', 'box truck'),
  wing: text('飞翼', 'wing-side truck'),
  flatbed: text('平板', 'flatbed'),
  high_rail: text('高栏', 'high-rail truck'),
  low_rail: text('低栏', 'low-rail truck'),
  reefer: text('冷藏', 'reefer'),
  insulated: text('保温', 'insulated truck'),
  tank: text('罐式', 'tank truck'),
  container: text('集装箱', 'container truck'),
  dump: text('自卸', 'dump truck'),
  low_bed: text('高低板', 'low-bed truck'),
  hazardous: text('危险品', 'hazardous-goods truck'),
  car_carrier: text('轿运车', 'car carrier'),
};

export const CARGO_LABELS: Readonly<Record<CargoKind, Text>> = {
  general: text('普通货物', 'general cargo'),
  food: text('食品', 'food'),
  fresh: text('生鲜', 'fresh produce'),
  frozen: text('冷冻货物', 'frozen goods'),
  building_materials: text('建材', 'building materials'),
  steel: text('钢材', 'steel'),
  coal_ore: text('煤炭矿石', 'coal and ore'),
  chemicals: text('化工品', 'chemicals'),
  hazardous: text('危险货物', 'hazardous goods'),
  machinery: text('机械设备', 'machinery'),
  vehicles: text('商品车', 'vehicles'),
  household: text('家居日用', 'household goods'),
  parcels: text('快递包裹', 'parcels'),
};

export const QUALIFICATION_LABELS: Readonly<Record<Qualification, Text>> = {
  hazardous_goods: text('危险货物运输资质', 'hazardous-goods licence'),
  cold_chain: text('冷链运输资质', 'cold-chain licence'),
  oversize: text('超限运输资质', 'oversize licence'),
  vehicle_transport: text('车辆运输资质', 'vehicle-transport licence'),
};

export const MODE_LABELS: Readonly<Record<Mode, Text>> = {
  grab_then_award: text('抢单后择优分配', 'grab, then award to the best'),
  first_wins: text('先抢先得', 'first to grab wins'),
  offer: text('派单', 'offered to the best in turn'),
  round: text('统筹派单', 'given out together with other orders'),
};

export const FACTOR_LABELS: Readonly<Record<PartName, Text>> = {
  pickup_distance: text('空驶距离', 'empty distance to loading'),
  arrival_slack: text('到场富余时间', 'time to spare before loading closes'),
  body_fit: text('车型匹配', 'match of the body type'),
  load_fit: text('这单占满车的程度', 'how full the order makes the truck'),
  completion_rate: text('完成率', 'completion rate'),
  punctuality: text('准时率', 'punctuality'),
  lane_experience: text('线路经验', 'experience on this lane'),
  completed_together: text('为该货主完成的订单', 'orders completed with this shipper'),
  waiting: text('等待时间', 'waiting time'),
  cargo_experience: text('货类经验', 'experience with this cargo'),
  exploration: text('给新司机的机会', 'a chance for new drivers'),
  observed_rating: text('货主评价', 'ratings by shippers'),
  fair_share: text('近期收入均衡', 'evening out of recent income'),
  homeward: text('卸货地顺路回家', 'unloading nearer to your home'),
  return_load: text('卸货地的回程货', 'loads homeward from there'),
  familiar_driver: text('货主标记的熟车', 'marked as familiar by the shipper'),
  compensation: text('更正后补给的优先', 'priority owed after a correction'),
};

export const REFUSAL_LABELS: Readonly<Record<RefusalReason, Text>> = {
  busy: text('车辆已有运单', 'truck already taken'),
  consent_missing: text('未授权定位', 'no consent to location'),
  blocked_pair: text('双方之间有屏蔽', 'a block between the two'),
  gave_back_before: text('曾退回该单', 'gave this order back before'),
  offer_lapsed: text('刚错过该单的派单', 'let the offer of this order pass'),
  declined_before: text('曾表示不接该单', 'turned this order down before'),
  body_type: text('车型不符', 'body type'),
  length: text('车长不足', 'truck too short'),
  weight: text('载重不足', 'weight'),
  volume: text('容积不足', 'volume'),
  vehicle_slots: text('车位不足', 'vehicle slots'),
  qualification: text('缺少资质', 'licence missing'),
  cargo_incompatible: text('货物不能同车', 'cargo that may not ride together'),
  cannot_arrive: text('无法按时到场', 'cannot arrive in time'),
  late_together: text('拼车会误时', 'late if riding together'),
  detour_too_long: text('拼车绕行过远', 'detour too long'),
  driving_time: text('驾驶时间不足（装货）', 'driving time, to loading'),
  driving_time_unloading: text('驾驶时间不足（卸货）', 'driving time, to unloading'),
  beyond_reach: text('超出派单半径', 'beyond reach'),
  position_too_old: text('位置过旧', 'position too old'),
  offer_cap: text('待回应派单过多', 'too many open offers'),
  did_not_grab: text('未抢单', 'did not grab'),
  not_offered: text('未派单给他', 'was not offered it'),
  did_not_accept: text('未接受派单', 'did not accept'),
};

export const OFFER_STATE_LABELS: Readonly<Record<NonNullable<Candidate['offer']>['state'], Text>> =
  {
    open: text('等待回应', 'still open'),
    declined: text('已拒绝', 'declined'),
    lapsed: text('已超时', 'let pass'),
    withdrawn: text('已撤回', 'withdrawn'),
  };

/** Whose word stands between a driver and a shipper, as the driver reads it. */
export const BLOCK_LABELS: Readonly<Record<NonNullable<Candidate['blocked']>, Text>> = {
  by_driver: text('由你设置', 'set by you'),
  between: text('不是仅由你设置', 'not set by you alone'),
};

export const DECLINE_REASON_LABELS: Readonly<Record<DeclineReason, Text>> = {
  price: text('运费', 'the freight'),
  distance: text('距离', 'the distance'),
  time: text('时间', 'the times'),
  cargo: text('货物', 'the cargo'),
  not_interested: text('不感兴趣', 'not interested'),
  other: text('其他', 'something else'),
  gave_back: text('退回', 'given back'),
};

export const PLACE_SOURCE_LABELS: Readonly<Record<PlaceSource, Text>> = {
  position: text('实测位置', 'measured position'),
  manual: text('手动定位', 'place set by hand'),
  city: text('所在城市中心', 'centre of the city'),
};

export const RELEASE_CAUSE_LABELS: Readonly<Record<ReleaseCause, Text>> = {
  driver_cancelled: text('司机取消', 'the driver cancelled'),
  not_confirmed: text('未按时确认', 'not confirmed in time'),
};

export const CANCELLER_LABELS: Readonly<Record<Canceller, Text>> = {
  shipper: text('货主', 'the shipper'),
  operator: text('工作人员', 'a member of staff'),
  system: text('系统（长期没有进展）', 'the system, after a long time without progress'),
};

export const PROFILE_CAUSE_LABELS: Readonly<Record<ProfileCause, Text>> = {
  completed: text('完成订单', 'an order was completed'),
  driver_cancelled: text('司机取消', 'the driver cancelled'),
  imported: text('导入以往订单', 'earlier orders were imported'),
  corrected: text('更正', 'a correction'),
  rating_defaulted: text('默认好评', 'a rating by default'),
};

/** Codes of the order's life as the dispatching room writes them. */
export const ORDER_STATUS_LABELS = {
  open: text('待分配', 'open'),
  awarded: text('已分配待确认', 'awarded'),
  confirmed: text('已确认', 'confirmed'),
  loading: text('装货中', 'loading'),
  in_transit: text('运输中', 'in transit'),
  delivered: text('已送达', 'delivered'),
  received: text('已签收', 'received'),
  rated: text('已评价', 'rated'),
  cancelled: text('已取消', 'cancelled'),
  expired: text('已过期', 'expired'),
} as const satisfies Readonly<Record<string, Text>>;
