import { NO_CONSENTS, type DriverState } from '../model/driver.js';
import { NO_NEEDS } from '#libs/fleet-index';
import { Fleet } from './fleet.js';

const HANGZHOU = { lat: 30.25, lng: 120.15 };
const options = { reachMeters: 50_000, limit: 10, needs: NO_NEEDS };
const BOX = 0;
const FURTHER = { observedAtMs: 0, lat: 30.3, lng: 120.2 } as NonNullable<DriverState['fix']>;

const driver = (driverId: string, over: Partial<DriverState> = {}): DriverState =>
  ({
    driverId,
    onDuty: true,
    cityCode: '3301',
    consents: { location: '1', profile: null },
    fix: HANGZHOU,
    manualPlace: null,
    vehicle: {
      body: 'box',
      lengthMillimeters: 9_600,
      capacity: { kilograms: 18_000, litres: 55_000, vehicleSlots: 0 },
    },
    qualifications: [],
    ...over,
  }) as unknown as DriverState;

const near = (...drivers: DriverState[]): readonly string[] => {
  const fleet = new Fleet();
  for (const each of drivers) fleet.apply(each);
  return fleet.near(HANGZHOU, '3301', options).driverIds;
};

describe('the fleet', () => {
  it('finds drivers by position, by the place they set, and by city', () => {
    const none = NO_CONSENTS;
    expect(
      [
        ...near(
          driver('by-position'),
          driver('by-hand', {
            consents: none,
            fix: null,
            manualPlace: { ...HANGZHOU, setAtMs: 0 },
          }),
          driver('by-city', { consents: none, fix: null }),
          driver('elsewhere', { consents: none, fix: null, cityCode: '4401' }),
        ),
      ].sort(),
    ).toEqual(['by-city', 'by-hand', 'by-position']);
  });

  it('[R4] does not place a driver by a position he no longer consents to', () => {
    const far = { consents: NO_CONSENTS, cityCode: '4401' };
    expect(near(driver('d', far))).toEqual([]);
  });

  it('forgets who goes off duty, wherever he was', () => {
    const fleet = new Fleet();
    fleet.apply(driver('placed'));
    fleet.apply(driver('in-city', { fix: null }));
    expect(fleet.size).toBe(2);
    fleet.apply(driver('placed', { onDuty: false }));
    fleet.apply(driver('in-city', { fix: null, onDuty: false }));
    expect(fleet.size).toBe(0);
    expect(fleet.near(HANGZHOU, '3301', options).driverIds).toEqual([]);
  });

  it('moves a driver from his city to his place and back without doubling him', () => {
    const fleet = new Fleet();
    fleet.apply(driver('d', { fix: null }));
    fleet.apply(driver('d'));
    expect(fleet.near(HANGZHOU, '3301', options)).toMatchObject({ driverIds: ['d'], found: 1 });
    fleet.apply(driver('d', { fix: null }));
    expect(fleet.near(HANGZHOU, '3301', options)).toMatchObject({ driverIds: ['d'], found: 1 });
  });

  it('says that its limit ended the search when it left anyone out', () => {
    const fleet = new Fleet();
    for (let index = 0; index < 12; index++) fleet.apply(driver(`d${index}`));
    expect(fleet.near(HANGZHOU, '3301', options)).toMatchObject({ found: 12, endedBy: 'limit' });
    expect(fleet.near(HANGZHOU, '3301', { ...options, limit: 12 }).endedBy).toBe('reach');
  });

  it('looks at everyone while all can be judged, and then only at trucks that can carry it', () => {
    const fleet = new Fleet();
    const reefer = { ...driver('x').vehicle, body: 'reefer' as const };
    for (let index = 0; index < 6; index++) {
      fleet.apply(driver(`near-${index}`));
      fleet.apply(driver(`city-${index}`, { fix: null }));
    }
    fleet.apply(driver('city-reefer', { vehicle: reefer, fix: null }));
    fleet.apply(driver('far-reefer', { vehicle: reefer, fix: FURTHER }));
    const needs = { ...NO_NEEDS, bodies: 0xffff & ~(1 << BOX) };
    expect(fleet.near(HANGZHOU, '3301', { ...options, needs })).toMatchObject({
      driverIds: ['far-reefer', 'city-reefer'],
      ...{ found: 14, sieved: true, endedBy: 'reach', provenMeters: 50_000 },
    });
    const all = fleet.near(HANGZHOU, '3301', { ...options, limit: 14, needs });
    expect(all).toMatchObject({ found: 14, sieved: false, endedBy: 'reach' });
    expect(all.driverIds).toHaveLength(14);
  });
});
