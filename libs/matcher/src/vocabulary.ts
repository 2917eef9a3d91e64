/** Closed lists the whole product shares. Codes are wire words: added to, never renamed. */

export const BODY_TYPES = [
  'box',
  'wing',
  'flatbed',
  'high_rail',
  'low_rail',
  'reefer',
  'insulated',
  'tank',
  'container',
  'dump',
  'low_bed',
  'hazardous',
  'car_carrier',
] as const;
export type BodyType = (typeof BODY_TYPES)[number];

export const CARGO_KINDS = [
  'general',
  'food',
  'fresh',
  'frozen',
  'building_materials',
  'steel',
  'coal_ore',
  'chemicals',
  'hazardous',
  'machinery',
  'vehicles',
  'household',
  'parcels',
] as const;
export type CargoKind = (typeof CARGO_KINDS)[number];

export const QUALIFICATIONS = [
  'hazardous_goods',
  'cold_chain',
  'oversize',
  'vehicle_transport',
] as const;
export type Qualification = (typeof QUALIFICATIONS)[number];

/** How the order is given away. Offers and rounds come with their own files. */
export const MODES = ['grab_then_award', 'first_wins'] as const;
export type Mode = (typeof MODES)[number];

/** Where a candidate's distance was measured from. */
export const PLACE_SOURCES = ['position', 'manual', 'city'] as const;
export type PlaceSource = (typeof PLACE_SOURCES)[number];
