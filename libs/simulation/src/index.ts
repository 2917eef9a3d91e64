export { MODES, modeNamed, type SimMode } from './modes.js';
export { makeWorld, START_MS } from './make-world.js';
export { play, type Played, type Playing } from './play.js';
export { LIMITS, parseScenario, type ParsedScenario, type Scenario } from './scenario.js';
export type { World } from './world.js';
