import type { BodyType, CargoKind, Qualification, VehicleFacts } from '#libs/contracts';

export type Truck = {
  readonly vehicle: VehicleFacts;
  readonly qualifications: Qualification[];
  /** What it usually carries. */
  readonly cargo: readonly CargoKind[];
  /** Freight for one kilometre, in fen. */
  readonly fenPerKilometer: number;
};

type Row = readonly [
  share: number,
  body: BodyType,
  lengthMillimeters: number,
  grossKilograms: number,
  axles: number,
  kilograms: number,
  litres: number,
  fenPerKilometer: number,
  cargo: readonly CargoKind[],
  qualifications: readonly Qualification[],
];

/** The usual ladder of Chinese trucks: length, gross weight, axles, what they may carry. */
const LADDER: readonly Row[] = [
  [16, 'box', 4200, 4495, 2, 1800, 16_000, 280, ['general', 'parcels', 'household'], []],
  [10, 'high_rail', 6800, 18_000, 2, 9500, 38_000, 420, ['building_materials', 'food'], []],
  [10, 'box', 7600, 18_000, 2, 8500, 44_000, 450, ['general', 'food', 'parcels'], []],
  [16, 'box', 9600, 25_000, 3, 15_000, 57_000, 620, ['general', 'food', 'household'], []],
  [6, 'wing', 9600, 25_000, 3, 14_500, 57_000, 640, ['parcels', 'general'], []],
  [6, 'reefer', 9600, 25_000, 3, 13_500, 48_000, 760, ['frozen', 'fresh'], ['cold_chain']],
  [3, 'insulated', 7600, 18_000, 2, 8000, 40_000, 520, ['food'], []],
  [12, 'high_rail', 13_000, 49_000, 6, 32_000, 88_000, 800, ['steel', 'machinery'], []],
  [6, 'flatbed', 13_000, 49_000, 6, 33_000, 88_000, 790, ['steel', 'machinery'], []],
  [4, 'flatbed', 17_500, 49_000, 6, 32_000, 130_000, 860, ['machinery', 'general'], []],
  [3, 'low_rail', 13_000, 49_000, 6, 32_500, 80_000, 780, ['building_materials'], []],
  [2, 'dump', 8600, 31_000, 4, 16_000, 24_000, 600, ['coal_ore'], []],
  [3, 'container', 12_500, 49_000, 6, 28_000, 67_000, 780, ['general'], []],
  [2, 'tank', 11_000, 40_000, 5, 25_000, 30_000, 820, ['chemicals'], []],
  [1, 'hazardous', 9600, 25_000, 3, 13_000, 50_000, 980, ['hazardous'], ['hazardous_goods']],
];

/** A car carrier counts cars; weight and volume say little of it. */
const CAR_CARRIER: Truck = {
  vehicle: {
    body: 'car_carrier',
    lengthMillimeters: 22_000,
    widthMillimeters: 2550,
    heightMillimeters: 4000,
    grossKilograms: 49_000,
    axles: 6,
    capacity: { kilograms: 20_000, litres: 0, vehicleSlots: 8 },
  },
  qualifications: ['vehicle_transport'],
  cargo: ['vehicles'],
  fenPerKilometer: 900,
};

export const TRUCKS: readonly (readonly [share: number, truck: Truck])[] = [
  ...LADDER.map((row) => [row[0], truckOf(row)] as const),
  [2, CAR_CARRIER],
];

function truckOf(row: Row): Truck {
  const [, body, lengthMillimeters, grossKilograms, axles, kilograms, litres, ...rest] = row;
  const [fenPerKilometer, cargo, qualifications] = rest;
  const wide = lengthMillimeters > 4200;
  return {
    vehicle: {
      body,
      lengthMillimeters,
      widthMillimeters: wide ? 2450 : 2100,
      heightMillimeters: wide ? 2600 : 2100,
      grossKilograms,
      axles,
      capacity: { kilograms, litres, vehicleSlots: 0 },
    },
    qualifications: [...qualifications],
    cargo,
    fenPerKilometer,
  };
}
