import type { Instance } from '#libs/embedded';
import { connectAs } from '../asking/teams.js';
import { closeNats } from '#libs/nats';
import { HttpAsker } from '../asking/http-asker.js';
import { NatsAsker } from '../asking/nats-asker.js';
import { TokenDesk } from '../installation.js';
import type { Ways } from './cast.js';
import type { RunningService } from './service-process.js';

export type Open = { readonly ways: Ways; readonly tokens: TokenDesk; close(): Promise<void> };

/**
 * Every way into the service that the demo uses, each with the rights of the team it stands for.
 */
export async function openWays(
  service: RunningService,
  instance: Instance,
  hours: number,
): Promise<Open> {
  const tokens = await TokenDesk.open(instance, hours);
  const teams = ['gateway', 'partner', 'fleet-terminal', 'observer'] as const;
  const connections = await Promise.all(
    teams.map((team) => connectAs(team, service.natsUrl, instance)),
  );
  const [gateway, partner, terminal, observer] = connections;
  if (!gateway || !partner || !terminal || !observer) throw new Error('a team without connection');
  return {
    tokens,
    ways: {
      http: new HttpAsker(service.url, tokens),
      gateway: new NatsAsker(gateway, tokens),
      partner: new NatsAsker(partner, tokens),
      terminal: new NatsAsker(terminal, tokens),
      partnerEvents: partner,
      observer,
    },
    close: async () => {
      await Promise.all(connections.map((each) => closeNats(each)));
    },
  };
}
