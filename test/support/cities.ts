import { cityByCode } from '#libs/fleet-index';

export type Town = {
  readonly cityCode: string;
  readonly position: {
    readonly lat: number;
    readonly lng: number;
    readonly coordinateSystem: 'wgs84';
  };
};

/** Each out of every other's reach, so that tests of one file do not meet each other's drivers. */
const FAR_APART = [
  ...['4201', '6101', '4401', '2101', '6501', '5301', '2301', '6301', '3701', '3501', '4601'],
  ...['1501', '5401', '4501', '5101'],
] as const;

export function town(code: string): Town {
  const city = cityByCode(code);
  if (city === null) throw new Error(`no city ${code}`);
  const { lat, lng } = city;
  return { cityCode: code, position: { lat, lng, coordinateSystem: 'wgs84' } };
}

/** A town for each test that asks, none twice. */
export function towns(): () => Town {
  const left = [...FAR_APART];
  return () => {
    const code = left.shift();
    if (code === undefined) throw new Error('no more towns that lie far enough apart');
    return town(code);
  };
}

/** So many metres to the north; a minute of latitude is a nautical mile. */
export const northOf = ({ position }: Town, meters: number): Town['position'] => ({
  ...position,
  lat: position.lat + meters / 111_195,
});
