import { randomUUID } from 'node:crypto';
import { connect, headers as natsHeaders, type NatsConnection } from '@nats-io/transport-node';
import {
  AUTHORIZATION,
  fieldsOf,
  IDEMPOTENCY_KEY,
  inboxPrefix,
  PROBLEM_MEDIA_TYPE,
  TEAM_PERMISSIONS,
  TEAMS,
  type FieldPlace,
  type Operation,
  type Team,
} from '#libs/contracts';
import type { TestService } from './service.js';

export const TRANSPORTS = ['http', 'nats'] as const;
export type Transport = (typeof TRANSPORTS)[number];
export type Input = Readonly<Record<string, unknown>>;

export type Question = {
  readonly operation: Operation;
  readonly input?: Input;
  /** In place of the body, or of the whole NATS payload; an empty one is sent too. */
  readonly raw?: string | Uint8Array;
  /** The whole header; null leaves it out. */
  readonly authorization: string | null;
  /** A new one for what changes something; null leaves it out. */
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Null leaves it out, over HTTP. */
  readonly contentType?: string | null;
};

export type Told = {
  readonly status: number;
  /** Of a problem; null when it went well. */
  readonly code: string | null;
  readonly body: unknown;
  readonly tookMs: number;
  /** What is wrong with how it was told; empty when a client may rely on it. */
  readonly faults: readonly string[];
  header(name: string): string | null;
};

const NATS_TIMEOUT_MS = 5_000;

/** Asks any operation of the catalogue over either transport, in the same words. */
export class Asker {
  private constructor(
    private readonly url: string,
    private readonly teams: ReadonlyMap<Team, NatsConnection>,
  ) {}

  static async of(service: TestService): Promise<Asker> {
    const { url, passwords } = await service.natsAddress();
    const asking = TEAMS.filter((team) => team !== 'dispatcher' && team !== 'observer');
    const opened = await Promise.all(
      asking.map(async (team): Promise<[Team, NatsConnection]> => [
        team,
        await connect({
          servers: url,
          user: team,
          pass: passwords[team],
          inboxPrefix: inboxPrefix(team),
        }),
      ]),
    );
    return new Asker(service.url, new Map(opened));
  }

  ask(transport: Transport, question: Question): Promise<Told> {
    return transport === 'http' ? this.overHttp(question) : this.overNats(question);
  }

  /** As the first team that may ask this at all: the token decides the rest. */
  connectionFor({ subject, id }: Operation): NatsConnection {
    const team = TEAM_PERMISSIONS.find(
      ({ answers, publish }) => !answers && publish.includes(subject),
    )?.team;
    const connection = team === undefined ? undefined : this.teams.get(team);
    if (connection === undefined) throw new Error(`no team may ask ${id}`);
    return connection;
  }

  as(team: Team): NatsConnection {
    const connection = this.teams.get(team);
    if (connection === undefined) throw new Error(`not connected as ${team}`);
    return connection;
  }

  async close(): Promise<void> {
    for (const connection of this.teams.values()) await connection.close();
  }

  private async overHttp(question: Question): Promise<Told> {
    const { operation, raw, authorization, contentType = 'application/json' } = question;
    const key = keyOf(question);
    const body = raw ?? bodyOf(question);
    const startMs = performance.now();
    const response = await fetch(`${this.url}${addressOf(question)}`, {
      method: operation.method,
      headers: {
        ...(authorization === null ? {} : { authorization }),
        ...(key === null ? {} : { 'idempotency-key': key }),
        ...(body === undefined || contentType === null ? {} : { 'content-type': contentType }),
        ...question.headers,
      },
      ...(body === undefined ? {} : { body: Buffer.from(body) }),
    });
    const text = await response.text();
    const told = { status: response.status, text, tookMs: performance.now() - startMs };
    return judged(told, (name) => response.headers.get(name), []);
  }

  private async overNats(question: Question): Promise<Told> {
    const { operation, raw, input, authorization } = question;
    const sent = natsHeaders();
    const key = keyOf(question);
    if (authorization !== null) sent.set(AUTHORIZATION, authorization);
    if (key !== null) sent.set(IDEMPOTENCY_KEY, key);
    for (const [name, value] of Object.entries(question.headers ?? {})) sent.set(name, value);
    const startMs = performance.now();
    const payload = raw ?? JSON.stringify(input ?? {});
    const reply = await this.connectionFor(operation).request(operation.subject, payload, {
      headers: sent,
      timeout: NATS_TIMEOUT_MS,
    });
    const header = (name: string): string | null => reply.headers?.get(name) || null;
    const code = header('Nats-Service-Error-Code');
    const status = code === null ? operation.status : Number(code);
    const said = header('Nats-Service-Error') === null ? ['no Nats-Service-Error'] : [];
    const told = { status, text: reply.string(), tookMs: performance.now() - startMs };
    return judged(told, header, code === null ? [] : said);
  }
}

/** Path and query of a request, from the fields that travel there. */
function addressOf({ operation, input = {} }: Question): string {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(input[name])),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input)) {
    if (placeOf(operation, name) !== 'query') continue;
    for (const each of Array.isArray(value) ? value : [value]) query.append(name, String(each));
  }
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

function bodyOf({ operation, input = {} }: Question): string | undefined {
  if (operation.method === 'GET') return undefined;
  const body = Object.entries(input).filter(([name]) => placeOf(operation, name) === 'body');
  return body.length === 0 ? undefined : JSON.stringify(Object.fromEntries(body));
}

/** A name nobody declared goes where a caller would put it. */
function placeOf({ input, method }: Operation, name: string): FieldPlace {
  return fieldsOf(input).get(name)?.place ?? (method === 'GET' ? 'query' : 'body');
}

const keyOf = ({ operation, key }: Question): string | null =>
  key === undefined ? (operation.unsafe ? randomUUID() : null) : key;

function judged(
  { status, text, tookMs }: { status: number; text: string; tookMs: number },
  header: Told['header'],
  said: readonly string[],
): Told {
  const body: unknown = text === '' ? null : JSON.parse(text);
  const failed = status >= 400;
  const code = failed && isObject(body) ? String(body['code']) : null;
  const faults = failed ? [...said, ...problemFaults(status, body, header('Content-Type'))] : [];
  return { status, code, body, tookMs, faults, header };
}

/** RFC 9457, with a request id to ask about it by. */
function problemFaults(status: number, body: unknown, type: string | null): string[] {
  if (!isObject(body)) return ['no problem body'];
  const texts = ['type', 'title', 'detail', 'code'].filter(
    (name) => typeof body[name] !== 'string' || body[name] === '',
  );
  return [
    ...texts.map((name) => `no ${name}`),
    ...(body['status'] === status ? [] : [`status ${String(body['status'])} in the body`]),
    ...(type?.startsWith(PROBLEM_MEDIA_TYPE) === true ? [] : [`Content-Type ${String(type)}`]),
  ];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON pointers of what a problem says is wrong. */
export function pathsOf({ body }: Told): string[] {
  const errors = isObject(body) ? body['errors'] : undefined;
  return Array.isArray(errors) ? errors.map((each: { path: string }) => each.path) : [];
}
