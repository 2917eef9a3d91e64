import {
  applyDecorators,
  Get,
  HttpCode,
  Patch,
  Post,
  Put,
  SetMetadata,
  type Type,
} from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import type { Operation } from '#libs/contracts';

export const OPERATION = 'paidan:operation';
export const PUBLIC = 'paidan:public';

const METHODS = { GET: Get, POST: Post, PUT: Put, PATCH: Patch } as const;

/** Nest writes path parameters with a colon, the catalogue in braces. */
export const nestPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

/**
 * One method for one operation of the catalogue, over HTTP and NATS. Route, subject, status and the
 * roles that may call all come from there.
 */
export const Handles = (operation: Operation): MethodDecorator =>
  applyDecorators(
    METHODS[operation.method](nestPath(operation.path)),
    HttpCode(operation.status),
    MessagePattern(operation.subject),
    SetMetadata(OPERATION, operation),
  );

/** For the few routes outside the catalogue: probes, metrics, documents, the page. Says why. */
export const Public = (why: string): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, why);

export type Controller = Type<unknown>;
