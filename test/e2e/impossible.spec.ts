import { exampleOf, OPERATIONS, type Operation, type Role } from '#libs/contracts';
import { cityByCode } from '#libs/fleet-index';
import { defaultPolicy } from '#libs/matcher';
import { pathsOf, TRANSPORTS, type Input } from '../support/asking.js';
import { anOrder, at, HANGZHOU } from '../support/freight.js';
import { operationNamed, overBoth, Refusals, type Case } from '../support/refusals.js';
import { rowHashes } from '../support/rows.js';

// Every field holds by itself, and what they say together can not be.

const DAY_MS = 86_400_000;
const rows = OPERATIONS.map((operation): [string, Operation] => [operation.id, operation]);

let refusals: Refusals;

beforeAll(async () => {
  refusals = await Refusals.start();
}, 60_000);
afterAll(() => refusals.dispose());

async function expectRefused(operation: Operation, cases: readonly Case[]): Promise<void> {
  expect(await refusals.refused(operation, cases)).toEqual({
    wrong: [],
    rows: refusals.untouched,
  });
}

describe('a request that is well formed and still impossible', () => {
  const order = anOrder();
  const wrongWindow = { from: at(7_200_000), until: at(3_600_000) };
  const pastWindow = { from: at(-7_200_000), until: at(-3_600_000) };
  const fix = {
    driverId: 'drv-0001',
    position: HANGZHOU,
    source: 'phone',
    observedAtMs: Date.now(),
  };
  const outcome = {
    ...(exampleOf(operationNamed('outcome.import').input)['outcomes'] as object[])[0],
    atMs: Date.now() - DAY_MS,
  };
  const stopAt = (over: object): object => ({ ...order.loading, ...over });
  const table: readonly [string, Role, Input, string][] = [
    [
      'order.post',
      'shipper',
      { ...order, loading: stopAt({ cityCode: '9999' }) },
      '/loading/cityCode',
    ],
    [
      'order.post',
      'shipper',
      { ...order, unloading: { ...order.unloading, cityCode: '9999' } },
      '/unloading/cityCode',
    ],
    [
      'order.post',
      'shipper',
      { ...order, loading: stopAt({ window: wrongWindow }) },
      '/loading/window/until',
    ],
    [
      'order.post',
      'shipper',
      { ...order, loading: stopAt({ window: pastWindow }) },
      '/loading/window/until',
    ],
    [
      'order.post',
      'shipper',
      { ...order, unloading: { ...order.unloading, window: wrongWindow } },
      '/unloading/window/until',
    ],
    ['order.amend', 'shipper', { loadingWindow: pastWindow }, '/loading/window/until'],
    ['order.amend', 'shipper', {}, ''],
    ['driver.register', 'service', { cityCode: '9999' }, '/cityCode'],
    ['driver.register', 'service', { homeCityCode: '9999' }, '/homeCityCode'],
    ['driver.home', 'driver', { cityCode: '9999' }, '/cityCode'],
    ['driver.place', 'driver', { cityCode: '9999' }, '/cityCode'],
    [
      'position.report',
      'driver',
      { fixes: [{ ...fix, driverId: 'drv-0002' }] },
      '/fixes/0/driverId',
    ],
    [
      'position.report',
      'driver',
      { fixes: [fix, { ...fix, observedAtMs: Date.now() + DAY_MS }] },
      '/fixes/1/observedAtMs',
    ],
    [
      'outcome.import',
      'service',
      { outcomes: [{ ...outcome, driverId: 'nobody' }] },
      '/outcomes/0/driverId',
    ],
    [
      'outcome.import',
      'service',
      { outcomes: [outcome, { ...outcome, outcomeId: 'o2', atMs: Date.now() + DAY_MS }] },
      '/outcomes/1/atMs',
    ],
    [
      'outcome.import',
      'service',
      { outcomes: [{ ...outcome, toCityCode: '9999' }] },
      '/outcomes/0/toCityCode',
    ],
    ['automation.set', 'operator', { cityCode: '9999' }, '/cityCode'],
    ['order.list', 'shipper', { cursor: 'bm90b25lb2ZvdXJz' }, '/cursor'],
    ['order.explain', 'operator', { driverId: 'nobody' }, ''],
  ];

  it.each(table.map(([id, role, over, path]) => [id, path, role, over] as const))(
    '%s says so of %s',
    async (id, path, role, over) => {
      const operation = operationNamed(id);
      const { orderId } = refusals.known;
      const input =
        id === 'order.amend'
          ? { orderId, ...over }
          : { ...refusals.validInput(operation), ...over };
      const authorization = await refusals.bearer(role);
      const code = id === 'order.explain' ? 'not_found' : 'validation_failed';
      const what = path === '' ? {} : { path };
      await expectRefused(
        operation,
        overBoth((transport) => [{ name: id, transport, input, authorization, code, ...what }]),
      );
    },
  );

  it('a policy that does not hold is told where', async () => {
    const operation = operationNamed('policy.put');
    const authorization = await refusals.bearer('operator');
    const policies: readonly [Input, string][] = [
      [{ ...defaultPolicy, weights: { ...defaultPolicy.weights, waiting: -1 } }, '/policy/weights'],
      [{ ...defaultPolicy, limits: {} }, '/policy/limits'],
      [{ ...defaultPolicy, surprise: 1 }, '/policy/surprise'],
    ];
    for (const [policy, path] of policies) {
      const input = { policy, activate: true };
      for (const transport of TRANSPORTS) {
        const told = await refusals.asker.ask(transport, { operation, input, authorization });
        expect([told.status, told.code]).toEqual([422, 'policy_invalid']);
        expect(pathsOf(told).some((each) => each.startsWith(path))).toBe(true);
      }
    }
    expect(await rowHashes(refusals.service.database)).toEqual(refusals.untouched);
  });
});

describe('the examples of the catalogue', () => {
  it.each(rows)('name cities that exist: %s', (_, { input }) => {
    const strangers = citiesIn(exampleOf(input)).filter((code) => cityByCode(code) === null);
    expect(strangers).toEqual([]);
  });
});

function citiesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    /cityCode$/i.test(name) && typeof member === 'string' && member !== '*'
      ? [member]
      : citiesIn(member),
  );
}
