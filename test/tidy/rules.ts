import { posix } from 'node:path';
import ts from 'typescript';
import type { File } from './tree.js';

// The rules of the repository that neither the compiler nor the linter knows. Each takes files and
// gives complaints; rules.spec.ts feeds each a file that breaks it, tidy.spec.ts feeds them the
// tree.

export type Rule = (files: readonly File[]) => readonly string[];

const LINES_MAX = 300;
/** A spec or a contract is read by its list of names; past this it tests two things. */
const SPEC_LINES_MAX = 400;
const COLUMNS_MAX = 100;

/** Longer files, each with its reason. */
const LONG_FOR_A_REASON: Readonly<Record<string, string>> = {
  'libs/fleet-index/src/cities/table.ts': 'one line a city; splitting a table hides gaps in it',
};

const isCode = ({ path }: File): boolean => /\.(ts|mjs|js)$/.test(path);
/** These two spell out what they look for. */
const isNoRule = ({ path }: File): boolean => !/^test\/tidy\/rules(\.spec)?\.ts$/.test(path);
const isMarkdown = ({ path }: File): boolean => path.endsWith('.md');

const perFile =
  (wanted: (file: File) => boolean, complaints: (file: File) => readonly string[]): Rule =>
  (files) =>
    files.filter(wanted).flatMap((file) => complaints(file).map((what) => `${file.path}: ${what}`));

const perLine = (
  wanted: (file: File) => boolean,
  complaint: (line: string) => string | null,
): Rule =>
  perFile(wanted, ({ text }) =>
    text.split('\n').flatMap((line, index) => {
      const what = complaint(line);
      return what === null ? [] : [`line ${index + 1} ${what}`];
    }),
  );

/** A drawer with no label collects what nobody finds again. */
export const filesAreNamedForTheirIdea: Rule = perFile(
  () => true,
  ({ path }) => {
    const drawer = /(^|[/.-])(utils?|helpers?|common|shared|base|misc)(?=[/.]|$)/.exec(path)?.[2];
    return drawer === undefined ? [] : [`"${drawer}" names no idea`];
  },
);

const BANNED: readonly (readonly [RegExp, string])[] = [
  [/\b(it|test|describe)(\.\w+)*\.(only|skip|todo)\b/, 'runs some tests and not others'],
  [/\b[xf](it|describe)\(/, 'runs some tests and not others'],
  [/\b(TODO|FIXME|XXX)\b/, 'leaves work in a comment; file an issue'],
  [/@ts-(ignore|nocheck|expect-error)\b/, 'silences the compiler'],
  [/\bas any(?=[;,)\].])|\bas any$|<any>/, 'casts to any'],
  [/eslint-disable(?!.* -- \S)/, 'silences the linter without " -- " and a reason'],
  [/^\s*export \* from/, 'opens every door; name what is exported'],
  [/\b(it|test)(\.each\(.*\))?\(\s*['"`](should |.* should )/, 'says should; say what it does'],
];

export const nothingIsSilenced: Rule = perLine(
  (file) => isCode(file) && isNoRule(file),
  (line) => BANNED.find(([pattern]) => pattern.test(line))?.[1] ?? null,
);

const linesOf = ({ text }: File): number => text.trimEnd().split('\n').length;

const isLong = (file: File): boolean =>
  isCode(file) &&
  linesOf(file) > (/\.(spec|contract)\.ts$/.test(file.path) ? SPEC_LINES_MAX : LINES_MAX);

export const filesAreShort: Rule = (files) =>
  files
    .filter((file) => isLong(file) && !(file.path in LONG_FOR_A_REASON))
    .map((file) => `${file.path}: ${linesOf(file)} lines are too many for one idea`);

export const excusesAreNeeded: Rule = (files) =>
  Object.keys(LONG_FOR_A_REASON)
    .filter((path) => !files.some((file) => file.path === path && isLong(file)))
    .map((path) => `${path}: is excused for its length and does not need it`);

/** Prettier breaks code; what it cannot break but a person can is a comment. */
export const linesAreNarrow: Rule = perFile(
  ({ path }) => path.endsWith('.ts'),
  ({ path, text }) => {
    const wide = text
      .split('\n')
      .flatMap((line, index) => (line.length > COLUMNS_MAX ? [index] : []));
    if (wide.length === 0) return [];
    const unbreakable = linesOfLiterals(path, text);
    return wide
      .filter((index) => !unbreakable.has(index))
      .map((index) => `line ${index + 1} is wider than ${COLUMNS_MAX} columns`);
  },
);

function linesOfLiterals(path: string, text: string): ReadonlySet<number> {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const lines = new Set<number>();
  const visit = (node: ts.Node): void => {
    if (ts.isLiteralExpression(node) || ts.isTemplateExpression(node)) {
      const first = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
      const last = source.getLineAndCharacterOfPosition(node.end).line;
      for (let line = first; line <= last; line++) lines.add(line);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return lines;
}

/** Documents rot first where they name files. */
export const pathsInDocumentsExist: Rule = (files) => {
  const known = new Set(files.flatMap(({ path }) => [path, ...foldersOf(path)]));
  return perFile(isMarkdown, ({ path, text }) =>
    [...named(text), ...linked(path, text)]
      .filter((name) => !known.has(name.replace(/\/$/, '')))
      .map((name) => `names ${name}, which does not exist`),
  )(files);
};

function foldersOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_part, index) => parts.slice(0, index + 1).join('/'));
}

function named(text: string): readonly string[] {
  const path =
    /(?<![\w/.#@-])(apps|libs|test|bench|docs|tools|\.ci)\/[\w.-][\w./*<>{},-]*[\w/*>}]/g;
  return (text.match(path) ?? []).filter((name) => !/[*<>{}]/.test(name));
}

function linked(path: string, text: string): readonly string[] {
  return [...text.matchAll(/\]\(([^)\s#]+)(#[^)]*)?\)/g)]
    .map(([, target]) => target!)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => posix.join(posix.dirname(path), target));
}

export const documentsHaveOneTitle: Rule = perFile(isMarkdown, ({ text }) => {
  const titles = text.replaceAll(/^(```|~~~)[\s\S]*?^\1/gm, '').match(/^# /gm) ?? [];
  return titles.length === 1 ? [] : [`has ${titles.length} titles, not one`];
});

/** A contract that no spec runs, directly or as part of another contract, is a wish. */
export const contractsAreRun: Rule = (files) => {
  const imported = (by: readonly File[], { path }: File): boolean =>
    by.some(({ text }) => text.includes(`/${posix.basename(path, '.ts')}.js'`));

  let run = files.filter(({ path }) => path.endsWith('.spec.ts'));
  let idle = files.filter(({ path }) => path.endsWith('.contract.ts'));
  while (run.length > 0) {
    const reached = idle.filter((contract) => imported(run, contract));
    idle = idle.filter((contract) => !reached.includes(contract));
    run = reached;
  }
  return idle.map(({ path }) => `${path}: no spec runs this contract`);
};
