// Lints each given text as if it stood in the file it names, and prints the names of the rules that
// object. A process of its own, because typescript-eslint does not run inside Jest's module registry.
import { text } from 'node:stream/consumers';
import { resolve } from 'node:path';
import { ESLint } from 'eslint';

// On CI the parser assumes a single run and reads the file instead of the text it is given.
process.env.TSESTREE_SINGLE_RUN = 'false';

const eslint = new ESLint({
  cwd: resolve(import.meta.dirname, '../..'),
  // The rules are ours as they stand; only the program behind them is cut to the files asked about.
  overrideConfig: {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { project: 'test/tidy/tsconfig.lint.json' } },
  },
});
const objections = [];
for (const { filePath, code } of JSON.parse(await text(process.stdin))) {
  const [result] = await eslint.lintText(code, { filePath });
  objections.push(result.messages.map(({ ruleId, message }) => ruleId ?? message));
}
process.stdout.write(JSON.stringify(objections));
