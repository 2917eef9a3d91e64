import { haversineMeters } from '../great-circle.js';
import { requirePosition, type Position } from '../position.js';
import { CITY_ROWS, PROVINCES_ZH } from './table.js';

export type City = {
  /** Four digits of GB/T 2260; a municipality is its province with two zeros, 1100 for Beijing. */
  readonly code: string;
  readonly zh: string;
  /** Pinyin or the customary name. Not unique. */
  readonly en: string;
  readonly provinceZh: string;
  readonly lat: number;
  readonly lng: number;
};

const CITIES: readonly City[] = CITY_ROWS.map(([code, zh, en, lat, lng]) => ({
  code,
  zh,
  en,
  provinceZh: PROVINCES_ZH[code.slice(0, 2)] ?? '',
  lat,
  lng,
}));

const BY_CODE: ReadonlyMap<string, City> = new Map(CITIES.map((city) => [city.code, city]));

/** Sorted by code. */
export const allCities = (): readonly City[] => CITIES;

export const cityByCode = (code: string): City | null => BY_CODE.get(code) ?? null;

/**
 * By the distance to its seat, not by the border: right for most places, wrong near borders and in
 * wide prefectures. Whoever knows the city should say it. Of two equally near the smaller code.
 */
export function nearestCity(position: Position): { code: string; meters: number } {
  requirePosition(position);
  let code = '';
  let meters = Infinity;
  for (const city of CITIES) {
    const cityMeters = haversineMeters(position, city);
    if (cityMeters < meters) {
      meters = cityMeters;
      code = city.code;
    }
  }
  return { code, meters };
}
