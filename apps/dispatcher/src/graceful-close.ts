import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const SWEEP_MS = 100;

/**
 * Ends keep-alive connections as they fall idle. Node closes the idle ones once when the server
 * closes; those that were busy at that moment would hold it open for their keep-alive time, over a
 * minute.
 */
export function closeGracefully(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  let closing = false;
  fastify.addHook('preClose', (done) => {
    closing = true;
    const sweep = setInterval(() => fastify.server.closeIdleConnections(), SWEEP_MS);
    fastify.server.once('close', () => clearInterval(sweep));
    done();
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (closing) void reply.header('Connection', 'close');
    done(null, payload);
  });
}
