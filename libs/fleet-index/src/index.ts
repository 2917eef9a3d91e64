export type { Position } from './position.js';
export { EARTH_RADIUS_METERS, greatCircleMeters } from './great-circle.js';
export { cellAt, cellCenter } from './cells.js';
export { COVERING_CELLS_MAX, coveringCells } from './covering.js';
export { REACH_METERS_MAX } from './rings.js';
export { FleetIndex, type Found, type Nearest } from './fleet-index.js';
export { allCities, cityByCode, nearestCity, type City } from './cities/cities.js';
