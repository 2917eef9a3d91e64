import type { JsonSchema } from '../fields/field.js';
import { PROBLEM_CODES } from '../problems.js';

const text = (description: string): JsonSchema => ({ type: 'string', description });

export const PROBLEM_SCHEMA: JsonSchema = {
  type: 'object',
  description: 'What went wrong (RFC 9457), the same over HTTP and NATS.',
  properties: {
    type: text('Relative reference of the kind of problem.'),
    title: text('The kind in words; the same each time.'),
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: text('This case in words.'),
    code: { type: 'string', enum: PROBLEM_CODES },
    requestId: text('Names the request in our logs.'),
    errors: {
      type: 'array',
      maxItems: 50,
      description: 'One entry for each field that does not hold.',
      items: {
        type: 'object',
        properties: {
          path: text('JSON pointer into the request, such as /loading/position/lat.'),
          code: text('Kind of mistake, such as required or too_large.'),
          message: text('What was expected and what came.'),
        },
        required: ['path', 'code', 'message'],
      },
    },
  },
  required: ['type', 'title', 'status', 'detail', 'code'],
};
