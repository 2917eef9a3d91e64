import { fieldsOf, type Field, type JsonSchema } from '../fields/field.js';
import { exampleOf, schemaOfField } from '../fields/schema.js';
import {
  IDEMPOTENCY_KEY,
  IDEMPOTENCY_KEY_PATTERN,
  REQUEST_ID,
  REQUEST_ID_PATTERN,
} from '../headers.js';
import { OPERATIONS } from '../operations/catalogue.js';
import { TAGS, type Operation } from '../operations/operation.js';
import { problemsOf } from '../operations/problems-of.js';
import { PROBLEM_MEDIA_TYPE, PROBLEMS, type ProblemCode } from '../problems.js';
import { Components } from './components.js';
import { PROBLEM_SCHEMA } from './problem-schema.js';
import { ABOUT } from './about.js';

const inBody = ({ place }: Field): boolean => place === 'body';

/** OpenAPI 3.1 of everything that is asked over HTTP. */
export function openApiDocument(): JsonSchema {
  const components = new Components();
  const bodies = new Map(OPERATIONS.map((each) => [each.id, bodyOf(each, components)]));
  const problem = components.add('Problem', PROBLEM_SCHEMA);
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const each of OPERATIONS) {
    const methods = (paths[each.path] ??= {});
    methods[each.method.toLowerCase()] = operationObject(
      each,
      bodies.get(each.id) ?? null,
      components,
      problem,
    );
  }
  return {
    openapi: '3.1.0',
    info: ABOUT,
    servers: [{ url: '/', description: 'The service itself.' }],
    security: [{ bearer: [] }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'A token of this realm; `sub` is the opaque id of who asks.',
        },
      },
      schemas: components.sorted(),
    },
  };
}

function bodyOf({ input }: Operation, components: Components): JsonSchema | null {
  const fields = [...fieldsOf(input).values()].filter(inBody);
  if (fields.length === 0) return null;
  const required = fields.some(({ optional }) => !optional);
  const schema = components.refer(input, true, inBody);
  return {
    required,
    content: { 'application/json': { schema, example: exampleOf(input, inBody) } },
  };
}

function operationObject(
  operation: Operation,
  requestBody: JsonSchema | null,
  components: Components,
  problem: JsonSchema,
): JsonSchema {
  const { id, summary, roles, ownership, status, answer, tag, subject } = operation;
  return {
    operationId: id,
    summary,
    description: `Roles: ${roles.join(', ')}. ${ownership}\n\nOver NATS: \`${subject}\`.`,
    tags: [tag],
    parameters: parametersOf(operation),
    ...(requestBody === null ? {} : { requestBody }),
    responses: {
      [status]: {
        description: 'Done.',
        headers: { [REQUEST_ID]: { schema: { type: 'string' } } },
        content: {
          'application/json': {
            schema: components.refer(answer, false),
            example: exampleOf(answer),
          },
        },
      },
      ...problemResponses(problemsOf(operation), problem),
    },
    'x-roles': roles,
    'x-nats-subject': subject,
  };
}

function parametersOf({ input, idempotency }: Operation): JsonSchema[] {
  const fields = [...fieldsOf(input).values()].filter((field) => !inBody(field));
  return [
    ...fields.map((field) => ({
      name: field.name,
      in: field.place,
      required: field.place === 'path' || !field.optional,
      ...(field.description === undefined ? {} : { description: field.description }),
      schema: schemaOfField(field),
    })),
    ...(idempotency === 'none'
      ? []
      : [
          {
            name: IDEMPOTENCY_KEY,
            in: 'header',
            required: idempotency === 'required',
            description:
              'Yours to choose, one for each intent. The same key gives the same answer.',
            schema: { type: 'string', pattern: IDEMPOTENCY_KEY_PATTERN.source },
          },
        ]),
    {
      name: REQUEST_ID,
      in: 'header',
      required: false,
      description: 'Follows the request through logs and events; made up when absent.',
      schema: { type: 'string', pattern: REQUEST_ID_PATTERN.source },
    },
  ];
}

function problemResponses(
  codes: readonly ProblemCode[],
  schema: JsonSchema,
): Readonly<Record<string, JsonSchema>> {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codes) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, those]) => [
      String(status),
      {
        description: those.map((code) => `\`${code}\`: ${PROBLEMS[code].title}.`).join(' '),
        content: { [PROBLEM_MEDIA_TYPE]: { schema } },
      },
    ]),
  );
}
