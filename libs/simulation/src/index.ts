export { compare, type Compared, type Comparing, type Spread } from './compare.js';
export { FAULTS, type Fault, type FaultCode } from './faults.js';
export {
  figuresOf,
  gapsOf,
  gini,
  lorenz,
  mean,
  median,
  waitMinutes,
  type FigureName,
  type Figures,
  type Gap,
} from './figures.js';
export { MODES, modeNamed, type SimMode } from './modes.js';
export { makeWorld, START_MS } from './make-world.js';
export { play, type Played, type Playing } from './play.js';
export type { Problem } from './problems.js';
export { REAL_ROOMS, type Rooms } from './rooms.js';
export { LIMITS, parseScenario, type ParsedScenario, type Scenario } from './scenario.js';
export type { Twins } from './stage.js';
export type { World } from './world.js';
export type { Row } from './row-reading.js';
export { DRIVER_COLUMNS, ORDER_COLUMNS, worldFromRows } from './world-from-rows.js';
