import ts from 'typescript';
import { isBuiltin } from 'node:module';
import type { Rule } from './rules.js';

/** Used without an import, each with its reason. */
const USED_UNSEEN: Readonly<Record<string, string>> = {
  '@swc/core': 'the compiler behind @swc/jest',
  '@nestjs/cli': 'the `nest` command of the scripts',
  prettier: 'the `prettier` command of the scripts',
  jest: 'the command that tools/jest.mjs starts',
};

type Manifest = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;

const SECTIONS = ['dependencies', 'optionalDependencies', 'devDependencies'];

/** What package.json lists is used somewhere, and what is used stands in package.json. */
export const packagesAreDeclaredAndUsed: Rule = (files) => {
  const manifest = JSON.parse(files.find(({ path }) => path === 'package.json')!.text) as Manifest;
  const declared = SECTIONS.flatMap((section) => Object.keys(manifest[section] ?? {}));
  const used = new Map<string, string>();
  let everything = '';

  for (const { path, text } of files) {
    if (!/\.(ts|mjs)$/.test(path)) continue;
    everything += text;
    for (const { fileName } of ts.preProcessFile(text, true, true).importedFiles) {
      const name = packageOf(fileName);
      if (name !== null) used.set(name, path);
    }
  }

  const undeclared = [...used]
    .filter(([name]) => !declared.includes(name) && !name.startsWith('@jest/'))
    .map(([name, path]) => `${path}: imports ${name}, which package.json does not list`);
  const unused = declared
    .filter((name) => !used.has(name) && !(name in USED_UNSEEN))
    .filter((name) => !name.startsWith('@types/') && !everything.includes(`'${name}`))
    .filter((name) => !platformOf(name, everything))
    .map((name) => `package.json: lists ${name}, which nothing imports`);
  return [...undeclared, ...unused];
};

function packageOf(specifier: string): string | null {
  if (/^[.#/]/.test(specifier) || isBuiltin(specifier)) return null;
  const depth = specifier.startsWith('@') ? 2 : 1;
  return specifier.split('/').slice(0, depth).join('/');
}

/** Platform packages are found by a name put together at run time: `@scope/linux-${arch}`. */
function platformOf(name: string, text: string): boolean {
  return /\/linux-/.test(name) && text.includes(name.split('/')[0]!);
}
