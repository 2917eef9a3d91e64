import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packagesAreDeclaredAndUsed } from './packages.js';
import {
  contractsAreRun,
  documentsHaveOneTitle,
  excusesAreNeeded,
  filesAreNamedForTheirIdea,
  filesAreShort,
  linesAreNarrow,
  nothingIsSilenced,
  pathsInDocumentsExist,
} from './rules.js';
import { root, topLevel, tree } from './tree.js';

/** All that may stand at the top; a newcomer reads these names and knows the product. */
const TOP = [
  ...['apps', 'bench', 'docs', 'libs', 'test', 'tools'],
  ...['package.json', 'package-lock.json', 'nest-cli.json', 'jest.config.mjs', 'eslint.config.mjs'],
  ...['tsconfig.json', 'tsconfig.build.json', 'tsconfig.walls.json'],
  ...['README.md', 'CHANGELOG.md', 'LICENSE', 'NOTICE'],
  ...['Dockerfile', 'docker-compose.yml', '.dockerignore'],
  ...['.ci', '.github', '.dependency-cruiser.mjs', '.editorconfig', '.gitattributes', '.gitignore'],
  ...['.env.example', '.nvmrc', '.npmrc', '.prettierignore', '.prettierrc.json'],
];

describe('the repository', () => {
  const files = tree();

  it.each([
    ['names files for their idea', filesAreNamedForTheirIdea],
    ['silences no check and leaves no test out', nothingIsSilenced],
    ['has one idea a file', filesAreShort],
    ['excuses no file that needs no excuse', excusesAreNeeded],
    ['fits a hundred columns', linesAreNarrow],
    ['names only paths that exist in its documents', pathsInDocumentsExist],
    ['gives each document one title', documentsHaveOneTitle],
    ['runs every contract', contractsAreRun],
    ['uses what it depends on and declares what it uses', packagesAreDeclaredAndUsed],
  ])('%s', (_name, rule) => {
    expect(rule(files)).toEqual([]);
  });

  it('has nothing at the top that is not of the house', () => {
    expect(topLevel().filter((name) => !TOP.includes(name))).toEqual([]);
  });
});

describe('the table of requirements', () => {
  const tool = join(root, 'tools/requirements.mjs');
  let house: string;

  beforeEach(() => {
    house = mkdtempSync(join(tmpdir(), 'paidan-requirements-'));
    mkdirSync(join(house, 'libs'));
  });
  afterEach(() => {
    rmSync(house, { recursive: true });
  });

  const write = (test: string): void => writeFileSync(join(house, 'libs/a.spec.ts'), test);
  const ask = (...args: readonly string[]): { status: number | null; stderr: string } => {
    const { status, stderr } = spawnSync(process.execPath, [tool, '--root', house, ...args]);
    return { status, stderr: stderr.toString() };
  };

  it('is fresh, and every claimed requirement has a test', () => {
    expect(() =>
      execFileSync(process.execPath, [tool, '--check'], { stdio: 'pipe' }),
    ).not.toThrow();
  });

  it('goes stale when a test is named for another requirement', () => {
    write("it('[M4] a default rating is no evidence', () => {});");
    expect(ask('--claim', 'M4')).toEqual({ status: 0, stderr: '' });

    write("describe('x', () => { it.each([1])('[M15 M4] is no evidence: %s', () => {}); });");
    expect(ask('--check', '--claim', 'M4').stderr).toContain('stale');
  });

  it('refuses a claim without a test, and a test of what was never promised', () => {
    write("it('[M99] is dreamt of', () => {});");
    const { status, stderr } = ask('--check', '--claim', 'D1');
    expect(status).toBe(1);
    expect(stderr).toContain('M99, which is no requirement');
    expect(stderr).toContain('D1 is claimed, and no test names it');
  });
});
