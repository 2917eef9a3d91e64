import { chownSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as plain } from 'node:http';
import { request as encrypted } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { connect } from '@nats-io/transport-node';
import pg from 'pg';
import { inboxPrefix, natsAuthorization, TEAMS, type Team } from '#libs/contracts';
import { startNats, startPostgres, type EmbeddedNats, type EmbeddedPostgres } from '#libs/embedded';
import { certificateAuthority } from '../support/certificates.js';
import { allEvents } from '../support/events.js';
import { anOrder } from '../support/freight.js';
import { ServiceProcess } from '../support/process.js';
import { eventually } from '../support/service.js';
import { TokenMaker } from '../support/tokens.js';

// HTTP, NATS and PostgreSQL, each encrypted by configuration and each refusing to be spoken to
// otherwise.

const passwords = Object.fromEntries(TEAMS.map((team) => [team, `password-of-${team}`])) as Record<
  Team,
  string
>;
const authority = certificateAuthority('Paidan test authority');
const stranger = certificateAuthority('Somebody else');

let folder: string;
let postgres: EmbeddedPostgres;
let broker: EmbeddedNats;
let service: ServiceProcess;

const written = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text, { mode: 0o600 });
  return file;
};

/** A server of our own with a certificate, so that the one of the other tests stays as it is. */
async function encryptPostgres(server: EmbeddedPostgres): Promise<void> {
  const { cert, key } = authority.issue();
  const cluster = join(server.dataFolder, 'cluster');
  const { uid, gid } = statSync(cluster);
  for (const [name, text] of [
    ['server.crt', cert],
    ['server.key', key],
  ] as const) {
    const file = join(cluster, name);
    writeFileSync(file, text, { mode: 0o600 });
    chownSync(file, uid, gid);
  }
  // From here on only encrypted connections get in.
  const rules = join(cluster, 'pg_hba.conf');
  writeFileSync(rules, 'hostssl all all 127.0.0.1/32 scram-sha-256\n', { mode: 0o600 });
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query('ALTER SYSTEM SET ssl = on');
  await client.query('SELECT pg_reload_conf()');
  await client.end();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paidan-tls-'));
  const ca = written('ca.pem', authority.cert);
  const forNats = authority.issue();
  const tls = {
    cert_file: written('nats.crt', forNats.cert),
    key_file: written('nats.key', forNats.key),
  };
  [postgres, broker] = await Promise.all([
    startPostgres({ ephemeral: true, log: () => undefined }),
    startNats({
      ...{ ephemeral: true, log: () => undefined },
      configText: `${natsAuthorization(passwords)}\ntls ${JSON.stringify(tls)}`,
    }),
  ]);
  await encryptPostgres(postgres);
  const forHttp = authority.issue();
  service = await ServiceProcess.start({
    ...{ PAIDAN_HOME: folder, PAIDAN_NAME: 'tls' },
    ...{ DATABASE_URL: postgres.url, DATABASE_CA_FILE: ca },
    ...{ NATS_URL: broker.url, NATS_CA_FILE: ca },
    ...{ NATS_USER: 'dispatcher', NATS_PASSWORD: passwords.dispatcher },
    TLS_CERT_FILE: written('http.crt', forHttp.cert),
    TLS_KEY_FILE: written('http.key', forHttp.key),
  });
}, 90_000);

afterAll(async () => {
  await service.end('SIGTERM');
  await Promise.all([postgres.stop(), broker.stop()]);
  await rm(folder, { recursive: true, force: true });
});

type Told = { readonly status: number; readonly body: Record<string, unknown> };

/** Over the encrypted line, trusting one authority. */
async function ask(
  method: string,
  path: string,
  { ca = authority.cert, body }: { ca?: string; body?: object } = {},
): Promise<Told> {
  const tokens = new TokenMaker(join(folder, 'tls', 'dev-key.json'));
  const headers = {
    authorization: `Bearer ${await tokens.sign('shipper', 'shp-1')}`,
    'idempotency-key': `key-${path}`,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  return new Promise((resolve, reject) => {
    const sent = encrypted(`${service.url}${path}`, { method, headers, ca }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: JSON.parse(text) as Record<string, unknown>,
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

describe('[S1] encrypted by configuration', () => {
  it('the job goes on: posted over HTTPS, kept in PostgreSQL, told over NATS', async () => {
    expect(service.url).toMatch(/^https:/);
    const posted = await ask('POST', '/v1/orders', { body: anOrder() });
    expect(posted.status).toBe(201);
    const [user, pass] = ['dispatcher', passwords.dispatcher] as const;
    const connection = await connect({
      ...{ servers: broker.url, user, pass, inboxPrefix: inboxPrefix(user) },
      tls: { ca: authority.cert },
    });
    await eventually(async () =>
      (await allEvents(connection)).some(({ event }) => event.subject === posted.body['orderId']),
    );
    await connection.close();
  });

  it('every connection to PostgreSQL is', async () => {
    const client = new pg.Client({
      connectionString: postgres.url,
      ssl: { ca: authority.cert },
    });
    await client.connect();
    const { rows } = await client.query<{ ssl: boolean; n: number }>(
      `SELECT ssl, count(*)::int AS n FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
       WHERE application_name LIKE 'paidan-%' GROUP BY 1`,
    );
    await client.end();
    expect(rows.map(({ ssl }) => ssl)).toEqual([true]);
  });

  it('nothing else is answered: not plain HTTP, not plain NATS, not plain PostgreSQL', async () => {
    const http = new Promise((_, reject) => {
      plain(service.url.replace('https:', 'http:'), reject).on('error', reject).end();
    });
    await expect(http).rejects.toThrow();
    const unencrypted = new pg.Client({ connectionString: postgres.url });
    await expect(unencrypted.connect()).rejects.toThrow(/no encryption/);
    const [user, pass] = ['dispatcher', passwords.dispatcher] as const;
    const options = { servers: broker.url, user, pass, maxReconnectAttempts: 0 };
    await expect(connect(options)).rejects.toThrow();
  });

  it('nobody is trusted on their own word: a stranger’s certificate is refused', async () => {
    await expect(ask('GET', '/v1/orders', { ca: stranger.cert })).rejects.toThrow(/verif|self/i);
    const wrong = written('stranger.pem', stranger.cert);
    const common = {
      ...{ PAIDAN_HOME: folder, PAIDAN_NAME: 'tls', NATS_URL: broker.url },
      ...{ NATS_USER: 'dispatcher', NATS_PASSWORD: passwords.dispatcher },
    };
    const database = { DATABASE_URL: postgres.url, DATABASE_CA_FILE: wrong };
    const told = await ServiceProcess.run({ ...common, ...database });
    expect([told.code === 0, told.out]).toEqual([false, '']);
    expect(told.log).toMatch(/certificate/i);
  }, 60_000);

  it('by TLS 1.2 or newer', async () => {
    const { port } = new URL(service.url);
    const version = await new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: Number(port), ca: authority.cert };
      const socket = connectTls(options, () => {
        resolve(socket.getProtocol());
        socket.end();
      });
      socket.on('error', reject);
    });
    expect(version).toBe('TLSv1.3');
  });
});
