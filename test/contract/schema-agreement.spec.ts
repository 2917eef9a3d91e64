import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import {
  exampleOf,
  fieldsOf,
  operationById,
  OPERATIONS,
  schemaOf,
  validateInput,
  type JsonSchema,
  type Operation,
} from '#libs/contracts';

/** Values that sit on bounds, or look like something else; few, so that they meet. */
const ODD = fc.constantFrom<unknown>(
  ...[null, true, false, 0, 1, -1, 5, 6, 0.5, 90.5, -181, 1_001, 100_001, 1e12, 1e300],
  ...[
    '',
    'a',
    '5',
    'x y',
    '330',
    '3301',
    'wgs84',
    'box',
    'open',
    'at_once',
    'drv-1',
    'line\nbreak',
  ],
  ...['2026-12-01T08:00:00+08:00', '2026-12-01', '0190f3c2-7b1e-7c3a-9d64-2f8a51e0b7aa'],
  ...[[], ['box'], ['box', 'box'], [null], [{}], {}, { lat: 1 }, '字'.repeat(64), 'y'.repeat(201)],
);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Step = {
  readonly at: number;
  readonly change: 'replace' | 'drop' | 'add';
  readonly by: unknown;
};

/** Every place in a value where something can be changed, parents before children. */
function places(
  value: Json,
  found: { holder: Json[] | Record<string, Json>; key: string }[],
): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    found.push({ holder: value, key });
    places(member, found);
  }
}

function changed(example: unknown, steps: readonly Step[]): unknown {
  const copy: { root: Json } = { root: JSON.parse(JSON.stringify(example)) };
  for (const { at, change, by } of steps) {
    const found: { holder: Json[] | Record<string, Json>; key: string }[] = [];
    places(copy.root, found);
    const place = found[at % Math.max(found.length, 1)];
    if (place === undefined) continue;
    const { holder, key } = place;
    const odd: Json = JSON.parse(JSON.stringify(by));
    if (change === 'drop' && !Array.isArray(holder)) delete holder[key];
    else if (change === 'add' && !Array.isArray(holder)) holder['surplus'] = odd;
    else Reflect.set(holder, key, odd);
  }
  return copy.root;
}

const STEPS = fc.array(
  fc.record<Step>({
    at: fc.nat(40),
    change: fc.constantFrom('replace', 'replace', 'replace', 'drop', 'add'),
    by: ODD,
  }),
  { maxLength: 2 },
);

const ajv = new Ajv2020({ strict: false, validateFormats: false });

/** An input on which schema and check fall apart, if any of the tries shows one. */
function disagreement({ input }: Operation, schema: JsonSchema) {
  const accepts = ajv.compile(schema);
  const fields = [...fieldsOf(input).values()];
  const optional = fields.map(({ name, example }) => [name, example]);
  const complete = { ...Object.fromEntries(optional), ...exampleOf(input) };
  const verdicts = new Set<boolean>();
  const result = fc.check(
    fc.property(STEPS, (steps) => {
      const raw = changed(complete, steps);
      const { ok } = validateInput(input, raw, { source: 'nats' });
      verdicts.add(ok);
      return ok === accepts(raw);
    }),
    { numRuns: 300 },
  );
  if (result instanceof Promise) throw new Error('a plain property has a plain result');
  const shown = result.counterexample?.map((steps) => changed(complete, steps)) ?? null;
  return { shown, seed: result.seed, verdicts, empty: fields.length === 0 };
}

describe('the published schema of an input and the check it goes through', () => {
  it.each(OPERATIONS.map((each) => [each.id, each] as const))('agree on %s', (_, operation) => {
    const { shown, seed, verdicts, empty } = disagreement(operation, schemaOf(operation.input));
    expect({ shown, seed }).toEqual({ shown: null, seed });
    expect(verdicts).toEqual(new Set(empty ? [true] : [true, false]));
  });

  it('are caught when the schema is open where the check is closed', () => {
    const operation = operationById('order.post');
    const schema = schemaOf(operation.input, { closed: false });
    expect(disagreement(operation, schema).shown).not.toBeNull();
  });
});
