// Writes each tree of files to a folder of its own, lets dependency-cruiser walk it, and prints the
// violations, the rules and the rooms it knows. A process of its own, because the cruiser changes
// folder and does not run inside Jest.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import walls from '../../.dependency-cruiser.mjs';
import { ROOM_SEES } from '../../tools/rooms.mjs';

const repository = resolve(import.meta.dirname, '../..');
const PACKAGES = [
  '@nats-io/transport-node',
  '@nestjs/common',
  'autocannon',
  'canonicalize',
  'fast-check',
  'gcoord',
  'h3-js',
  'pg',
  'typeorm',
  'undeclared',
  'uuid',
];

const house = {
  ...Object.fromEntries(Object.keys(ROOM_SEES).map((room) => [`libs/${room}/src/index.ts`, ''])),
  'apps/dispatcher/src/main.ts': '',
  'apps/paidan/src/main.ts': '',
  'apps/console/src/main.ts': '',
  'bench/main.ts': '',
  'test/e2e/main.spec.ts': '',
  ...Object.fromEntries(
    PACKAGES.flatMap((name) => [
      [`node_modules/${name}/index.js`, ''],
      [`node_modules/${name}/package.json`, JSON.stringify({ name, exports: './index.js' })],
    ]),
  ),
};

const trees = JSON.parse(await text(process.stdin));
const found = [];
for (const files of trees) {
  const root = mkdtempSync(join(tmpdir(), 'paidan-walls-'));
  try {
    found.push(await violations(root, { ...house, ...files }));
  } finally {
    process.chdir(repository);
    rmSync(root, { recursive: true });
  }
}
const rules = walls.forbidden.map(({ name }) => name);
process.stdout.write(JSON.stringify({ rules, rooms: Object.keys(ROOM_SEES), found }));

async function violations(root, files) {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  for (const name of ['package.json', 'tsconfig.json', 'tsconfig.walls.json']) {
    cpSync(join(repository, name), join(root, name));
  }
  process.chdir(root);
  const { output } = await cruise(
    ['apps', 'libs', 'bench', 'test'],
    { ...walls.options, baseDir: root, ruleSet: { forbidden: walls.forbidden }, validate: true },
    // The resolver is kept from one run to the next otherwise, and with it the last tree's paths.
    { bustTheCache: true },
    { tsConfig: extractTSConfig('tsconfig.walls.json') },
  );
  return output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
}
