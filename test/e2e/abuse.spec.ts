import { existsSync } from 'node:fs';
import {
  fieldsOf,
  OPERATIONS,
  problemsOf,
  ROLES,
  type Operation,
  type ProblemCode,
  type Role,
} from '#libs/contracts';
import { badTokens } from '../support/bad-tokens.js';
import { anOrder, moveTo } from '../support/freight.js';
import { mutationsOf, type Mutation } from '../support/mutations.js';
import { overBoth, OWNERS, Refusals, type Case } from '../support/refusals.js';
import { rowHashes } from '../support/rows.js';
import { newKey } from '../support/service.js';

// Whatever is wrong with a request, it is told so in one way, and nothing has changed. The cases
// come from the catalogue, so that a new operation, field or role brings its own.

const BODY_BYTES_MAX = 256 * 1024;
let pid: number;

let refusals: Refusals;

beforeAll(async () => {
  refusals = await Refusals.start();
  pid = refusals.service.pid;
}, 60_000);
afterAll(() => refusals.dispose());

async function expectRefused(operation: Operation, cases: readonly Case[]): Promise<void> {
  expect(await refusals.refused(operation, cases)).toEqual({
    wrong: [],
    rows: refusals.untouched,
  });
}

const firstRole = ({ roles: [role] }: Operation): Role => {
  if (role === undefined) throw new Error('an operation for nobody');
  return role;
};

const rows = OPERATIONS.map((operation): [string, Operation] => [operation.id, operation]);

describe('[S2] a request without a right', () => {
  it.each(rows)('to %s is refused whatever stands in place of a token', async (_, operation) => {
    const role = firstRole(operation);
    const tokens = await badTokens(refusals.service, { role, subject: OWNERS[role] });
    const input = refusals.validInput(operation);
    await expectRefused(
      operation,
      overBoth((transport) => tokens.map((token): Case => ({ ...token, transport, input }))),
    );
  });

  it.each(rows)('to %s is refused to every role it is not for', async (_, operation) => {
    const strangers = ROLES.filter((role) => !operation.roles.includes(role));
    const tokens = await Promise.all(strangers.map((role) => refusals.bearer(role)));
    const input = refusals.validInput(operation);
    const cases = overBoth((transport) =>
      tokens.map((authorization, position): Case => {
        const name = strangers[position] ?? '';
        return { name, transport, input, authorization, code: 'forbidden' };
      }),
    );
    await expectRefused(operation, cases);
  });
});

/**
 * Depth and dangerous names in free JSON may be met while it is read; a long address by the router.
 */
function refusalOf(
  operation: Operation,
  { name, code }: Pick<Mutation, 'name' | 'code'>,
): Case['code'] {
  if (name.endsWith('too long in the address')) return ['validation_failed', 'not_found'];
  const free = operation.id === 'policy.put' || operation.id === 'policy.shadow';
  const early = code === 'too_deep' || (code === 'forbidden_key' && free);
  return early ? ['validation_failed', 'malformed_json'] : 'validation_failed';
}

describe('[M5] a request with a wrong field', () => {
  it.each(rows)(
    'to %s is told which, whatever is wrong with it',
    async (_, operation) => {
      const authorization = await refusals.bearer(firstRole(operation));
      const base = refusals.validInput(operation);
      const cases = overBoth((transport) =>
        mutationsOf(operation, base, transport).map(({ name, input, path, code }): Case => ({
          name,
          transport,
          input,
          authorization,
          path,
          code: refusalOf(operation, { name, code }),
        })),
      );
      await expectRefused(operation, cases);
    },
    60_000,
  );
});

describe('a request that is none', () => {
  const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
  const large = JSON.stringify({ reason: 'x'.repeat(BODY_BYTES_MAX) });
  const malformed: readonly [string, string | Uint8Array, readonly ProblemCode[]][] = [
    ['half an object', '{"a":', ['malformed_json']],
    ['words', 'hello', ['malformed_json']],
    ['two objects', '{} {}', ['malformed_json']],
    ['a trailing comma', '{"a":1,}', ['malformed_json']],
    ['NaN', '{"a":NaN}', ['malformed_json']],
    ['a list', '[]', ['malformed_json', 'validation_failed']],
    ['a number', '5', ['malformed_json', 'validation_failed']],
    ['a text', '"x"', ['malformed_json', 'validation_failed']],
    ['null', 'null', ['malformed_json', 'validation_failed']],
    ['a __proto__', '{"__proto__":{"admin":true}}', ['malformed_json', 'validation_failed']],
    [
      'a constructor',
      '{"constructor":{"prototype":{"admin":true}}}',
      ['malformed_json', 'validation_failed'],
    ],
    ['an abyss', deep, ['malformed_json', 'validation_failed']],
    ['too much', large, ['payload_too_large']],
  ];
  const bytes = new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]);

  it.each(rows)('to %s is refused, whatever its bytes', async (_, operation) => {
    const authorization = await refusals.bearer(firstRole(operation));
    const input = refusals.validInput(operation);
    const cases = overBoth((transport) =>
      transport === 'http' && operation.method === 'GET'
        ? []
        : [
            ...malformed,
            ['bytes that are no UTF-8', bytes, ['malformed_json', 'validation_failed']] as const,
          ].map(([name, raw, code]): Case => ({
            name,
            transport,
            input,
            raw,
            authorization,
            code,
          })),
    );
    const empty: Case = {
      ...{ name: 'nothing', transport: 'nats', authorization, raw: '', code: 'malformed_json' },
    };
    await expectRefused(operation, [...cases, empty]);
  });

  it.each(rows.filter(([, { method }]) => method !== 'GET'))(
    'to %s is refused in a language it does not read',
    async (_, operation) => {
      const authorization = await refusals.bearer(firstRole(operation));
      const input = refusals.validInput(operation);
      const types = [
        'text/plain',
        'application/xml',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/jsonp',
        null,
      ];
      const cases = types.map((contentType): Case => {
        const name = String(contentType);
        const code = 'unsupported_media_type';
        return { name, transport: 'http', input, raw: '{}', contentType, authorization, code };
      });
      await expectRefused(operation, cases);
    },
  );
});

describe('a command without a proper Idempotency-Key', () => {
  const demanding = rows.filter(([, { idempotency }]) => idempotency === 'required');

  it.each(demanding)('is not carried out: %s', async (_, operation) => {
    const authorization = await refusals.bearer(firstRole(operation));
    const input = refusals.validInput(operation);
    const about = { input, authorization };
    const cases = overBoth((transport): Case[] => [
      { ...about, name: 'none', transport, key: null, code: 'idempotency_key_required' },
      ...['x'.repeat(129), 'two words', 'tab\there'].map((key): Case => ({
        ...about,
        name: key,
        transport,
        key,
        code: 'validation_failed',
      })),
    ]);
    await expectRefused(operation, cases);
  });
});

describe("a request about somebody else's", () => {
  const bound = ['shipper', 'driver', 'carrier'] as const;
  const ids = ['orderId', 'driverId', 'decisionId'];
  /**
   * A driver may grab any order and ask about himself in any decision; a stranger is not
   * registered.
   */
  const rowsWithIds = rows.filter(([, operation]) =>
    [...fieldsOf(operation.input).values()].some(
      ({ name, place }) => place === 'path' && ids.includes(name),
    ),
  );

  it.each(rowsWithIds)('is answered as if there were none: %s', async (_, operation) => {
    const roles = bound.filter((role) => operation.roles.includes(role));
    const input = refusals.validInput(operation);
    // The same words for an order that was offered to others as for one that is not there.
    const code = operation.problems.includes('not_offered') ? 'not_offered' : 'not_found';
    const cases = await Promise.all(
      roles.map(async (role) => ({
        role,
        authorization: await refusals.bearer(role, `${role}-else`),
      })),
    );
    await expectRefused(
      operation,
      overBoth((transport) =>
        cases.map(({ role, authorization }): Case => {
          return { name: role, transport, input, authorization, code };
        }),
      ),
    );
  });
});

describe('a subject or route that is none', () => {
  it('is answered too', async () => {
    const { status, body, headers } = await refusals.service
      .as('operator', 'opr-1')
      .call('GET', '/v1/nothing/here');
    expect([status, body['code']]).toEqual([404, 'not_found']);
    expect(headers.get('content-type')).toContain('application/problem+json');
    for (const [method, address] of [
      ['DELETE', '/v1/orders'],
      ['GET', '/v1/orders/%zz'],
      ['GET', `/v1/orders/${'x'.repeat(500)}`],
    ] as const) {
      const strange = await fetch(`${refusals.service.url}${address}`, { method });
      expect([strange.status, ((await strange.json()) as { code: string }).code]).toEqual([
        404,
        'not_found',
      ]);
      expect(strange.headers.get('content-type')).toContain('application/problem+json');
    }
  });
});

describe('after all of it', () => {
  it('hundreds of cases were tried for every kind of transport', () => {
    expect(refusals.asked).toBeGreaterThan(5_000);
  });

  it('every operation declares the problems that it answered with', () => {
    for (const operation of OPERATIONS) {
      expect(problemsOf(operation)).toEqual(
        expect.arrayContaining(['validation_failed', 'unauthenticated', 'forbidden']),
      );
    }
  });

  it('the process is the same, alive, and serves; nothing was logged as its own failure', async () => {
    expect(refusals.service.pid).toBe(pid);
    expect(existsSync(`/proc/${pid}`)).toBe(true);
    expect((await fetch(`${refusals.service.url}/health/live`)).status).toBe(200);
    expect((await fetch(`${refusals.service.url}/health/ready`)).status).toBe(200);
    expect(refusals.service.logged).not.toContain('a request failed');
    await moveTo(refusals.service, 'drv-0001', { lat: 30.26, lng: 120.16 });
    expect((await rowHashes(refusals.service.database))['driver_fixes']).not.toBe(
      refusals.untouched['driver_fixes'],
    );
    const again = await refusals.service
      .as('shipper', 'shp-0001')
      .call('POST', '/v1/orders', anOrder(), { 'idempotency-key': newKey() });
    expect(again.status).toBe(201);
  });
});
