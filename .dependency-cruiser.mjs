import { builtinModules } from 'node:module';
import { DIGEST_FILE, PURE_ROOMS, ROOM_PACKAGES, ROOM_SEES } from './tools/rooms.mjs';

// The walls between the rooms. test/tidy/walls.spec.ts plants a violation of every rule named here.
// `#libs/*` is resolved to the sources by tsconfig.walls.json, so the walls stand without a build.

const SPEC = '\\.(spec|contract)\\.ts$|^(apps|libs)/[^/]+/test/';
const CORE = `^libs/(${[...PURE_ROOMS, 'dispatch', 'rights'].join('|')})/src/`;
const PRODUCT = '^(apps|libs)/';
const packages = (...names) => `node_modules/(${names.join('|')})/`;

const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

const rooms = Object.entries(ROOM_SEES).map(([room, seen]) =>
  rule(
    `rooms-of-${room}`,
    `libs/${room} may see only: ${seen.join(', ') || 'nothing of ours'}. See docs/architecture.md.`,
    { path: `^libs/${room}/`, pathNot: SPEC },
    { path: '^libs/', pathNot: `^libs/(${[room, ...seen].join('|')})/` },
  ),
);

const roomPackages = Object.entries(ROOM_PACKAGES).map(([room, allowed]) =>
  rule(
    `packages-of-${room}`,
    `libs/${room} may import only these npm packages: ${allowed.join(', ') || 'none'}.`,
    { path: `^libs/${room}/src/`, pathNot: SPEC },
    {
      path: 'node_modules/',
      ...(allowed.length > 0 && { pathNot: packages(...allowed) }),
    },
  ),
);

const directions = [
  rule(
    'libs-never-import-apps',
    'A lib knows nothing of who uses it.',
    { path: '^libs/' },
    { path: '^(apps|bench)/' },
  ),
  rule(
    'apps-stand-apart',
    'One app speaks to another over HTTP or NATS, or starts it as a process; it never imports it.',
    { path: '^apps/([^/]+)/' },
    { path: '^apps/', pathNot: '^apps/$1/' },
  ),
  rule(
    'console-stands-alone',
    'The page runs in a browser and has only the public interfaces.',
    { path: '^apps/console/' },
    { path: '^(libs|bench)/|node_modules/' },
  ),
  rule(
    'bench-stays-outside',
    'A bench measures through the public interfaces, as a user would.',
    { path: '^bench/', pathNot: '\\.spec\\.ts$' },
    { path: '^(apps|test)/' },
  ),
  rule(
    'product-imports-no-tests',
    'What is shipped does not lean on what checks it.',
    { path: PRODUCT, pathNot: SPEC },
    { path: `^test/|${SPEC}` },
  ),
  rule(
    'front-door-only',
    'Another lib is entered by #libs/<name>, never by a path inside it.',
    { path: '^(libs/[^/]+|apps/[^/]+|bench)/' },
    { path: '^libs/', pathNot: ['^$1/', '^libs/[^/]+/src/index\\.ts$', '\\.contract\\.ts$'] },
  ),
  rule(
    'tests-use-front-doors',
    "Tests use a lib's front door, its contracts and its samples. Only test/tidy looks within.",
    { path: '^test/(?!tidy/)' },
    {
      path: '^libs/',
      pathNot: ['^libs/[^/]+/src/index\\.ts$', '\\.contract\\.ts$', '^libs/[^/]+/test/'],
    },
  ),
];

const owners = [
  rule(
    'h3-only-in-fleet-index',
    'Cells have one home; everyone else asks libs/fleet-index.',
    { path: '^(apps|libs|bench)/', pathNot: '^libs/fleet-index/' },
    { path: packages('h3-js') },
  ),
  rule(
    'typeorm-only-in-postgres',
    'The ORM ends where libs/postgres ends; the ports speak our own words.',
    { path: '^(apps|libs|bench)/', pathNot: '^libs/postgres/' },
    { path: packages('typeorm', '@nestjs/typeorm') },
  ),
  rule(
    'pg-only-in-postgres-and-embedded',
    'SQL is written in libs/postgres; libs/embedded only asks whether the server is up.',
    { path: PRODUCT, pathNot: '^libs/(postgres|embedded)/' },
    { path: packages('pg') },
  ),
  rule(
    'nats-only-in-nats-and-apps',
    'The broker is an edge: libs/nats and the apps speak to it.',
    { path: '^libs/', pathNot: '^libs/nats/' },
    { path: packages('@nats-io') },
  ),
  rule(
    'framework-only-at-the-edge',
    'Nest lives in apps, libs/nats and libs/postgres.',
    { path: '^libs/', pathNot: '^libs/(nats|postgres)/' },
    { path: packages('@nestjs'), pathNot: packages('@nestjs/typeorm') },
  ),
  rule(
    'gcoord-only-in-dispatch-and-apps',
    'Coordinates are turned into WGS-84 once, where they enter.',
    { path: '^libs/', pathNot: '^libs/dispatch/' },
    { path: packages('gcoord') },
  ),
];

/** `node:test` and its like exist only with the prefix; the rest may be written either way. */
const BUILTINS = builtinModules
  .map((name) => name.replace('node:', ''))
  .filter((n) => !['crypto', 'zlib'].includes(n));

const purity = [
  rule(
    'core-reaches-no-edge',
    'The core is arithmetic and use cases: no framework, no ORM, no broker, not even through a friend.',
    { path: CORE, pathNot: SPEC },
    {
      path: packages(
        '@nestjs',
        '@nats-io',
        'typeorm',
        'pg',
        'fastify',
        '@fastify',
        'reflect-metadata',
        'rxjs',
        'class-validator',
        'class-transformer',
        'pino',
        'prom-client',
        'jose',
      ),
      reachable: true,
    },
  ),
  rule(
    'core-reaches-no-builtin',
    'No file, socket, clock or process in the core, not even through a friend.',
    { path: CORE, pathNot: SPEC },
    { path: `^(node:)?(${BUILTINS.join('|')})$`, reachable: true },
  ),
  rule(
    'crypto-only-in-digest',
    `Hashing and unpacking are allowed to the core, behind ${DIGEST_FILE} only.`,
    { path: CORE, pathNot: [SPEC, `^${DIGEST_FILE.replaceAll('.', '\\.')}$`] },
    { path: '^(node:)?(crypto|zlib)$' },
  ),
];

const hygiene = [
  rule('no-cycles', 'Two files that need each other are one idea.', {}, { circular: true }),
  rule(
    'everything-resolves',
    'An import that resolves to nothing hides from every other rule.',
    { path: '^(apps|libs|bench|test)/' },
    // What the build writes is not there before the first one.
    { couldNotResolve: true, pathNot: '(^|/)dist/' },
  ),
  rule(
    'declared-dependencies-only',
    'What we import stands in package.json. Jest provides @jest/globals itself.',
    { path: '^(apps|libs|bench|test)/' },
    { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], pathNot: packages('@jest') },
  ),
  rule(
    'no-dev-packages-in-product',
    'What is shipped runs without the development dependencies.',
    { path: PRODUCT, pathNot: SPEC },
    { dependencyTypes: ['npm-dev'], pathNot: packages('@types') },
  ),
  rule(
    'no-orphans',
    'A file that imports nothing and that nobody imports is left over.',
    {
      orphan: true,
      path: '^(apps|libs|bench|test)/.+\\.ts$',
      pathNot: `/(main|index)\\.ts$|${SPEC}`,
    },
    {},
  ),
  rule(
    'no-dead-files',
    'Every source file is reached from a main, a front door or a spec.',
    { path: '^(apps/[^/]+/src/main|libs/[^/]+/src/index|bench/main|.+\\.spec)\\.ts$' },
    {
      path: '^(apps/[^/]+|libs/[^/]+)/src/.+\\.ts$',
      pathNot: '/(main|index)\\.ts$|\\.spec\\.ts$',
      reachable: false,
    },
  ),
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [...rooms, ...roomPackages, ...directions, ...owners, ...purity, ...hygiene],
  options: {
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.paidan)/' },
    tsConfig: { fileName: 'tsconfig.walls.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      extensions: ['.ts', '.mts', '.d.ts', '.mjs', '.js', '.cjs', '.json'],
    },
  },
};
