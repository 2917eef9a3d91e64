/** The parts of the service a process may play; all by default. */
export const PARTS = ['api', 'matcher', 'relay', 'steward'] as const;
export type Part = (typeof PARTS)[number];

type Setting = {
  readonly name: string;
  readonly meaning: string;
  readonly fallback: string | null;
  /** Null when it holds, else what was expected. */
  readonly fault: (value: string) => string | null;
  readonly secret?: boolean;
};

const any = (): null => null;
const whole =
  (least: number, most: number) =>
  (value: string): string | null =>
    /^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most
      ? null
      : `a whole number from ${least} to ${most}`;
const oneOf =
  (values: readonly string[]) =>
  (value: string): string | null =>
    values.includes(value) ? null : `one of ${values.join(', ')}`;
const url =
  (...schemes: readonly string[]) =>
  (value: string): string | null =>
    URL.canParse(value) && schemes.includes(new URL(value).protocol)
      ? null
      : `a URL starting with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}`;

export const DEV_ISSUER = 'paidan-dev';
export const DEV_CONTROLLER = 'Paidan (development)';
export const DEV_CONTACT = 'dev@paidan.example';

const printable =
  (most: number) =>
  (value: string): string | null =>
    value.length <= most && /^[^\p{Cc}\p{Cs}]+$/u.test(value)
      ? null
      : `text of at most ${most} characters on one line`;
export const DEV_LOG_ORIGIN = 'localhost/paidan';

/** To PostgreSQL, of those that DATABASE_POOL_MAX allows. */
export const CONNECTIONS_A_THREAD = 4;

/** Everything the service takes from its environment, and nothing is read anywhere else. */
export const SETTINGS: readonly Setting[] = [
  {
    name: 'PAIDAN_NAME',
    meaning: 'Name of this installation; embedded data lies in PAIDAN_HOME/<name>.',
    fallback: 'default',
    fault: (value) =>
      /^[a-z0-9][a-z0-9-]{0,31}$/.test(value) ? null : 'lower-case letters, digits and dashes',
  },
  { name: 'PAIDAN_HOME', meaning: 'Folder for embedded data.', fallback: '.paidan', fault: any },
  { name: 'HOST', meaning: 'Address to listen on.', fallback: '127.0.0.1', fault: any },
  {
    name: 'PORT',
    meaning: 'Port to listen on; 0 takes a free one.',
    fallback: '8080',
    fault: whole(0, 65_535),
  },
  {
    name: 'PARTS',
    meaning: `Parts this process plays, separated by commas: ${PARTS.join(', ')}.`,
    fallback: PARTS.join(','),
    fault: (value) =>
      value.split(',').every((part) => oneOf(PARTS)(part) === null)
        ? null
        : `some of ${PARTS.join(', ')}`,
  },
  {
    name: 'NODE_ENV',
    meaning: '`production` refuses every insecure default.',
    fallback: 'development',
    fault: oneOf(['development', 'test', 'production']),
  },
  {
    name: 'CLOCK',
    meaning: 'Whose time it is: `database`, or `parent` for a process that plays a simulation.',
    fallback: 'database',
    fault: oneOf(['database', 'parent']),
  },
  {
    name: 'REGION',
    meaning: 'Label of the region all stores and streams must share (S6).',
    fallback: 'cn',
    fault: (value) =>
      /^[a-z0-9-]{2,16}$/.test(value) ? null : '2 to 16 lower-case letters, digits and dashes',
  },
  {
    name: 'DATABASE_URL',
    meaning: 'PostgreSQL; an embedded one is started when empty.',
    fallback: null,
    fault: url('postgres:', 'postgresql:'),
    secret: true,
  },
  {
    name: 'DATABASE_POOL_MAX',
    meaning: 'Connections to PostgreSQL.',
    fallback: '24',
    fault: whole(4, 200),
  },
  {
    name: 'ANSWER_THREADS',
    meaning:
      `Threads that answer why, each with ${CONNECTIONS_A_THREAD} of the connections; ` +
      '0 answers beside all else.',
    fallback: '1',
    fault: whole(0, 16),
  },
  {
    name: 'DATABASE_CA_FILE',
    meaning: 'Certificate authority of PostgreSQL; turns TLS on.',
    fallback: null,
    fault: any,
  },
  {
    name: 'NATS_URL',
    meaning: 'NATS with JetStream; an embedded one is started when empty.',
    fallback: null,
    fault: url('nats:', 'tls:'),
    secret: true,
  },
  {
    name: 'KEK_FILE',
    meaning: "The key that wraps the drivers' keys, 64 hex digits; made on first use when empty.",
    fallback: null,
    fault: any,
  },
  {
    name: 'LOG_KEY_FILE',
    meaning: 'Ed25519 key (PEM) that signs the log of decisions; made on first use when empty.',
    fallback: null,
    fault: any,
  },
  {
    name: 'LOG_ORIGIN',
    meaning: 'Name the log is known by, as freight.example/log; a new key needs a new one.',
    fallback: DEV_LOG_ORIGIN,
    fault: (value) =>
      /^[^\s+]{1,200}$/.test(value) ? null : 'up to 200 characters without spaces or plus signs',
  },
  {
    name: 'FENCE_KEY_FILE',
    meaning: 'The key of the fences against the erased, 64 hex digits; made when empty.',
    fallback: null,
    fault: any,
  },
  {
    name: 'AUTHORITY_KEY_FILE',
    meaning: 'PEM of the X25519 public key that only what the law keeps is encrypted to.',
    fallback: null,
    fault: any,
  },
  { name: 'NATS_USER', meaning: 'User at NATS.', fallback: null, fault: any },
  { name: 'NATS_PASSWORD', meaning: 'Password at NATS.', fallback: null, fault: any, secret: true },
  {
    name: 'NATS_CA_FILE',
    meaning: 'Certificate authority of NATS; turns TLS on.',
    fallback: null,
    fault: any,
  },
  {
    name: 'TLS_CERT_FILE',
    meaning: 'Certificate for HTTPS, with TLS_KEY_FILE.',
    fallback: null,
    fault: any,
  },
  { name: 'TLS_KEY_FILE', meaning: 'Private key for HTTPS.', fallback: null, fault: any },
  {
    name: 'JWKS_URL',
    meaning: 'Keys of the identity service; a development key is made when empty.',
    fallback: null,
    fault: url('https:', 'http:'),
  },
  {
    name: 'JWT_ISSUER',
    meaning: '`iss` that tokens must carry.',
    fallback: DEV_ISSUER,
    fault: any,
  },
  {
    name: 'JWT_AUDIENCE',
    meaning: '`aud` that tokens must carry.',
    fallback: 'paidan',
    fault: any,
  },
  {
    name: 'POLICY_FILE',
    meaning: 'Policy to store and activate at start; else the default when none is active.',
    fallback: null,
    fault: any,
  },
  {
    name: 'CONTROLLER_NAME',
    meaning: 'Who decides about the data; stands in every explanation (PIPL 17).',
    fallback: DEV_CONTROLLER,
    fault: printable(100),
  },
  {
    name: 'CONTROLLER_CONTACT',
    meaning: 'Where drivers turn to with questions and objections.',
    fallback: DEV_CONTACT,
    fault: printable(200),
  },
  {
    name: 'PROTECTION_OFFICER',
    meaning: 'Who answers for the protection of personal data, and how to reach them (PIPL 52).',
    fallback: DEV_CONTACT,
    fault: printable(200),
  },
  {
    name: 'CODE_DIGEST',
    meaning: 'Digest of the program that runs, as its builder knows it; told in explanations.',
    fallback: null,
    fault: (value) =>
      /^sha256:[0-9a-f]{64}$/.test(value) ? null : 'sha256: and 64 lower-case hex digits',
  },
  {
    name: 'LOG_LEVEL',
    meaning: 'Least important level that is logged.',
    fallback: 'info',
    fault: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
  },
  {
    name: 'STOP_WITH_STDIN',
    meaning: '`yes` stops when standard input closes, that is with the program that started this.',
    fallback: 'no',
    fault: oneOf(['yes', 'no']),
  },
];
