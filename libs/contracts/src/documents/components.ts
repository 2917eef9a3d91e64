import type { Class, Field, JsonSchema } from '../fields/field.js';
import { schemaOf } from '../fields/schema.js';

/**
 * The named schemas of a document. A class that input reaches is closed, because unknown fields are
 * refused; one that only answers use is open, because fields may be added.
 */
export class Components {
  private readonly schemas = new Map<string, JsonSchema>();
  private readonly owners = new Map<string, Class>();

  /** Registers what a class needs and answers how to refer to it. Inputs first, then answers. */
  refer(of: Class, closed: boolean, only?: (field: Field) => boolean): JsonSchema {
    const { name } = of;
    const owner = this.owners.get(name);
    if (owner !== undefined && owner !== of) throw new Error(`two classes are named ${name}`);
    if (owner === undefined) {
      this.owners.set(name, of);
      const refer = (nested: Class): JsonSchema => this.refer(nested, closed);
      this.schemas.set(
        name,
        schemaOf(of, { refer, closed, ...(only === undefined ? {} : { only }) }),
      );
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  add(name: string, schema: JsonSchema): JsonSchema {
    this.schemas.set(name, schema);
    return { $ref: `#/components/schemas/${name}` };
  }

  sorted(): Readonly<Record<string, JsonSchema>> {
    return Object.fromEntries([...this.schemas].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
