import type { Class, JsonSchema } from '../fields/field.js';
import { schemaOf } from '../fields/schema.js';
import { DriverCardV1 } from '../views/explanations/card.js';
import { ExplanationV2 } from '../views/explanations/record.js';

/** Versioned: a change that breaks readers gets a new number beside the old one. */
const RECORDS: Readonly<Record<string, Class>> = {
  'card-1': DriverCardV1,
  'explanation-2': ExplanationV2,
};

export const RECORD_SCHEMAS: readonly string[] = Object.keys(RECORDS);

/**
 * JSON Schema 2020-12 of what a driver is told, complete in one file. Open unless asked otherwise:
 * readers are to expect more fields later.
 */
export function recordSchema(name: string, closed = false): JsonSchema | null {
  const of = Object.hasOwn(RECORDS, name) ? RECORDS[name] : undefined;
  if (of === undefined) return null;
  const defined = new Map<string, JsonSchema>();
  const refer = (nested: Class): JsonSchema => {
    if (!defined.has(nested.name)) {
      defined.set(nested.name, {});
      defined.set(nested.name, schemaOf(nested, { refer, closed }));
    }
    return { $ref: `#/$defs/${nested.name}` };
  };
  const schema = schemaOf(of, { refer, closed });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `/schemas/${name}.json`,
    title: of.name,
    ...schema,
    $defs: Object.fromEntries([...defined].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
