import { greatCircleMeters } from '#libs/fleet-index';
import { cityOf, toWgs84 } from './place.js';
import { Rejection } from './rejection.js';

const CANTON_TOWER = { lat: 23.1066, lng: 113.3245 };

describe('a given position', () => {
  it.each([
    ['gcj02', 400, 800],
    ['bd09', 400, 2_000],
  ] as const)(
    '[M8] in %s lies hundreds of metres from where its numbers say',
    (system, least, most) => {
      const at = toWgs84({ ...CANTON_TOWER, coordinateSystem: system });
      const off = greatCircleMeters(at, CANTON_TOWER);
      expect(off).toBeGreaterThan(least);
      expect(off).toBeLessThan(most);
    },
  );

  it('in WGS-84 stays where it is, to a tenth of a metre', () => {
    const given = { lat: 23.10661234567, lng: 113.32451234567, coordinateSystem: 'wgs84' } as const;
    expect(toWgs84(given)).toEqual({ lat: 23.106612, lng: 113.324512 });
  });

  it('belongs to the city named, or to the nearest', () => {
    expect(cityOf(CANTON_TOWER, '4403', '/cityCode')).toBe('4403');
    expect(cityOf(CANTON_TOWER, null, '/cityCode')).toBe('4401');
  });

  it('is refused with a city that does not exist, naming the field', () => {
    const ask = (): string => cityOf(CANTON_TOWER, '9999', '/loading/cityCode');
    expect(ask).toThrow(Rejection);
    expect(() => ask()).toThrow(/9999/);
  });
});
