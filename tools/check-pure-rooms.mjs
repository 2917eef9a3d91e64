// Type-checks each pure room as if neither Node nor a browser existed: `lib: es2023`, no ambient
// types. What compiles here has no clock of the platform, no process, no socket to reach for.
// One process for all rooms, so that the standard library is parsed once.
// Usage: node tools/check-pure-rooms.mjs [root of another tree]
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { DIGEST_FILE, PURE_ROOMS } from './rooms.mjs';

const root = resolve(process.argv[2] ?? join(import.meta.dirname, '..'));
const CRYPTO_STUB = join(import.meta.dirname, 'node-crypto.stub.d.ts');
const SPEC = /\.(spec|contract)\.ts$/;

const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
const { options: house } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, root);
/** @type {import('typescript').CompilerOptions} */
const options = {
  ...house,
  lib: ['lib.es2023.d.ts'],
  types: [],
  noEmit: true,
  incremental: false,
  tsBuildInfoFile: undefined,
};

const host = ts.createCompilerHost(options);
const parsed = new Map();
const parse = host.getSourceFile;
host.getSourceFile = (name, ...rest) => {
  if (!parsed.has(name)) parsed.set(name, parse(name, ...rest));
  return parsed.get(name);
};

let failed = false;
for (const room of PURE_ROOMS) {
  const startMs = performance.now();
  const files = ts.sys
    .readDirectory(join(root, 'libs', room, 'src'), ['.ts'])
    .filter((file) => !SPEC.test(file));
  if (files.includes(join(root, DIGEST_FILE))) files.push(CRYPTO_STUB);

  const program = ts.createProgram({ rootNames: files, options, host });
  const problems = ts.getPreEmitDiagnostics(program).map(describe);
  if (files.length === 0) problems.push(`libs/${room}/src: expected sources, found none`);

  const ms = Math.round(performance.now() - startMs);
  console.log(`pure room ${room.padEnd(13)} ${files.length} files, ${ms} ms`);
  for (const problem of problems) console.error(problem);
  failed ||= problems.length > 0;
}
process.exitCode = failed ? 1 : 0;

function describe({ file, start, code, messageText }) {
  const text = ts.flattenDiagnosticMessageText(messageText, '\n');
  if (file === undefined) return `TS${code}: ${text}`;
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return `${relative(root, file.fileName)}:${line + 1}:${character + 1} TS${code}: ${text}`;
}
