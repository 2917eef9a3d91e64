import { accessOperations } from './accesses.js';
import { carrierOperations } from './carriers.js';
import { consentOperations } from './consents.js';
import { crewOperations } from './crews.js';
import { driverOperations } from './drivers.js';
import { copyOperations } from './copies.js';
import { ratingOperations } from './ratings.js';
import { violationOperations } from './violations.js';
import { erasureOperations } from './erasures.js';
import { explanationOperations } from './explanations.js';
import { logOperations } from './log.js';
import { offerOperations } from './offers.js';
import { operatingOperations } from './operating.js';
import type { Operation } from './operation.js';
import { orderOperations } from './orders.js';
import { policyOperations } from './policies.js';
import { pairOperations } from './pairs.js';
import { requestOperations } from './requests.js';
import { reviewOperations } from './reviews.js';
import { tripOperations } from './trips.js';
import { truckOperations } from './trucks.js';

const all = [
  ...orderOperations,
  ...offerOperations,
  ...explanationOperations,
  ...logOperations,
  ...driverOperations,
  ...consentOperations,
  ...erasureOperations,
  ...copyOperations,
  ...violationOperations,
  ...ratingOperations,
  ...tripOperations,
  ...truckOperations,
  ...carrierOperations,
  ...crewOperations,
  ...pairOperations,
  ...accessOperations,
  ...requestOperations,
  ...reviewOperations,
  ...operatingOperations,
  ...policyOperations,
] as const;

type Declared = (typeof all)[number];

/** Every id there is. A table of handlers keyed by it is complete, or does not compile. */
export type OperationId = Declared['id'];
type Of<Id extends OperationId> = Extract<Declared, { readonly id: Id }>;

/** What the handler of an operation is given, and what it answers with. */
export type InputOf<Id extends OperationId> = InstanceType<Of<Id>['input']>;
export type AnswerOf<Id extends OperationId> = InstanceType<Of<Id>['answer']>;

/** Everything that can be asked of the service. */
export const OPERATIONS: readonly (Operation & { readonly id: OperationId })[] = all;

const byId: ReadonlyMap<string, Operation & { readonly id: OperationId }> = new Map(
  OPERATIONS.map((each) => [each.id, each]),
);

export function operationById(id: OperationId): Operation & { readonly id: OperationId } {
  const found = byId.get(id);
  if (found === undefined) throw new Error(`no operation ${id}`);
  return found;
}

/** Parameters of a path template, in order. */
export const pathParameters = (path: string): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

/** The path as routers write it: `/v1/orders/:orderId`. */
export const routePath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');
