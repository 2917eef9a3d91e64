import { greatCircleMeters } from '../great-circle.js';
import { allCities, cityByCode, nearestCity } from './cities.js';

/** Where everybody knows they are, to two decimals, written down without looking at the table. */
const WELL_KNOWN: readonly (readonly [string, string, number, number])[] = [
  ['1100', '北京市', 39.91, 116.4],
  ['1200', '天津市', 39.13, 117.2],
  ['1301', '石家庄市', 38.04, 114.5],
  ['1401', '太原市', 37.87, 112.56],
  ['1501', '呼和浩特市', 40.81, 111.65],
  ['2101', '沈阳市', 41.8, 123.43],
  ['2102', '大连市', 38.91, 121.61],
  ['2201', '长春市', 43.88, 125.32],
  ['2301', '哈尔滨市', 45.75, 126.64],
  ['3100', '上海市', 31.23, 121.47],
  ['3201', '南京市', 32.06, 118.79],
  ['3205', '苏州市', 31.3, 120.6],
  ['3301', '杭州市', 30.27, 120.16],
  ['3302', '宁波市', 29.87, 121.55],
  ['3401', '合肥市', 31.86, 117.28],
  ['3501', '福州市', 26.08, 119.3],
  ['3502', '厦门市', 24.48, 118.09],
  ['3601', '南昌市', 28.68, 115.88],
  ['3701', '济南市', 36.67, 117.0],
  ['3702', '青岛市', 36.07, 120.38],
  ['4101', '郑州市', 34.75, 113.65],
  ['4201', '武汉市', 30.59, 114.3],
  ['4301', '长沙市', 28.2, 112.97],
  ['4401', '广州市', 23.13, 113.26],
  ['4403', '深圳市', 22.54, 114.06],
  ['4501', '南宁市', 22.82, 108.32],
  ['4601', '海口市', 20.04, 110.34],
  ['5000', '重庆市', 29.56, 106.55],
  ['5101', '成都市', 30.66, 104.07],
  ['5201', '贵阳市', 26.58, 106.71],
  ['5301', '昆明市', 25.04, 102.72],
  ['5401', '拉萨市', 29.65, 91.13],
  ['6101', '西安市', 34.27, 108.95],
  ['6201', '兰州市', 36.06, 103.83],
  ['6301', '西宁市', 36.62, 101.77],
  ['6401', '银川市', 38.47, 106.27],
  ['6501', '乌鲁木齐市', 43.8, 87.6],
  ['6531', '喀什地区', 39.47, 75.99],
  ['7100', '台湾省', 25.04, 121.56],
  ['8100', '香港特别行政区', 22.3, 114.17],
  ['8200', '澳门特别行政区', 22.2, 113.55],
];

/** Prefecture-level units by province; the municipalities and the last three are one each. */
const UNITS: Readonly<Record<string, number>> = {
  北京市: 1,
  天津市: 1,
  河北省: 11,
  山西省: 11,
  内蒙古自治区: 12,
  辽宁省: 14,
  吉林省: 9,
  黑龙江省: 13,
  上海市: 1,
  江苏省: 13,
  浙江省: 11,
  安徽省: 16,
  福建省: 9,
  江西省: 11,
  山东省: 16,
  河南省: 17,
  湖北省: 13,
  湖南省: 14,
  广东省: 21,
  广西壮族自治区: 14,
  海南省: 4,
  重庆市: 1,
  四川省: 21,
  贵州省: 9,
  云南省: 16,
  西藏自治区: 7,
  陕西省: 10,
  甘肃省: 14,
  青海省: 8,
  宁夏回族自治区: 5,
  新疆维吾尔自治区: 14,
  台湾省: 1,
  香港特别行政区: 1,
  澳门特别行政区: 1,
};

const directlyUnderProvince = ({ code }: { code: string }) => code.endsWith('90');

describe('the table of cities', () => {
  it.each(WELL_KNOWN)(
    'puts %s, %s, within 8 km of where everybody knows it',
    (code, zh, lat, lng) => {
      const city = cityByCode(code);
      expect(city?.zh).toBe(zh);
      expect(greatCircleMeters({ lat, lng }, city ?? { lat: 0, lng: 0 })).toBeLessThan(8_000);
    },
  );

  it('holds every prefecture-level unit of every province', () => {
    const counted: Record<string, number> = {};
    for (const city of allCities()) {
      if (directlyUnderProvince(city)) continue;
      counted[city.provinceZh] = (counted[city.provinceZh] ?? 0) + 1;
    }
    expect(counted).toEqual(UNITS);
  });

  it('has one row for what is directly under a province', () => {
    const codes = allCities()
      .filter(directlyUnderProvince)
      .map(({ code }) => code);
    expect(codes).toEqual(['4190', '4290', '4690', '6590']);
  });

  it('is sorted by codes of four digits, each once, with Chinese names that are unique', () => {
    const codes = allCities().map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)].sort());
    expect(codes.filter((code) => !/^[1-8]\d{3}$/.test(code))).toEqual([]);
    expect(new Set(allCities().map(({ zh }) => zh)).size).toBe(codes.length);
    expect(allCities().filter(({ en }) => !/^[A-Z][A-Za-z' ,()-]+$/.test(en))).toEqual([]);
  });

  it('has no two cities on one spot and none outside of the country', () => {
    const cities = allCities();
    const twins = cities.filter((a, index) =>
      cities.slice(index + 1).some((b) => greatCircleMeters(a, b) < 2_000),
    );
    expect(twins).toEqual([]);
    const outside = cities.filter(({ lat, lng }) => lat < 16 || lat > 51 || lng < 75 || lng > 132);
    expect(outside).toEqual([]);
  });

  it('knows nothing of a code that is not in it', () => {
    expect(cityByCode('1101')).toBeNull();
    expect(cityByCode('0000')).toBeNull();
    expect(cityByCode('constructor')).toBeNull();
  });
});

describe('the nearest city', () => {
  it('is a city itself where it stands', () => {
    for (const { code, lat, lng } of allCities()) {
      expect(nearestCity({ lat, lng })).toEqual({ code, meters: 0 });
    }
  });

  it('is Suzhou for Kunshan, and Guangzhou for its airport', () => {
    expect(nearestCity({ lat: 31.38, lng: 120.98 }).code).toBe('3205');
    expect(nearestCity({ lat: 23.39, lng: 113.3 }).code).toBe('4401');
  });

  it('refuses a place that is none, saying what came', () => {
    expect(() => nearestCity({ lat: 91, lng: 0 })).toThrow(/latitude from -90 to 90, got 91/);
  });
});
