import tseslint from 'typescript-eslint';
import { PURE_ROOMS } from './tools/rooms.mjs';

// Few rules, each for a mistake that tests find late: a promise nobody awaits, a case nobody handles,
// an order of sorting that hangs on the locale, a clock inside arithmetic. Prettier has the layout.

const CORE = [...PURE_ROOMS, 'dispatch', 'rights'].map((room) => `libs/${room}/src/**/*.ts`);
const SPECS = ['**/*.spec.ts', '**/*.contract.ts'];

const byCodeUnit = {
  selector: "MemberExpression[property.name='localeCompare']",
  message: 'localeCompare hangs on the locale of the server: compare by code unit.',
};

const argument = 'It comes in as an argument, through a port.';
const clocks = [
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: argument },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: argument },
  { selector: "CallExpression[callee.name='Date']", message: argument },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: argument },
];
const places = [
  {
    selector: 'MemberExpression[property.name=/^toLocale/]',
    message: 'It hangs on the locale of the server: spell it out.',
  },
  {
    selector:
      'MemberExpression[property.name=/^[gs]et(FullYear|Month|Date|Day|Hours|Minutes|TimezoneOffset)$/]',
    message: 'It hangs on the time zone of the server: use the UTC form.',
  },
];
const platform = [
  'clearInterval',
  'clearTimeout',
  'console',
  'crypto',
  'fetch',
  'globalThis',
  'performance',
  'process',
  'queueMicrotask',
  'setImmediate',
  'setInterval',
  'setTimeout',
  'Intl',
].map((name) => ({ name, message: argument }));

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.paidan/', 'coverage/', 'tools/*.d.ts'] },
  // An excuse that excuses nothing is removed; `test/tidy` wants a reason beside the others.
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,js,mjs}'],
    rules: {
      eqeqeq: 'error',
      'no-constant-condition': ['error', { checkLoops: false }],
      'no-debugger': 'error',
      'no-dupe-keys': 'error',
      'no-restricted-syntax': ['error', byCodeUnit],
      'no-self-compare': 'error',
      'no-unreachable': 'error',
      'no-unsafe-finally': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    rules: { 'no-unused-vars': ['error', { argsIgnorePattern: '^_' }] },
  },
  {
    files: ['**/*.ts'],
    languageOptions: {
      parser: tseslint.parser,
      // One program for the run: a third faster than the project service, which is made for editors.
      parserOptions: { project: 'tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }],
      '@typescript-eslint/require-array-sort-compare': ['error', { ignoreStringArrays: true }],
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: CORE,
    ignores: SPECS,
    rules: {
      'no-restricted-globals': ['error', ...platform],
      'no-restricted-syntax': ['error', byCodeUnit, ...clocks, ...places],
    },
  },
);
