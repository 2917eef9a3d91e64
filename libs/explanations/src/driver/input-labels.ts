import type { Text } from '../labels.js';

export const INPUT_LABELS = {
  body: { zh: '车型', en: 'body type' },
  length: { zh: '车长', en: 'length' },
  free_weight: { zh: '可载重量', en: 'weight still free' },
  free_volume: { zh: '可载体积', en: 'volume still free' },
  free_vehicle_slots: { zh: '空余车位', en: 'vehicle slots still free' },
  qualifications: { zh: '资质', en: 'licences' },
  active_orders: { zh: '在运订单', en: 'orders being carried' },
  on_duty: { zh: '在岗', en: 'on duty' },
  city: { zh: '所在城市', en: 'city' },
  place_source: { zh: '位置来源', en: 'where the place came from' },
  pickup_distance: { zh: '到装货地的距离', en: 'distance to loading' },
  cell: { zh: '所在网格', en: 'grid cell' },
  consent_location: { zh: '定位授权版本', en: 'consent to location, version' },
  consent_profile: { zh: '个人特征授权版本', en: 'consent to a profile, version' },
  attempted: { zh: '承接订单（衰减后）', en: 'orders taken on, decayed' },
  completed: { zh: '完成订单（衰减后）', en: 'orders completed, decayed' },
  timed: { zh: '有到场记录的订单（衰减后）', en: 'orders with a known arrival, decayed' },
  on_time: { zh: '准时订单（衰减后）', en: 'orders on time, decayed' },
  lane_experience: { zh: '本线路完成（衰减后）', en: 'completed on this lane, decayed' },
  completed_together: { zh: '与该货主完成（衰减后）', en: 'completed with this shipper, decayed' },
  waiting: { zh: '空闲等待时间', en: 'time free' },
  gave_back: { zh: '曾退回该单', en: 'gave this order back' },
  grab_sequence: { zh: '抢单次序', en: 'grab number' },
} as const satisfies Readonly<Record<string, Text>>;
export type InputCode = keyof typeof INPUT_LABELS;

export const TERM_LABELS = {
  body_types: { zh: '要求车型', en: 'body types accepted' },
  min_length: { zh: '最短车长', en: 'minimum length' },
  weight: { zh: '货物重量', en: 'weight' },
  volume: { zh: '货物体积', en: 'volume' },
  vehicle_slots: { zh: '需要车位', en: 'vehicle slots' },
  cargo_kind: { zh: '货物类别', en: 'cargo kind' },
  qualifications: { zh: '要求资质', en: 'licences required' },
  loading_from: { zh: '装货开始', en: 'loading opens' },
  loading_until: { zh: '装货截止', en: 'loading closes' },
  lane: { zh: '装卸两地直线距离', en: 'straight line from loading to unloading' },
  mode: { zh: '派单方式', en: 'mode' },
} as const satisfies Readonly<Record<string, Text>>;
export type TermCode = keyof typeof TERM_LABELS;
