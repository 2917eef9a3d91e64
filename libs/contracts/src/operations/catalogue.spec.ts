import { fieldsOf } from '../fields/field.js';
import { exampleOf } from '../fields/schema.js';
import { validateInput, validateRequest } from '../fields/validate.js';
import { ROLES } from '../vocabulary.js';
import { OPERATIONS, operationById, pathParameters, routePath } from './catalogue.js';
import { problemsOf } from './problems-of.js';

describe('the catalogue of operations', () => {
  it('gives each an id, a subject and a route of its own', () => {
    for (const key of [
      OPERATIONS.map(({ id }) => id),
      OPERATIONS.map(({ subject }) => subject),
      OPERATIONS.map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '*')}`),
    ]) {
      expect(new Set(key).size).toBe(key.length);
    }
  });

  it('has plain subjects, none of which begins another', () => {
    for (const { id, subject } of OPERATIONS) {
      expect(subject).toBe(`paidan.v1.${id}`);
      expect(subject).toMatch(/^paidan\.v1\.[a-z]+\.[a-z_]+$/);
      const beneath = OPERATIONS.filter((other) => other.subject.startsWith(`${subject}.`));
      expect(beneath).toEqual([]);
    }
  });

  it.each(OPERATIONS.map((each) => [each.id, each] as const))('describes %s in full', (_, each) => {
    const { roles, ownership, input, method, path, unsafe, idempotency, status } = each;
    const fields = [...fieldsOf(input).values()];
    const at = (place: string): string[] =>
      fields.filter((field) => field.place === place).map(({ name }) => name);

    expect(roles.length).toBeGreaterThan(0);
    expect(ROLES).toEqual(expect.arrayContaining([...roles]));
    expect(ownership).not.toBe('');
    expect(at('path').sort()).toEqual(pathParameters(path).sort());
    expect(unsafe).toBe(method !== 'GET');
    expect([200, 201, 202]).toContain(status);
    if (unsafe) {
      expect(at('query')).toEqual([]);
      expect(idempotency).toBe(each.id === 'position.report' ? 'optional' : 'required');
    } else {
      expect(at('body')).toEqual([]);
      expect(idempotency).toBe('none');
    }
  });

  it.each(OPERATIONS.map((each) => [each.id, each] as const))(
    'shows an input of %s that is accepted over both transports',
    (_, { input }) => {
      const example: unknown = JSON.parse(JSON.stringify(exampleOf(input)));
      expect(validateInput(input, example, { source: 'nats' })).toMatchObject({ ok: true });
      const parts = { path: {}, query: {}, body: {} };
      for (const [name, { place }] of fieldsOf(input)) {
        const value: unknown = exampleOf(input)[name];
        if (value === undefined) continue;
        Object.assign(parts[place], { [name]: place === 'body' ? value : String(value) });
      }
      expect(validateRequest(input, parts)).toMatchObject({ ok: true });
    },
  );

  it.each(OPERATIONS.map((each) => [each.id, each] as const))(
    'shows an answer of %s that fits its own schema',
    (_, { answer }) => {
      const example: unknown = JSON.parse(JSON.stringify(exampleOf(answer)));
      const { errors } = { errors: [], ...validateInput(answer, example, { source: 'nats' }) };
      expect(errors).toEqual([]);
    },
  );

  it.each(OPERATIONS.map((each) => [each.id, each] as const))(
    'refuses in %s a field it does not know, in each part',
    (_, { input }) => {
      const example = { ...exampleOf(input), plateNumber: 'x' };
      const result = validateInput(input, example, { source: 'nats' });
      expect(result.ok ? [] : result.errors).toEqual([
        expect.objectContaining({ path: '/plateNumber', code: 'unknown_field' }),
      ]);
    },
  );

  it('[M5] has no input field that names a person or a plate', () => {
    const names = OPERATIONS.flatMap(({ input }) => [...fieldsOf(input).keys()]);
    for (const name of names) expect(name).not.toMatch(/name|phone|plate|card|bank|licen/i);
  });

  it('writes routes as routers read them', () => {
    expect(routePath(operationById('order.document').path)).toBe(
      '/v1/orders/:orderId/documents/:kind',
    );
  });

  it('lists what may go wrong with each', () => {
    expect(problemsOf(operationById('order.grab'))).toEqual(
      expect.arrayContaining(['order_not_open', 'off_duty', 'idempotency_key_reused', 'not_found']),
    );
    expect(problemsOf(operationById('policy.list'))).not.toContain('idempotency_key_required');
  });
});
