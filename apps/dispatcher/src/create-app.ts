import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { problemBody, PROBLEM_MEDIA_TYPE } from '#libs/contracts';
import type { AppModule } from './app.module.js';
import type { Config } from './config.js';
import { nestLog } from './log.js';
import { requestIdFrom } from './requests/exchange.js';
import { safeguards } from './requests/safeguards.js';

/** As for NATS messages; a batch of a thousand fixes fits. */
const BODY_BYTES_MAX = 256 * 1024;
const REQUEST_MAX_MS = 30_000;

/** Nest on Fastify: reads JSON and nothing else, and tells every mistake as a problem. */
export async function createApp(
  config: Config,
  log: Logger,
  module: ReturnType<typeof AppModule.with>,
): Promise<NestFastifyApplication> {
  const { tlsCertFile, tlsKeyFile } = config;
  const https =
    tlsCertFile === null || tlsKeyFile === null
      ? null
      : { cert: readFileSync(tlsCertFile), key: readFileSync(tlsKeyFile) };
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_BYTES_MAX,
    genReqId: (request: { headers: IncomingHttpHeaders }) => {
      const given = request.headers['x-request-id'];
      return requestIdFrom(Array.isArray(given) ? given[0] : given);
    },
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    requestTimeout: REQUEST_MAX_MS,
    frameworkErrors: unroutable,
    ...(https === null ? {} : { https }),
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: nestLog(log),
    // Nest's parsers take forms too, which a page of anybody's may send in its reader's name.
    bodyParser: false,
  });
  adapter.getInstance().removeContentTypeParser('text/plain');
  const headers = safeguards(https !== null);
  adapter.getInstance().addHook('onRequest', (_request, reply, done) => {
    void reply.headers(headers);
    done();
  });
  return app;
}

/** An address that Fastify's router gives up on, so that no route, guard or filter ever sees it. */
function unroutable(_error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemBody('not_found', { requestId: request.id });
  void reply
    .status(problem.status)
    .header('X-Request-Id', request.id)
    .type(PROBLEM_MEDIA_TYPE)
    .send(problem);
}
