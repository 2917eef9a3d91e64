// Writes docs/requirements.md from the names of the tests: a name that begins with ids in brackets,
// `[M4 M15] …`, proves these requirements. With --check it writes nothing and fails when the table is
// stale, when a test names an id that does not exist, or when a claimed id has no test.
// Usage: node tools/requirements.mjs [--check] [--root <another tree>] [--claim <id,id,…>]
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import ts from 'typescript';
import { CLAIMED, REQUIREMENTS } from './requirement-list.mjs';

const { values: asked } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    root: { type: 'string', default: join(import.meta.dirname, '..') },
    claim: { type: 'string', default: CLAIMED.join() },
  },
});
const root = resolve(asked.root);
const target = join(root, 'docs/requirements.md');
const claimed = asked.claim.split(',').filter((id) => id !== '');
const TEST_CALLS = new Set(['describe', 'it', 'test']);

const proofs = new Map(Object.keys(REQUIREMENTS).map((id) => [id, []]));
const problems = [];

for (const file of specs()) {
  for (const name of bracketed(file)) {
    for (const id of name.slice(1, name.indexOf(']')).split(' ')) {
      if (proofs.has(id)) proofs.get(id).push({ file, name });
      else problems.push(`${file}: "${name}" names ${id}, which is no requirement`);
    }
  }
}
for (const id of claimed) {
  if (!proofs.get(id)?.length) problems.push(`${id} is claimed, and no test names it`);
}
if (asked.check) {
  const written = existsSync(target) ? readFileSync(target, 'utf8') : '';
  if (written !== page()) {
    problems.push('docs/requirements.md is stale: run `node tools/requirements.mjs`');
  }
} else {
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, page());
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

/** Sorted by code unit, so that the page is the same on every machine. */
function specs() {
  return ['apps', 'libs', 'test', 'bench']
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith('.spec.ts'))
        .map((entry) => relative(root, join(entry.parentPath, entry.name))),
    )
    .sort();
}

/** The names in a file, of tests and of groups of tests, that begin with ids in brackets. */
function bracketed(file) {
  const text = readFileSync(join(root, file), 'utf8');
  const names = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && TEST_CALLS.has(calledName(node))) {
      const name = titleOf(node.arguments[0]);
      if (/^\[[A-Z]\d+( [A-Z]\d+)*\] /.test(name)) names.push(name);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  return names;
}

/** `it` of `it(…)`, of `it.each(rows)(…)` and of it.each`rows`(…). */
function calledName(node) {
  let called = node.expression;
  while (!ts.isIdentifier(called)) {
    called = called.expression ?? called.tag;
    if (called === undefined) return null;
  }
  return called.text;
}

function titleOf(title) {
  if (title === undefined) return '';
  if (ts.isStringLiteralLike(title)) return title.text;
  if (!ts.isTemplateExpression(title)) return '';
  return title.head.text + title.templateSpans.map((span) => `…${span.literal.text}`).join('');
}

function page() {
  const rows = [...proofs].map(([id, tests]) => [
    id,
    REQUIREMENTS[id],
    tests.map(({ file, name }) => `${cell(name)} (\`${file}\`)`).join('<br>') || 'later',
  ]);
  return [
    '# Requirements and the tests that prove them',
    '',
    'Generated from the names of the tests by `node tools/requirements.mjs`. Do not edit.',
    '',
    '| id | promise | proved by |',
    '| --- | --- | --- |',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
  ].join('\n');
}

function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
