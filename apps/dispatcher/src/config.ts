import { randomUUID } from 'node:crypto';
import {
  CONNECTIONS_A_THREAD,
  DEV_CONTACT,
  DEV_CONTROLLER,
  DEV_ISSUER,
  DEV_LOG_ORIGIN,
  PARTS,
  SETTINGS,
  type Part,
} from './settings.js';

export type Config = {
  readonly name: string;
  readonly home: string;
  readonly host: string;
  readonly port: number;
  readonly parts: readonly Part[];
  readonly production: boolean;
  readonly region: string;
  readonly databaseUrl: string | null;
  readonly databasePoolMax: number;
  readonly answerThreads: number;
  readonly databaseCaFile: string | null;
  readonly natsUrl: string | null;
  readonly natsUser: string | null;
  readonly natsPassword: string | null;
  readonly natsCaFile: string | null;
  readonly tlsCertFile: string | null;
  readonly tlsKeyFile: string | null;
  readonly kekFile: string | null;
  readonly fenceKeyFile: string | null;
  readonly authorityKeyFile: string | null;
  readonly clock: 'database' | 'parent';
  readonly logKeyFile: string | null;
  readonly logOrigin: string;
  readonly jwksUrl: string | null;
  readonly jwtIssuer: string;
  readonly jwtAudience: string;
  readonly policyFile: string | null;
  readonly controllerName: string;
  readonly controllerContact: string;
  readonly protectionOfficer: string;
  readonly codeDigest: string | null;
  readonly logLevel: string;
  readonly stopWithStdin: boolean;
  readonly instanceId: string;
};

/** For all else than answering, of all connections to PostgreSQL. */
const CONNECTIONS_MIN = 4;

export class ConfigFault extends Error {
  override readonly name = 'ConfigFault';

  constructor(readonly problems: readonly string[]) {
    super(`The configuration does not hold:\n${problems.map((each) => `  ${each}`).join('\n')}`);
  }
}

/** Reads and checks everything at once, so that all mistakes are told together. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const value = new Map<string, string | null>();
  const problems: string[] = [];
  for (const { name, fallback, fault, secret } of SETTINGS) {
    const given = env[name];
    const chosen = given === undefined || given === '' ? fallback : given;
    const wrong = chosen === null ? null : fault(chosen);
    // A password with a slip of the pen is still a password, and this ends up in logs.
    const got = secret === true ? 'something else' : JSON.stringify(chosen);
    if (wrong !== null) problems.push(`${name}: expected ${wrong}, got ${got}`);
    value.set(name, chosen);
  }
  const text = (name: string): string => value.get(name) ?? '';
  const optional = (name: string): string | null => value.get(name) ?? null;
  const production = text('NODE_ENV') === 'production';
  if ((optional('TLS_CERT_FILE') === null) !== (optional('TLS_KEY_FILE') === null)) {
    problems.push('TLS_CERT_FILE and TLS_KEY_FILE: expected both or neither');
  }
  const databasePoolMax = Number(text('DATABASE_POOL_MAX'));
  const answerThreads = Number(text('ANSWER_THREADS'));
  const least = CONNECTIONS_MIN + answerThreads * CONNECTIONS_A_THREAD;
  if (databasePoolMax < least) {
    problems.push(
      `DATABASE_POOL_MAX: expected ${least} or more with ${answerThreads} ANSWER_THREADS`,
    );
  }
  if (production) problems.push(...insecure(optional));
  if (problems.length > 0) throw new ConfigFault(problems);
  return {
    name: text('PAIDAN_NAME'),
    home: text('PAIDAN_HOME'),
    host: text('HOST'),
    port: Number(text('PORT')),
    parts: PARTS.filter((part) => text('PARTS').split(',').includes(part)),
    production,
    region: text('REGION'),
    databaseUrl: optional('DATABASE_URL'),
    databasePoolMax,
    answerThreads,
    databaseCaFile: optional('DATABASE_CA_FILE'),
    natsUrl: optional('NATS_URL'),
    natsUser: optional('NATS_USER'),
    natsPassword: optional('NATS_PASSWORD'),
    natsCaFile: optional('NATS_CA_FILE'),
    tlsCertFile: optional('TLS_CERT_FILE'),
    tlsKeyFile: optional('TLS_KEY_FILE'),
    kekFile: optional('KEK_FILE'),
    fenceKeyFile: optional('FENCE_KEY_FILE'),
    authorityKeyFile: optional('AUTHORITY_KEY_FILE'),
    clock: text('CLOCK') === 'parent' ? 'parent' : 'database',
    logKeyFile: optional('LOG_KEY_FILE'),
    logOrigin: text('LOG_ORIGIN'),
    jwksUrl: optional('JWKS_URL'),
    jwtIssuer: text('JWT_ISSUER'),
    jwtAudience: text('JWT_AUDIENCE'),
    policyFile: optional('POLICY_FILE'),
    controllerName: text('CONTROLLER_NAME'),
    controllerContact: text('CONTROLLER_CONTACT'),
    protectionOfficer: text('PROTECTION_OFFICER'),
    codeDigest: optional('CODE_DIGEST'),
    logLevel: text('LOG_LEVEL'),
    stopWithStdin: text('STOP_WITH_STDIN') === 'yes',
    instanceId: randomUUID().slice(0, 8),
  };
}

/** What is fine on a desk and not in production. */
function insecure(optional: (name: string) => string | null): string[] {
  const must = (name: string, why: string): string[] =>
    optional(name) === null ? [`${name}: must be set in production: ${why}`] : [];
  return [
    ...must('JWKS_URL', 'the development key signs anything for anyone who can read it'),
    ...must('DATABASE_URL', 'the embedded PostgreSQL has no replica and no backup'),
    ...must('KEK_FILE', 'a key that lies beside the data protects it from nobody'),
    ...must('LOG_KEY_FILE', 'a log signed by a key that lies beside it proves nothing'),
    ...(optional('LOG_ORIGIN') === DEV_LOG_ORIGIN
      ? ['LOG_ORIGIN: must be set in production: a log is known by its name']
      : []),
    ...must('FENCE_KEY_FILE', 'with another key no fence would hold'),
    ...must('AUTHORITY_KEY_FILE', 'a pair that was made here can be opened here'),
    ...['CONTROLLER_NAME', 'CONTROLLER_CONTACT', 'PROTECTION_OFFICER']
      .filter((name) => [DEV_CONTROLLER, DEV_CONTACT].includes(optional(name) ?? ''))
      .map((name) => `${name}: must be set in production: every explanation says it`),
    ...must('NATS_URL', 'the embedded NATS is one node'),
    ...must('NATS_USER', 'a broker without users lets anyone publish'),
    ...must('NATS_PASSWORD', 'a broker without users lets anyone publish'),
    ...(optional('CLOCK') === 'parent'
      ? ['CLOCK: must be database in production: deadlines are real there']
      : []),
    ...(optional('JWKS_URL')?.startsWith('http:') === true
      ? ['JWKS_URL: must be https in production']
      : []),
    ...(optional('JWT_ISSUER') === DEV_ISSUER
      ? [`JWT_ISSUER: must be set in production: ${DEV_ISSUER} is the issuer of development keys`]
      : []),
  ];
}

/** An address may carry user and password in front. */
const bare = (url: unknown): unknown =>
  typeof url === 'string' ? url.replaceAll(/\/\/[^/@]*@/g, '//[redacted]@') : url;

/** For the log: what is in force, secrets left out. */
export function redacted(config: Config): Record<string, unknown> {
  const hidden = new Set(['databaseUrl', 'natsPassword']);
  return Object.fromEntries(
    Object.entries(config).map(([name, value]) => [
      name,
      hidden.has(name) && value !== null ? '[redacted]' : name === 'natsUrl' ? bare(value) : value,
    ]),
  );
}

export function helpText(): string {
  const rows = SETTINGS.map(
    ({ name, meaning, fallback }) =>
      `  ${name.padEnd(18)} ${meaning}${fallback === null ? '' : ` [${fallback}]`}`,
  );
  return [
    'Usage: npm start [-- --help]',
    '',
    'Starts the dispatch service: HTTP, NATS, matcher, relay. Configured by its environment:',
    '',
    ...rows,
    '',
  ].join('\n');
}
