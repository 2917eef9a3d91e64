import type { ParseArgsConfig } from 'node:util';

/** How large a run is. Everything that the figures hang on, so all of it is in the report. */
export type Scale = {
  readonly tiny: boolean;
  readonly seed: number;
  /** Measured; one more of each goes before as a warm-up. */
  readonly rounds: number;
  /** Of a round of bare inserts. */
  readonly seconds: number;
  /** Of a round of the product's. */
  readonly orders: number;
  readonly drivers: number;
  /** Most drivers judged and recorded in one decision. */
  readonly candidates: number;
  readonly connections: number;
};

const FULL: Scale = {
  tiny: false,
  seed: 42,
  rounds: 5,
  seconds: 5,
  orders: 200,
  drivers: 5_000,
  candidates: 512,
  connections: 10,
};

/** A few seconds: shows that everything works, and its figures mean nothing. */
const TINY: Scale = {
  ...FULL,
  tiny: true,
  rounds: 2,
  seconds: 0.5,
  orders: 10,
  drivers: 50,
  connections: 5,
};

const SIZED = [
  'seed',
  'rounds',
  'seconds',
  'orders',
  'drivers',
  'candidates',
  'connections',
] as const;

export const SCALE_OPTIONS = {
  help: { type: 'boolean' },
  json: { type: 'boolean' },
  tiny: { type: 'boolean' },
  profile: { type: 'string' },
  seed: { type: 'string' },
  rounds: { type: 'string' },
  seconds: { type: 'string' },
  orders: { type: 'string' },
  drivers: { type: 'string' },
  candidates: { type: 'string' },
  connections: { type: 'string' },
} as const satisfies ParseArgsConfig['options'];

type Sized = (typeof SIZED)[number];

const SIZES: Readonly<Record<Sized, { about: string; least: number; most: number }>> = {
  seed: { about: 'of drivers, places and loads', least: 0, most: 4_294_967_295 },
  rounds: { about: 'measured rounds of each row', least: 1, most: 100 },
  seconds: { about: 'of a round of bare inserts', least: 0.1, most: 600 },
  orders: { about: 'in a round; raised to a multiple of the connections', least: 1, most: 20_000 },
  drivers: { about: 'on duty near the orders', least: 1, most: 20_000 },
  candidates: { about: 'judged and recorded in one decision, at most', least: 16, most: 512 },
  connections: { about: 'of the load generator', least: 1, most: 100 },
};

/** Nothing was made smaller: only then is a figure held against a goal. */
export const isFull = (scale: Scale): boolean =>
  !scale.tiny && SIZED.every((name) => name === 'seed' || scale[name] >= FULL[name]);

export function scaleFrom(given: Readonly<Record<string, string | boolean | undefined>>): Scale {
  const base = given['tiny'] === true ? TINY : FULL;
  const size = (name: Sized): number => {
    const text = given[name];
    if (typeof text !== 'string') return base[name];
    const value = Number(text);
    const { least, most } = SIZES[name];
    const whole = name === 'seconds' || Number.isInteger(value);
    if (text.trim() === '' || !whole || !(value >= least && value <= most)) {
      throw new Error(`--${name}: expected a number from ${least} to ${most}, got "${text}"`);
    }
    return value;
  };
  const connections = size('connections');
  const orders = Math.ceil(size('orders') / connections) * connections;
  const scale: Scale = {
    tiny: base.tiny,
    seed: size('seed'),
    rounds: size('rounds'),
    seconds: size('seconds'),
    orders,
    drivers: size('drivers'),
    candidates: size('candidates'),
    connections,
  };
  // A truck carries one order, and every order of a round is awarded to a truck of its own.
  if (scale.drivers < 2 * orders) {
    throw new Error(`--drivers: ${orders} orders a round need at least ${2 * orders} drivers`);
  }
  return scale;
}

export const scaleHelp = (): string[] => [
  '  --json               the report as one JSON object, the last line of stdout',
  '  --tiny               a few seconds; for checking that it works',
  '  --profile FOLDER     where the dispatcher writes its CPU profile when it ends',
  ...Object.entries(SIZES).map(
    ([name, { about }]) =>
      `  ${`--${name} N`.padEnd(20)} ${about} (${FULL[name as Sized]}; tiny ${TINY[name as Sized]})`,
  ),
];
