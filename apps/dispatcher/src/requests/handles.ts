import {
  applyDecorators,
  Get,
  HttpCode,
  Patch,
  Post,
  Put,
  SetMetadata,
  type ExecutionContext,
} from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { operationById, routePath, type Operation, type OperationId } from '#libs/contracts';

export const OPERATION = 'paidan:operation';
export const PUBLIC = 'paidan:public';

const METHODS = { GET: Get, POST: Post, PUT: Put, PATCH: Patch } as const;

/**
 * One method for one operation of the catalogue, over HTTP and NATS. Route, subject, status and the
 * roles that may call all come from there.
 */
export function Handles(id: OperationId): MethodDecorator {
  const operation = operationById(id);
  return applyDecorators(
    METHODS[operation.method](routePath(operation.path)),
    HttpCode(operation.status),
    MessagePattern(operation.subject),
    SetMetadata(OPERATION, operation),
  );
}

/** For the few routes outside the catalogue: probes, metrics, documents, the page. Says why. */
export const Public = (why: string): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, why);

export const operationOf = (context: ExecutionContext): Operation | undefined =>
  Reflect.getMetadata(OPERATION, context.getHandler()) as Operation | undefined;

/** For metrics: a closed list of names. */
export const operationIdOf = (context: ExecutionContext): string =>
  operationOf(context)?.id ?? 'page';
