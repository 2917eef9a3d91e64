export { type RightsDatabase, type RightsTx } from './ports/database.js';
export { type Hold, type Holds } from './ports/holds.js';
