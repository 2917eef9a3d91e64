/** A small tree with one fault, and the file and rule by which the walls must name it. */
export type Plant = {
  readonly rule: string;
  readonly at: string;
  readonly files: Readonly<Record<string, string>>;
};

const plant = (rule: string, at: string, code: string, more: Plant['files'] = {}): Plant => ({
  rule,
  at,
  files: { [at]: code, ...more },
});

const door = (room: string): string => `libs/${room}/src/index.ts`;
const see = (specifier: string): string => `import '${specifier}';\nexport const planted = 1;\n`;
const leaf = 'export const leaf = 1;\n';

/** Each room looks at the nearest room it must not see. */
const wrongRoom: Readonly<Record<string, string>> = {
  contracts: 'matcher',
  matcher: 'profiles',
  'fleet-index': 'matcher',
  profiles: 'explanations',
  explanations: 'fleet-index',
  dispatch: 'contracts',
  rights: 'contracts',
  postgres: 'contracts',
  memory: 'rights',
  simulation: 'rights',
  nats: 'postgres',
  embedded: 'dispatch',
};

const core = ['matcher', 'fleet-index', 'profiles', 'explanations', 'dispatch', 'rights'];

const inside = `${leaf}export type { Deep } from './deep.js';\n`;
const deep = 'export type Deep = 1;\n';

export const plants: readonly Plant[] = [
  ...Object.entries(wrongRoom).map(([room, seen]) =>
    plant(`rooms-of-${room}`, door(room), see(`#libs/${seen}`)),
  ),
  ...core.map((room) => plant(`packages-of-${room}`, door(room), see('uuid'))),

  plant('libs-never-import-apps', door('nats'), see('../../../apps/paidan/src/main.js')),
  plant('apps-stand-apart', 'apps/paidan/src/main.ts', see('../../dispatcher/src/main.js')),
  plant('console-stands-alone', 'apps/console/src/main.ts', see('#libs/contracts')),
  plant('bench-stays-outside', 'bench/main.ts', see('../apps/dispatcher/src/main.js')),
  plant('product-imports-no-tests', door('embedded'), see('../../../test/support/world.js'), {
    'test/support/world.ts': leaf,
  }),
  plant('front-door-only', door('dispatch'), see('../../matcher/src/deep.js'), {
    [door('matcher')]: inside,
    'libs/matcher/src/deep.ts': deep,
  }),
  plant('tests-use-front-doors', 'test/e2e/main.spec.ts', see('../../libs/matcher/src/deep.js'), {
    [door('matcher')]: inside,
    'libs/matcher/src/deep.ts': deep,
  }),

  plant('h3-only-in-fleet-index', door('postgres'), see('h3-js')),
  plant('typeorm-only-in-postgres', 'apps/dispatcher/src/main.ts', see('typeorm')),
  plant('pg-only-in-postgres-and-embedded', 'apps/dispatcher/src/main.ts', see('pg')),
  plant('nats-only-in-nats-and-apps', door('postgres'), see('@nats-io/transport-node')),
  plant('framework-only-at-the-edge', door('contracts'), see('@nestjs/common')),
  plant('gcoord-only-in-dispatch-and-apps', door('postgres'), see('gcoord')),

  plant('core-reaches-no-edge', door('dispatch'), see('#libs/explanations'), {
    [door('explanations')]: see('typeorm'),
  }),
  plant('core-reaches-no-builtin', door('dispatch'), see('#libs/matcher'), {
    [door('matcher')]: see('node:fs/promises'),
  }),
  plant('crypto-only-in-digest', door('matcher'), see('node:zlib')),

  plant('no-cycles', 'libs/nats/src/egg.ts', see('./hen.js'), {
    'libs/nats/src/hen.ts': see('./egg.js'),
    [door('nats')]: see('./hen.js'),
  }),
  plant('everything-resolves', door('nats'), see('./nowhere.js')),
  plant('declared-dependencies-only', door('nats'), see('undeclared')),
  plant('no-dev-packages-in-product', door('nats'), see('autocannon')),
  plant('no-orphans', 'bench/left-over.ts', leaf),
  plant('no-dead-files', 'libs/nats/src/dead.ts', see('./index.js')),
];

/** Whole trees that keep every rule, close to the edge of one each. */
export const innocents: Readonly<Record<string, Plant['files']>> = {
  'the empty house': {},
  'a record hashed behind its one file': {
    [door('explanations')]: see('./digest.js'),
    'libs/explanations/src/digest.ts': `import 'node:crypto';\n${see('node:zlib')}`,
    [door('dispatch')]: see('#libs/explanations'),
  },
  'the packages each core room may use': {
    [door('fleet-index')]: see('h3-js'),
    [door('explanations')]: see('canonicalize'),
    [door('dispatch')]: see('gcoord'),
  },
  'a spec that uses a development package and a built-in': {
    'libs/matcher/src/index.spec.ts': `import 'node:fs';\nimport 'fast-check';\n${see('./index.js')}`,
  },
};
