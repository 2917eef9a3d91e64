import { format, thousands, type Unit } from './format.js';

describe('reading a value out', () => {
  it.each<[number | string, Unit, string, string]>([
    [9200, 'kilograms', '9,200 公斤', '9,200 kg'],
    [41_500, 'litres', '41.5 立方米', '41.5 m³'],
    [300_000, 'meters', '300 公里', '300 km'],
    [300_040, 'meters', '300.04 公里', '300.04 km'],
    [999, 'meters', '0.999 公里', '0.999 km'],
    [12_345, 'meters_up', '12.4 公里', '12.4 km'],
    [12_345, 'meters_down', '12.3 公里', '12.3 km'],
    [1_763_800_000_000, 'date', '2025-11-22（北京时间）', '2025-11-22 (Beijing time)'],
    [9600, 'millimeters', '9.6 米', '9.6 m'],
    [1, 'vehicle_slots', '1 个车位', '1 vehicle slot'],
    [0, 'seconds', '0 秒', '0 s'],
    [3_661, 'seconds', '1 小时 1 分钟 1 秒', '1 h 1 min 1 s'],
    [-90, 'seconds', '-1 分钟 30 秒', '-1 min 30 s'],
    [61_500, 'milliseconds', '1 分钟 1.5 秒', '1 min 1.5 s'],
    [12_345, 'milli_orders', '12.345 单', '12.345 orders'],
    [987, 'permille', '98.7%', '98.7%'],
    [
      1_763_800_000_000,
      'moment',
      '北京时间 2025-11-22 16:26:40',
      '2025-11-22 16:26:40 Beijing time',
    ],
    ['box,wing', 'body_type', '厢式、飞翼', 'box truck, wing-side truck'],
    ['unheard_of', 'body_type', 'unheard_of', 'unheard_of'],
  ])('%s %s is read as %s and %s', (value, unit, zh, en) => {
    expect(format(value, unit, 'zh')).toBe(zh);
    expect(format(value, unit, 'en')).toBe(en);
  });

  it('groups by thousands', () => {
    expect([0, 999, 1000, 1_234_567, -9200].map(thousands).join(' ')).toBe(
      '0 999 1,000 1,234,567 -9,200',
    );
  });
});
