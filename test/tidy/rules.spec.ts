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
  type Rule,
} from './rules.js';
import type { File } from './tree.js';

const file = (path: string, text = ''): File => ({ path, text });
const code = (text: string): File => file('libs/matcher/src/decide.ts', text);
const manifest = (dependencies: Readonly<Record<string, string>>): File =>
  file('package.json', JSON.stringify({ dependencies }));
const wide = 'w'.repeat(101);

describe('a rule of the repository', () => {
  const broken: readonly (readonly [string, Rule, readonly File[], string])[] = [
    ['a drawer', filesAreNamedForTheirIdea, [file('libs/nats/src/utils.ts')], 'utils'],
    ['a drawer of files', filesAreNamedForTheirIdea, [file('libs/common/src/a.ts')], 'common'],
    ['a drawer by suffix', filesAreNamedForTheirIdea, [file('libs/a/src/b.helper.ts')], 'helper'],
    ['a test that runs alone', nothingIsSilenced, [code("it.only('a', f);")], 'not others'],
    ['a test that is skipped', nothingIsSilenced, [code("describe.skip('a', f);")], 'not others'],
    ['a test crossed out', nothingIsSilenced, [code("xit('a', f);")], 'not others'],
    ['work left behind', nothingIsSilenced, [code('// TODO: later')], 'file an issue'],
    ['a silenced compiler', nothingIsSilenced, [code('// @ts-ignore')], 'compiler'],
    ['a cast to any', nothingIsSilenced, [code('f(x as any);')], 'any'],
    ['a silenced linter', nothingIsSilenced, [code('// eslint-disable-next-line')], 'linter'],
    ['an open door', nothingIsSilenced, [code("export * from './a.js';")], 'exported'],
    ['a test that only should', nothingIsSilenced, [code("it('should work', f);")], 'should'],
    ['a long file', filesAreShort, [code('a\n'.repeat(301))], '301 lines'],
    ['a wide comment', linesAreNarrow, [code(`// ${wide}`)], 'line 1'],
    ['a lost path', pathsInDocumentsExist, [file('README.md', 'see `libs/gone`')], 'libs/gone'],
    ['a lost link', pathsInDocumentsExist, [file('docs/a.md', '[b](b.md)')], 'docs/b.md'],
    ['a document of two', documentsHaveOneTitle, [file('a.md', '# a\n# b\n')], '2 titles'],
    ['a contract nobody runs', contractsAreRun, [file('libs/a/src/b.contract.ts')], 'no spec'],
    [
      'an undeclared package',
      packagesAreDeclaredAndUsed,
      [manifest({}), code("import 'left/pad';")],
      'does not list',
    ],
    ['an unused package', packagesAreDeclaredAndUsed, [manifest({ left: '1' })], 'nothing imports'],
  ];

  it.each(broken)('complains of %s', (_what, rule, files, words) => {
    expect(rule(files)).toEqual([expect.stringContaining(words)]);
  });

  it('complains of an excuse that is left over', () => {
    expect(excusesAreNeeded([])).toContain(
      'libs/fleet-index/src/cities/table.ts: is excused for its length and does not need it',
    );
  });

  const kept: readonly (readonly [string, Rule, readonly File[]])[] = [
    ['a word within a word', filesAreNamedForTheirIdea, [file('libs/a/src/ports/database.ts')]],
    [
      'a linter silenced for a reason',
      nothingIsSilenced,
      [code('// eslint-disable-next-line no-console -- the one place that prints')],
    ],
    ['a file of 300 lines', filesAreShort, [code('a\n'.repeat(300))]],
    ['a string that cannot be broken', linesAreNarrow, [code(`const a = '${wide}';`)]],
    ['a query as it is read', linesAreNarrow, [code(`sql(\`\n${wide}\n\`);`)]],
    [
      'paths that exist, and patterns of paths',
      pathsInDocumentsExist,
      [
        file('docs/a.md', '`docs/b.md`, `libs/*/src`, [b](./b.md), [web](https://a.b/libs/c)'),
        file('docs/b.md'),
      ],
    ],
    ['a title in an example', documentsHaveOneTitle, [file('a.md', '# a\n```sh\n# b\n```\n')]],
    [
      'a contract that is run',
      contractsAreRun,
      [
        file('libs/a/src/b.contract.ts', "import './c.contract.js';"),
        file('libs/a/src/c.contract.ts'),
        file('test/contract/b.spec.ts', "import '../../libs/a/src/b.contract.js';"),
      ],
    ],
    [
      'a package used by a part of it',
      packagesAreDeclaredAndUsed,
      [manifest({ left: '1' }), code("import 'left/pad';\nimport 'node:fs';")],
    ],
  ];

  it.each(kept)('does not mind %s', (_what, rule, files) => {
    expect(rule(files)).toEqual([]);
  });
});
