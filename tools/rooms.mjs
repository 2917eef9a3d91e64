// Who may see whom, once: the walls (dependency-cruiser), the compiler check and ESLint read this list.

/** Rooms that are arithmetic: no clock, no randomness, no I/O, not even through a friend. */
export const PURE_ROOMS = ['matcher', 'fleet-index', 'profiles', 'explanations'];

/** Each lib and the libs whose front door it may use. A lib that is not listed fails `test/tidy`. */
export const ROOM_SEES = {
  contracts: [],
  matcher: [],
  'fleet-index': [],
  profiles: ['matcher'],
  explanations: ['matcher', 'profiles'],
  dispatch: [...PURE_ROOMS],
  rights: ['dispatch', ...PURE_ROOMS],
  postgres: ['rights', 'dispatch', ...PURE_ROOMS],
  memory: ['dispatch', ...PURE_ROOMS],
  simulation: ['memory', 'dispatch', ...PURE_ROOMS],
  nats: ['contracts', 'dispatch'],
  embedded: [],
};

/** The npm packages that a room without I/O may import. Everything else there is written by us. */
export const ROOM_PACKAGES = {
  matcher: [],
  'fleet-index': ['h3-js'],
  profiles: [],
  explanations: ['canonicalize'],
  dispatch: ['gcoord'],
  rights: ['chinese-days'],
};

/** Hashing is the one built-in that a record cannot do without; it lives behind this file. */
export const DIGEST_FILE = 'libs/explanations/src/digest.ts';
