import { readRunFile } from '#libs/embedded';
import { closeNats } from '#libs/nats';
import type { AnswerOf, InputOf, OperationId } from '#libs/contracts';
import { HttpAsker } from '../asking/http-asker.js';
import type { Asker } from '../asking/asker.js';
import { NatsAsker } from '../asking/nats-asker.js';
import { connectAs } from '../asking/teams.js';
import { installation, TokenDesk } from '../installation.js';

export type Where = { readonly name: string; readonly url?: string; readonly as: string };

export const WHERE_HELP = `
Asks the service: over HTTP at --url, else over NATS at NATS_URL or that of --name. The token is
PAIDAN_TOKEN, else one signed with the installation's development key for --as.`;

const TOKEN_HOURS = 1;

/** An operator's way to a running service. */
export class ServiceDesk {
  private constructor(
    private readonly asker: Asker,
    private readonly as: string,
    private readonly leave: () => Promise<void>,
  ) {}

  static async open({ name, url, as }: Where): Promise<ServiceDesk> {
    const instance = installation(name);
    const token = process.env['PAIDAN_TOKEN'];
    const tokens =
      token === undefined || token === ''
        ? await TokenDesk.open(instance, TOKEN_HOURS)
        : TokenDesk.given(token);
    if (url !== undefined) return new ServiceDesk(new HttpAsker(url, tokens), as, async () => {});
    const natsUrl = process.env['NATS_URL'] || readRunFile(instance)?.natsUrl;
    if (natsUrl === undefined) {
      throw new Error(`"${name}" is not running. Start it, or give --url or NATS_URL.`);
    }
    const connection = await connectAs('operations', natsUrl, instance);
    return new ServiceDesk(new NatsAsker(connection, tokens), as, () => closeNats(connection));
  }

  ask<Id extends OperationId>(id: Id, input: InputOf<Id>): Promise<AnswerOf<Id>> {
    return this.asker.ask(id, { role: 'operator', subject: this.as }, input);
  }

  close(): Promise<void> {
    return this.leave();
  }
}

/** Opens, works and closes, whatever happens. */
export async function atTheDesk<T>(
  where: Where,
  work: (desk: ServiceDesk) => Promise<T>,
): Promise<T> {
  const desk = await ServiceDesk.open(where);
  try {
    return await work(desk);
  } finally {
    await desk.close();
  }
}
