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

/** How the order is given away. */
export const MODES = ['grab_then_award', 'first_wins', 'offer', 'round'] as const;
export type Mode = (typeof MODES)[number];

/** Where a candidate's distance was measured from. */
export const PLACE_SOURCES = ['position', 'manual', 'city'] as const;
export type PlaceSource = (typeof PLACE_SOURCES)[number];

/**
 * Why a driver would not have an order: closed, so that it can be counted and never holds a name.
 */
export const DECLINE_REASONS = [
  'price',
  'distance',
  'time',
  'cargo',
  'not_interested',
  'other',
] as const;
/** `gave_back`: it was his already. */
export type DeclineReason = (typeof DECLINE_REASONS)[number] | 'gave_back';
