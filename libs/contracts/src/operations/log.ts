import { Describes } from '../fields/field.js';
import { IntField } from '../fields/kinds.js';
import { IdField, UuidField } from '../fields/named.js';
import {
  DecisionProofView,
  LogCheckpointView,
  LogConsistencyView,
  LogKeyView,
} from '../views/log-view.js';
import { ROLES } from '../vocabulary.js';
import { operation } from './operation.js';

@Describes('Asks for what the log says of itself.')
export class ReadLog {}

@Describes('Asks for the proof that the log grew from one signed size to another.')
export class ProveGrowth {
  @IntField({
    in: 'query',
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    example: 0,
    description: 'The size of a checkpoint you hold.',
  })
  from: number;

  @IntField({
    in: 'query',
    optional: true,
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    description: 'The size of a later one; the newest when absent.',
  })
  to?: number;
}

@Describes("Asks for the proof of one driver's row of a decision.")
export class ProveDecision {
  @UuidField({ in: 'path' })
  decisionId: string;

  @IdField({
    in: 'query',
    optional: true,
    description: 'Whose row; reviewers and operators only. A driver asks for his own.',
  })
  driverId?: string;
}

export const logOperations = [
  operation({
    id: 'log.key',
    summary: "Read the log's name and public key",
    method: 'GET',
    path: '/v1/log/key',
    roles: ROLES,
    ownership: 'Public to everyone with a token.',
    input: ReadLog,
    answer: LogKeyView,
    tag: 'log',
    problems: ['not_in_log_yet'],
  }),
  operation({
    id: 'log.checkpoint',
    summary: 'Read the newest signed checkpoint',
    method: 'GET',
    path: '/v1/log/checkpoint',
    roles: ROLES,
    ownership: 'Public to everyone with a token.',
    input: ReadLog,
    answer: LogCheckpointView,
    tag: 'log',
    problems: ['not_in_log_yet'],
  }),
  operation({
    id: 'log.consistency',
    summary: 'Get the proof that nothing in the log was changed since',
    method: 'GET',
    path: '/v1/log/consistency',
    roles: ROLES,
    ownership: 'Public to everyone with a token.',
    input: ProveGrowth,
    answer: LogConsistencyView,
    tag: 'log',
    problems: ['not_in_log_yet'],
  }),
  operation({
    id: 'decision.proof',
    summary: 'Get the record of a decision as a file that anyone can check',
    method: 'GET',
    path: '/v1/decisions/{decisionId}/proof',
    roles: ['driver', 'reviewer', 'operator'],
    ownership: 'A driver his own row; reviewers and operators that of the driver they name.',
    input: ProveDecision,
    answer: DecisionProofView,
    tag: 'log',
    problems: ['not_in_log_yet'],
  }),
] as const;
