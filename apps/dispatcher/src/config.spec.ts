import { ConfigFault, helpText, readConfig, redacted } from './config.js';
import { SETTINGS } from './settings.js';

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env);
  } catch (cause) {
    if (cause instanceof ConfigFault) return cause.problems;
    throw cause;
  }
  return [];
};

describe('the configuration', () => {
  it('holds without a single setting', () => {
    expect(readConfig({})).toMatchObject({ port: 8080, production: false, databaseUrl: null });
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', 'eighty'],
    ['PARTS', 'api,cook'],
    ['DATABASE_URL', 'mysql://x'],
    ['NATS_URL', 'http://x'],
    ['LOG_LEVEL', 'loud'],
    ['PAIDAN_NAME', '../up'],
    ['TLS_CERT_FILE', 'only-half.pem'],
  ])('refuses %s=%s and names it', (name, value) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(name);
  });

  it('keeps connections for all else than answering', () => {
    const few = { DATABASE_POOL_MAX: '11', ANSWER_THREADS: '2' };
    expect(problemsOf(few)).toEqual([
      'DATABASE_POOL_MAX: expected 12 or more with 2 ANSWER_THREADS',
    ]);
    expect(problemsOf({ ...few, DATABASE_POOL_MAX: '12' })).toEqual([]);
    expect(problemsOf({ DATABASE_POOL_MAX: '4', ANSWER_THREADS: '0' })).toEqual([]);
  });

  it('tells everything that is wrong at once', () => {
    expect(problemsOf({ PORT: 'x', LOG_LEVEL: 'y', REGION: '?' })).toHaveLength(3);
  });

  it('[S1] refuses every insecure default in production', () => {
    const problems = problemsOf({ NODE_ENV: 'production' }).join('\n');
    for (const name of ['JWKS_URL', 'DATABASE_URL', 'NATS_URL', 'NATS_USER', 'NATS_PASSWORD']) {
      expect(problems).toContain(name);
    }
  });

  it('shows no secret when it is printed', () => {
    const secret = 'postgres://user:hunter2@db/x';
    const shown = JSON.stringify(
      redacted(readConfig({ DATABASE_URL: secret, NATS_PASSWORD: 'hunter2' })),
    );
    expect(shown).not.toContain('hunter2');
    expect(shown).toContain('[redacted]');
  });

  it('explains each setting in its help', () => {
    for (const { name, meaning } of SETTINGS) {
      expect(helpText()).toContain(name);
      expect(helpText()).toContain(meaning);
    }
  });
});
