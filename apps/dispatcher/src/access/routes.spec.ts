import { Controller, Get, Module, type DynamicModule, type Type } from '@nestjs/common';
import { Server, Transport, type CustomTransportStrategy } from '@nestjs/microservices';
import { OPERATIONS, ROLES, routePath } from '#libs/contracts';
import { AppModule } from '../app.module.js';
import { readConfig } from '../config.js';
import { createApp } from '../create-app.js';
import { createLog } from '../log.js';
import { Health } from '../operating/health.js';
import { Metrics } from '../operating/metrics.js';
import { OPERATION, PUBLIC } from '../requests/handles.js';
import { Service } from '../service.js';
import { VerifiedTokens } from './verified-tokens.js';

/** Hears nothing; knows which subjects it would hear. */
class Listening extends Server implements CustomTransportStrategy {
  override readonly transportId = Transport.NATS;
  get subjects(): string[] {
    return [...this.messageHandlers.keys()].sort();
  }
  override listen(callback: () => void): void {
    callback();
  }
  override close(): void {}
  override on(): void {}
  override unwrap<T>(): T {
    throw new Error('there is no connection');
  }
}

type Enumerated = { readonly routes: readonly string[]; readonly subjects: readonly string[] };

/**
 * What the application answers to, asked of Fastify and of the transport as they stand after the
 * boot.
 */
async function enumerated(module: DynamicModule): Promise<Enumerated> {
  const app = await createApp(readConfig({}), createLog('silent', 'test'), module);
  const routes = new Set<string>();
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRoute', ({ method, url }) => {
      for (const each of [method].flat()) if (each !== 'HEAD') routes.add(`${each} ${url}`);
    });
  const strategy = new Listening();
  app.connectMicroservice({ strategy }, { inheritAppConfig: true });
  await app.init();
  await app.startAllMicroservices();
  await app.close();
  return { routes: [...routes].sort(), subjects: strategy.subjects };
}

const whole = (...more: Type[]): DynamicModule => {
  const module = AppModule.with({
    // Nothing is asked of it: no request is made.
    service: Object.create(Service.prototype) as Service,
    health: new Health([]),
    metrics: new Metrics(),
    rules: {
      issuer: '',
      audience: '',
      keys: () => Promise.reject(new Error('no keys')),
      verified: new VerifiedTokens(),
    },
    log: createLog('silent', 'test'),
    api: true,
  });
  return { ...module, controllers: [...(module.controllers ?? []), ...more] };
};

const fromCatalogue = OPERATIONS.map(({ method, path }) => `${method} ${routePath(path)}`);
const subjects = OPERATIONS.map(({ subject }) => subject).sort();
/** Everything that needs no token, each with its reason where it is declared. */
const FOR_EVERYBODY = [
  'GET /',
  'GET /asyncapi.json',
  'GET /console/:file',
  'GET /health/live',
  'GET /health/ready',
  'GET /health/startup',
  'GET /metrics',
  'GET /openapi.json',
  'GET /rules',
  'GET /schemas/:file',
  'GET /verify',
];
const expected = [...fromCatalogue, ...FOR_EVERYBODY].sort();

@Controller()
class Forgotten {
  @Get('v1/forgotten')
  answer(): string {
    return 'secrets';
  }
}

@Module({})
class Nowhere {}

describe('[S2] the routes and subjects of the service', () => {
  it('are those of the catalogue and of the list for everybody, and no others', async () => {
    expect(await enumerated(whole())).toEqual({ routes: expected, subjects });
  });

  it('would not be, were there one that nobody gave a policy', async () => {
    const { routes } = await enumerated(whole(Forgotten));
    expect(routes.filter((route) => !expected.includes(route))).toEqual(['GET /v1/forgotten']);
    expect((await enumerated({ module: Nowhere })).subjects).toEqual([]);
  });

  it('each have an operation or a reason to be public, and no operation has two handlers', () => {
    const seen: string[] = [];
    for (const controller of whole().controllers ?? []) {
      const isPublic = Reflect.getMetadata(PUBLIC, controller) as string | undefined;
      for (const { operation, name } of handlersOf(controller)) {
        if (operation === undefined) expect([name, isPublic ?? '']).not.toEqual([name, '']);
        else seen.push(operation);
      }
    }
    expect(seen.sort()).toEqual(OPERATIONS.map(({ id }) => id).sort());
  });

  it('name at least one role each, and only roles there are', () => {
    for (const { roles } of OPERATIONS) {
      expect(roles.length).toBeGreaterThan(0);
      expect(ROLES).toEqual(expect.arrayContaining([...roles]));
    }
  });
});

/** Methods that answer something: those with a path of their own. */
function handlersOf(controller: Type): { name: string; operation: string | undefined }[] {
  const prototype = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const method = prototype[name];
    if (typeof method !== 'function' || name === 'constructor') return [];
    if (!Reflect.hasMetadata('path', method)) return [];
    const operation = Reflect.getMetadata(OPERATION, method) as { id: string } | undefined;
    return [{ name, operation: operation?.id }];
  });
}
