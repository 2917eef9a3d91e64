import { EVENT_MEDIA_TYPE, EVENT_SOURCE, cloudEventType } from '../events/cloud-event.js';
import { EVENT_TYPES, EVENTS, type EventType } from '../events/catalogue.js';
import type { JsonSchema } from '../fields/field.js';
import { exampleOf } from '../fields/schema.js';
import { AUTHORIZATION, IDEMPOTENCY_KEY, REQUEST_ID } from '../headers.js';
import { OPERATIONS } from '../operations/catalogue.js';
import type { Operation } from '../operations/operation.js';
import { problemsOf } from '../operations/problems-of.js';
import { EVENT_STREAM, eventSubject } from '../subjects/names.js';
import { ABOUT } from './about.js';
import { Components } from './components.js';
import { PROBLEM_SCHEMA } from './problem-schema.js';

const ref = (...steps: readonly string[]): JsonSchema => ({ $ref: `#/${steps.join('/')}` });

/** Identifiers of AsyncAPI allow no dots in places where ours have them. */
const slug = (id: string): string => id.replaceAll('.', '_');

/** AsyncAPI 3.0 of everything that travels over NATS: requests with their answers, and events. */
export function asyncApiDocument(): JsonSchema {
  const components = new Components();
  const requests = OPERATIONS.map((each) => ({
    each,
    payload: components.refer(each.input, true),
  }));
  const problem = components.add('Problem', PROBLEM_SCHEMA);
  const { summary, ...about } = ABOUT;
  const { name } = about.license;
  return {
    asyncapi: '3.0.0',
    info: { ...about, description: `${summary} ${about.description}`, license: { name } },
    defaultContentType: 'application/json',
    servers: {
      nats: {
        host: 'localhost:4222',
        protocol: 'nats',
        description: 'A user for each team; docs/api/nats-permissions.md tells what each may do.',
        security: [ref('components', 'securitySchemes', 'team')],
      },
    },
    channels: {
      ...Object.fromEntries(requests.map(({ each }) => [slug(each.id), requestChannel(each)])),
      ...Object.fromEntries(OPERATIONS.map((each) => [replyOf(each), replyChannel(each)])),
      ...Object.fromEntries(EVENT_TYPES.map((type) => [eventId(type), eventChannel(type)])),
    },
    operations: {
      ...Object.fromEntries(OPERATIONS.map((each) => [slug(each.id), requestOperation(each)])),
      ...Object.fromEntries(EVENT_TYPES.map((type) => [eventId(type), eventOperation(type)])),
    },
    components: {
      securitySchemes: {
        team: { type: 'userPassword', description: 'User and password of a team.' },
      },
      messages: {
        ...Object.fromEntries(
          requests.map(({ each, payload }) => [slug(each.id), requestMessage(each, payload)]),
        ),
        ...Object.fromEntries(
          OPERATIONS.map((each) => [replyOf(each), answerMessage(each, components)]),
        ),
        problem: problemMessage(problem),
        ...Object.fromEntries(
          EVENT_TYPES.map((type) => [eventId(type), eventMessage(type, components)]),
        ),
      },
      schemas: components.sorted(),
    },
  };
}

const replyOf = ({ id }: Operation): string => `${slug(id)}_reply`;
const eventId = (type: EventType): string => `event_${slug(type)}`;

const requestChannel = ({ id, subject, summary }: Operation): JsonSchema => ({
  address: subject,
  title: summary,
  messages: { request: ref('components', 'messages', slug(id)) },
});

const replyChannel = (operation: Operation): JsonSchema => ({
  address: null,
  description: 'The inbox that the request named.',
  messages: {
    answer: ref('components', 'messages', replyOf(operation)),
    problem: ref('components', 'messages', 'problem'),
  },
});

const eventChannel = (type: EventType): JsonSchema => ({
  address: eventSubject(type),
  description: `In the JetStream stream ${EVENT_STREAM}.`,
  messages: { event: ref('components', 'messages', eventId(type)) },
});

const requestOperation = (operation: Operation): JsonSchema => {
  const id = slug(operation.id);
  const reply = replyOf(operation);
  return {
    action: 'receive',
    summary: operation.summary,
    description:
      `Roles: ${operation.roles.join(', ')}. ${operation.ownership} ` +
      `Problems: ${problemsOf(operation).join(', ')}.`,
    channel: ref('channels', id),
    messages: [ref('channels', id, 'messages', 'request')],
    reply: {
      channel: ref('channels', reply),
      messages: [
        ref('channels', reply, 'messages', 'answer'),
        ref('channels', reply, 'messages', 'problem'),
      ],
    },
  };
};

const eventOperation = (type: EventType): JsonSchema => ({
  action: 'send',
  summary: EVENTS[type].summary,
  channel: ref('channels', eventId(type)),
  messages: [ref('channels', eventId(type), 'messages', 'event')],
});

function requestMessage(
  { id, summary, input, idempotency }: Operation,
  payload: JsonSchema,
): JsonSchema {
  const text = { type: 'string' };
  return {
    name: id,
    title: summary,
    headers: {
      type: 'object',
      properties: {
        [AUTHORIZATION]: { ...text, description: 'Bearer and a token.' },
        ...(idempotency === 'none' ? {} : { [IDEMPOTENCY_KEY]: text }),
        [REQUEST_ID]: text,
      },
      required: [AUTHORIZATION, ...(idempotency === 'required' ? [IDEMPOTENCY_KEY] : [])],
    },
    payload,
    examples: [{ name: 'typical', payload: exampleOf(input) }],
  };
}

const answerMessage = ({ summary, answer }: Operation, components: Components): JsonSchema => ({
  name: answer.name,
  title: `Answer to: ${summary}`,
  payload: components.refer(answer, false),
});

const problemMessage = (payload: JsonSchema): JsonSchema => ({
  name: 'Problem',
  title: 'What went wrong',
  headers: {
    type: 'object',
    properties: {
      'Nats-Service-Error': { type: 'string', description: 'The problem in words.' },
      'Nats-Service-Error-Code': { type: 'string', description: 'Its status.' },
    },
    required: ['Nats-Service-Error', 'Nats-Service-Error-Code'],
  },
  payload,
});

function eventMessage(type: EventType, components: Components): JsonSchema {
  const { summary, data } = EVENTS[type];
  const text = { type: 'string' };
  return {
    name: cloudEventType(type),
    title: summary,
    contentType: EVENT_MEDIA_TYPE,
    headers: {
      type: 'object',
      properties: { 'Nats-Msg-Id': { ...text, description: 'The id of the event.' } },
      required: ['Nats-Msg-Id'],
    },
    payload: {
      type: 'object',
      properties: {
        specversion: { const: '1.0' },
        id: { ...text, format: 'uuid' },
        source: { const: EVENT_SOURCE },
        type: { const: cloudEventType(type) },
        subject: { ...text, description: `The ${EVENTS[type].key} it is about.` },
        time: { ...text, format: 'date-time' },
        datacontenttype: { const: 'application/json' },
        requestid: text,
        data: components.refer(data, false),
      },
      required: ['specversion', 'id', 'source', 'type', 'subject', 'time', 'data'],
    },
  };
}
