import {
  DecisionList,
  DriverDecisionPage,
  ExplanationView,
  FunnelView,
} from '../views/decision-view.js';
import { ListDriverDecisions } from './driver-inputs.js';
import { operation } from './operation.js';
import { OrderPath } from './order-commands.js';
import { ExplainDecision, ExplainOrder } from './order-queries.js';

const ASKING =
  'A driver asks for himself, whatever became of him; a shipper of its own order; reviewers and operators for anyone.';

export const explanationOperations = [
  operation({
    id: 'order.decisions',
    summary: 'List the decisions on an order',
    method: 'GET',
    path: '/v1/orders/{orderId}/decisions',
    roles: ['shipper', 'reviewer', 'operator'],
    ownership: "The shipper's own; reviewers and operators all.",
    input: OrderPath,
    answer: DecisionList,
    tag: 'explanations',
  }),
  operation({
    id: 'order.funnel',
    summary: 'See how many drivers were left at each stage',
    method: 'GET',
    path: '/v1/orders/{orderId}/funnel',
    roles: ['shipper', 'reviewer', 'operator'],
    ownership: "The shipper's own; reviewers and operators all.",
    input: OrderPath,
    answer: FunnelView,
    tag: 'explanations',
  }),
  operation({
    id: 'order.explain',
    summary: 'Ask why an order went as it did',
    method: 'GET',
    path: '/v1/orders/{orderId}/explanation',
    roles: ['driver', 'shipper', 'reviewer', 'operator'],
    ownership: ASKING,
    input: ExplainOrder,
    answer: ExplanationView,
    tag: 'explanations',
  }),
  operation({
    id: 'decision.explain',
    summary: 'Ask why one decision fell as it did',
    method: 'GET',
    path: '/v1/decisions/{decisionId}/explanation',
    roles: ['driver', 'shipper', 'reviewer', 'operator'],
    ownership: ASKING,
    input: ExplainDecision,
    answer: ExplanationView,
    tag: 'explanations',
  }),
  operation({
    id: 'driver.decisions',
    summary: 'List the decisions that recorded a driver',
    method: 'GET',
    path: '/v1/drivers/{driverId}/decisions',
    roles: ['driver'],
    ownership: "The driver's own.",
    input: ListDriverDecisions,
    answer: DriverDecisionPage,
    tag: 'explanations',
  }),
] as const;
