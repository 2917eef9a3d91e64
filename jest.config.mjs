// Four sizes of test: `small` beside the code and pure, `laws` that hold for whatever is made up and
// for hundreds of cases, with the twins that break them, `tidy` for the rules of the repository,
// `real` on a real PostgreSQL and a real nats-server, started once for the run.
const transform = {
  '^.+\\.ts$': [
    '@swc/jest',
    {
      swcrc: false,
      sourceMaps: 'inline',
      module: { type: 'es6' },
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', decorators: true, dynamicImport: true },
        experimental: { keepImportAttributes: true },
        transform: {
          legacyDecorator: true,
          decoratorMetadata: true,
          useDefineForClassFields: false,
        },
        keepClassNames: true,
      },
    },
  ],
};

const project = (displayName, testMatch, more = {}) => ({
  displayName,
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testMatch,
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^#libs/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.paidan/'],
  transform,
  ...more,
});

/** @type {import('jest').Config} */
export default {
  maxWorkers: 2,
  projects: [
    project('small', [
      '<rootDir>/libs/*/src/**/*.spec.ts',
      '<rootDir>/apps/**/*.spec.ts',
      '<rootDir>/bench/**/*.spec.ts',
    ]),
    project('laws', ['<rootDir>/libs/*/test/**/*.spec.ts']),
    project('tidy', ['<rootDir>/test/tidy/**/*.spec.ts']),
    project('real', ['<rootDir>/test/{contract,e2e,faults}/**/*.spec.ts'], {
      globalSetup: '<rootDir>/test/support/global-setup.mjs',
      globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
      setupFilesAfterEnv: ['<rootDir>/test/support/patience.mjs'],
    }),
  ],
};
