import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import {
  Controller,
  Inject,
  Module,
  Post,
  Req,
  UnauthorizedException,
  UnprocessableEntityException,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import helmet from 'helmet';
import { jwtVerify, type JWTVerifyGetKey } from 'jose';
import { PostOrder, validateRequest } from '#libs/contracts';
import { devKey, devKeys } from '#libs/embedded';
import { openPostgres } from '#libs/postgres';

// The row that the product is measured beside: the same framework, token check, validation and
// pool, and then one bare insert instead of an order, its next step, its event, a decision and its
// record.

const BODY_BYTES_MAX = 256 * 1024;
/** As many as the dispatcher takes by default. */
const POOL = 24;

type Insert = (body: string) => Promise<void>;

class Guard implements CanActivate {
  constructor(private readonly keys: JWTVerifyGetKey) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    const [, token = ''] = (headers.authorization ?? '').split(' ');
    const { payload } = await jwtVerify(token, this.keys, {
      issuer: 'paidan-dev',
      audience: 'paidan',
      algorithms: ['EdDSA'],
      requiredClaims: ['sub', 'exp'],
    });
    if (payload['role'] !== 'shipper') throw new UnauthorizedException();
    return true;
  }
}

const INSERT = Symbol('insert');

@Controller()
class BareController {
  constructor(@Inject(INSERT) private readonly insert: Insert) {}

  @Post('/v1/orders')
  async post(@Req() request: FastifyRequest): Promise<{ orderId: string }> {
    const { params: path, query, body } = request;
    const checked = validateRequest(PostOrder, { path, query, body });
    if (!checked.ok) throw new UnprocessableEntityException(checked.errors);
    await this.insert(JSON.stringify(checked.value));
    return { orderId: randomUUID() };
  }
}

@Module({})
class BareModule {}

async function main(): Promise<void> {
  const postgres = await openPostgres({
    url: process.env['DATABASE_URL'] ?? '',
    poolSize: POOL,
    applicationName: 'paidan-bench-bare',
  });
  const { sql } = postgres.database;
  await sql(`CREATE TABLE IF NOT EXISTS bench_bare (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text NOT NULL)`);
  const insert: Insert = async (body) => {
    await sql('INSERT INTO bench_bare (body) VALUES ($1)', [body]);
  };
  const keys = devKeys(await devKey(process.env['BENCH_KEY_FILE'] ?? ''));
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_BYTES_MAX,
    genReqId: ({ headers }: { headers: IncomingHttpHeaders }) =>
      String(headers['x-request-id'] ?? randomUUID()),
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    requestTimeout: 30_000,
  });
  const root = {
    module: BareModule,
    controllers: [BareController],
    providers: [
      { provide: APP_GUARD, useValue: new Guard(keys) },
      { provide: INSERT, useValue: insert },
    ],
  };
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    logger: ['error'],
  });
  const protect = helmet();
  adapter.getInstance().addHook('onRequest', (request, reply, done) => {
    protect(request.raw, reply.raw, (fault) => done(fault as Error | undefined));
  });
  await app.listen(0, '127.0.0.1');
  process.stdout.write(`${JSON.stringify({ ready: await app.getUrl() })}\n`);
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void app
      .close()
      .then(() => postgres.close())
      .finally(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.stdin.resume().on('close', stop);
}

main().catch((cause: unknown) => {
  process.stderr.write(`${cause instanceof Error ? cause.stack : String(cause)}\n`);
  process.exit(1);
});
