import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServiceProcess } from '../support/process.js';

/** sysexits.h: the configuration is at fault. */
const EXIT_CONFIG = 78;
const START_MAX_MS = 60_000;

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'paidan-config-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

/** What production needs; nothing of it is reached, for each case is refused before. */
const SOUND = {
  NODE_ENV: 'production',
  KEK_FILE: '/run/secrets/kek',
  FENCE_KEY_FILE: '/run/secrets/fence-key',
  AUTHORITY_KEY_FILE: '/run/secrets/authority.pem',
  LOG_KEY_FILE: '/run/secrets/log-key.pem',
  LOG_ORIGIN: 'freight.example/log',
  JWKS_URL: 'https://identity.example/jwks.json',
  JWT_ISSUER: 'https://identity.example',
  DATABASE_URL: 'postgres://paidan:pw-canary@db.example/paidan',
  NATS_URL: 'tls://nats.example:4222',
  NATS_USER: 'dispatcher',
  NATS_PASSWORD: 'nats-canary',
};
type Setting = keyof typeof SOUND;
const without = (...names: Setting[]): Record<string, string> =>
  Object.fromEntries(Object.entries(SOUND).filter(([name]) => !names.includes(name as Setting)));

const start = (env: Record<string, string>): ReturnType<typeof ServiceProcess.run> =>
  ServiceProcess.run({ PAIDAN_HOME: home, ...env });

describe('[S1] a start in production is refused', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['without keys of an identity service', without('JWKS_URL'), ['JWKS_URL']],
    ['without a key for the records', without('KEK_FILE'), ['KEK_FILE']],
    ['without a key for the log', without('LOG_KEY_FILE'), ['LOG_KEY_FILE']],
    ['under the name that logs have on desks', without('LOG_ORIGIN'), ['LOG_ORIGIN']],
    [
      'with keys that anyone on the way could change',
      { ...SOUND, JWKS_URL: 'http://identity.example/' },
      ['JWKS_URL'],
    ],
    ['on the embedded PostgreSQL', without('DATABASE_URL'), ['DATABASE_URL']],
    ['on the embedded NATS', without('NATS_URL'), ['NATS_URL']],
    [
      'with a broker without users',
      without('NATS_USER', 'NATS_PASSWORD'),
      ['NATS_USER', 'NATS_PASSWORD'],
    ],
    ['with the issuer of desks', without('JWT_ISSUER'), ['JWT_ISSUER']],
    [
      'with a certificate without its key',
      { ...SOUND, TLS_CERT_FILE: '/etc/tls.crt' },
      ['TLS_KEY_FILE'],
    ],
  ])(
    '%s',
    async (_, env, named) => {
      const { code, out, log } = await start(env);
      expect([code, out]).toEqual([EXIT_CONFIG, '']);
      for (const name of named) expect(log).toContain(name);
      expect(log).not.toContain('canary');
    },
    START_MAX_MS,
  );

  it(
    'with everything that is wrong told at once',
    async () => {
      const { code, log } = await start({
        NODE_ENV: 'production',
        PORT: '99999',
        PARTS: 'api,oven',
        LOG_LEVEL: 'loud',
        DATABASE_POOL_MAX: '1',
        REGION: 'CN mainland',
        JWT_ISSUER: 'paidan-dev',
        TLS_CERT_FILE: '/etc/tls.crt',
      });
      expect(code).toBe(EXIT_CONFIG);
      for (const name of ['PORT', 'PARTS', 'LOG_LEVEL', 'DATABASE_POOL_MAX', 'REGION']) {
        expect(log).toContain(`${name}: expected`);
      }
      for (const name of Object.keys(SOUND).filter((each) => each !== 'NODE_ENV')) {
        expect(log).toContain(`${name}: must be set in production`);
      }
      expect(log).toContain('TLS_CERT_FILE and TLS_KEY_FILE: expected both or neither');
    },
    START_MAX_MS,
  );
});

describe('a start anywhere', () => {
  it.each<[string, Record<string, string>]>([
    ['DATABASE_URL', { DATABASE_URL: 'mysql://u:pw-canary@localhost/x' }],
    ['PAIDAN_NAME', { PAIDAN_NAME: '../elsewhere' }],
  ])(
    'is refused with a %s that is none',
    async (name, env) => {
      const { code, log } = await start(env);
      expect(code).toBe(EXIT_CONFIG);
      expect(log).toContain(`${name}: expected`);
      expect(log).not.toContain('canary');
    },
    START_MAX_MS,
  );

  it(
    'with a file that is not there says which, and leaves no server behind',
    async () => {
      const missing = join(home, 'no-such.pem');
      const { code, log } = await start({ TLS_CERT_FILE: missing, TLS_KEY_FILE: missing });
      expect(code).not.toBe(0);
      expect(log).toContain('no-such.pem');
    },
    START_MAX_MS,
  );
});
