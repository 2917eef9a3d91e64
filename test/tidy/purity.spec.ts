import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const here = import.meta.dirname;
const root = join(here, '../..');

describe('the compiler check of the pure rooms', () => {
  const checker = join(root, 'tools/check-pure-rooms.mjs');
  const rooms = ['matcher', 'fleet-index', 'profiles', 'explanations'];
  const doors = Object.fromEntries(rooms.map((room) => [`libs/${room}/src/index.ts`, '']));

  /** Checks a tree of these files and gives the first lines of what it complains of. */
  function check(files: Readonly<Record<string, string>>): readonly string[] {
    const tree = mkdtempSync(join(tmpdir(), 'paidan-pure-'));
    try {
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(tree, path)), { recursive: true });
        writeFileSync(join(tree, path), content);
      }
      for (const name of ['package.json', 'tsconfig.json'])
        cpSync(join(root, name), join(tree, name));
      const { status, stderr } = spawnSync(process.execPath, [checker, tree]);
      const complaints = stderr.toString().match(/^libs.*$/gm) ?? [];
      expect(status).toBe(complaints.length > 0 ? 1 : 0);
      return complaints;
    } finally {
      rmSync(tree, { recursive: true });
    }
  }

  const impurities = [
    ['the process', 'export const planted = process.env;', "'process'"],
    ['a timer', 'setTimeout(() => {}, 1);\nexport {};', "'setTimeout'"],
    ['the console', "console.log('planted');\nexport {};", "'console'"],
    ['the network', "export const planted = fetch('http://localhost');", "'fetch'"],
    ['a built-in', "import { readFileSync } from 'node:fs';\nreadFileSync('x');", "'node:fs'"],
    ['the page', 'export const planted = document;', "'document'"],
    ['a buffer', "export const planted = Buffer.from('x');", "'Buffer'"],
    ['a stopwatch', 'export const planted = performance;', "'performance'"],
  ] as const;
  const planted = (index: number): string => `libs/profiles/src/planted-${index}.ts`;
  const complaints = check({
    ...doors,
    ...Object.fromEntries(impurities.map(([, code], index) => [planted(index), code])),
    'libs/profiles/src/allowed.spec.ts': 'export const allowed = process.env;',
  });

  it.each(impurities.map(([what, , name], index) => [what, name, index] as const))(
    'does not know %s',
    (_what, name, index) => {
      const own = complaints.filter((line) => line.startsWith(planted(index)));
      expect(own).toEqual([expect.stringContaining(name)]);
    },
  );

  it('lets a spec do as it likes', () => {
    expect(complaints).toHaveLength(impurities.length);
  });

  it('lets records be hashed behind their one file, and rooms meet by their front doors', () => {
    const files = {
      ...doors,
      'libs/matcher/src/index.ts': 'export const points = 1;',
      'libs/explanations/src/digest.ts':
        "import { createHash } from 'node:crypto';\nexport const hash = createHash('sha256');",
      'libs/explanations/src/index.ts':
        "import { points } from '#libs/matcher';\nexport const one: 1 = points;\nexport { hash } from './digest.js';",
    };
    expect(check(files)).toEqual([]);
  });

  it('complains of a room that has nothing to check', () => {
    const room = 'libs/fleet-index/src';
    const others = Object.entries(doors).filter(([path]) => !path.startsWith(room));
    expect(check(Object.fromEntries(others))).toEqual([`${room}: expected sources, found none`]);
  });
});

describe('the linter', () => {
  const core = 'libs/matcher/src/index.ts';
  const edge = 'test/tidy/tree.ts';
  const GLOBAL = 'no-restricted-globals';
  const SYNTAX = 'no-restricted-syntax';
  const rows: readonly (readonly [
    what: string,
    filePath: string,
    code: string,
    rule: string | null,
  ])[] = [
    ['a clock in the core', core, 'export const planted = Date.now();', SYNTAX],
    ['the present date in the core', core, 'export const planted = new Date();', SYNTAX],
    ['a random number in the core', core, 'export const planted = Math.random();', SYNTAX],
    ['a locale in the core', core, "export const planted = (1).toLocaleString('zh');", SYNTAX],
    ['a time zone in the core', core, 'export const planted = new Date(0).getHours();', SYNTAX],
    ...['process', 'console', 'fetch', 'crypto', 'performance', 'setTimeout', 'setInterval'].map(
      (name) => [`${name} in the core`, core, `export const planted = ${name};`, GLOBAL] as const,
    ),
    ['localeCompare anywhere', edge, "export const planted = 'a'.localeCompare('b');", SYNTAX],
    [
      'a promise nobody awaits',
      edge,
      'Promise.resolve(1);',
      '@typescript-eslint/no-floating-promises',
    ],
    [
      'a promise as a condition',
      edge,
      'export const planted = Promise.resolve(1) ? 1 : 2;',
      '@typescript-eslint/no-misused-promises',
    ],
    [
      'a case nobody handles',
      edge,
      "export function planted(x: 'a' | 'b') { switch (x) { case 'a': return 1; } return 2; }",
      '@typescript-eslint/switch-exhaustiveness-check',
    ],
    [
      'numbers sorted as words',
      edge,
      'export const planted = [2, 10].sort();',
      '@typescript-eslint/require-array-sort-compare',
    ],
    ['any', edge, 'export const planted: any = 1;', '@typescript-eslint/no-explicit-any'],
    ['what nobody uses', edge, 'const planted = 1;', '@typescript-eslint/no-unused-vars'],
    [
      'a type imported as a value',
      edge,
      "import { Plant } from './plants.js';\nexport type Planted = Plant;",
      '@typescript-eslint/consistent-type-imports',
    ],
    ['a given moment in the core', core, 'export const planted = new Date(0).getUTCHours();', null],
    ['a clock at the edge', edge, 'export const planted = Date.now();', null],
  ];

  const input = JSON.stringify(rows.map(([, filePath, code]) => ({ filePath, code })));
  const printed = execFileSync(process.execPath, [join(here, 'lint.mjs')], { input });
  const objections = JSON.parse(printed.toString()) as string[][];

  it.each(rows.map(([what, , , rule], index) => [what, rule, index] as const))(
    'judges %s: %s',
    (_what, rule, index) => {
      expect(objections[index]).toEqual(rule === null ? [] : [rule]);
    },
  );
});
