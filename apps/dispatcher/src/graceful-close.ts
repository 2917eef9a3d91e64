import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const SWEEP_MS = 100;

/**
 * Ends keep-alive connections as they fall idle. Node closes the idle ones once when the server
 * closes; those that were busy at that moment would hold it open for their keep-alive time, over a
 * minute. And Node calls a connection idle only after its first request: one that a client has
 * opened in advance would hold the stop as long.
 */
export function closeGracefully(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  const { server } = fastify;
  const unasked = new Set<Socket>();
  server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', (socket: Socket) => {
    unasked.add(socket);
    socket.once('close', () => unasked.delete(socket));
  });
  server.on('request', ({ socket }: IncomingMessage) => unasked.delete(socket));
  let closing = false;
  fastify.addHook('preClose', (done) => {
    closing = true;
    const sweep = setInterval(() => {
      server.closeIdleConnections();
      for (const socket of unasked) socket.destroy();
    }, SWEEP_MS);
    server.once('close', () => clearInterval(sweep));
    done();
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (closing) void reply.header('Connection', 'close');
    done(null, payload);
  });
}
