import { NatsRequestServer } from './request-server.js';
import type { RequestServerSettings } from './request-server.js';

/**
 * For `app.connectMicroservice(natsServerOptions({…}), { inheritAppConfig: true })`. Without
 * `inheritAppConfig` Nest applies neither the application's filters nor its pipes to NATS.
 */
export function natsServerOptions(settings: RequestServerSettings): {
  strategy: NatsRequestServer;
} {
  return { strategy: new NatsRequestServer(settings) };
}
