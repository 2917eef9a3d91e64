import { Option, type Command } from 'commander';
import { LOCALES, type Locale } from '#libs/contracts';
import { readRunFile } from '#libs/embedded';
import { closeNats } from '#libs/nats';
import { NatsAsker } from '../asking/nats-asker.js';
import { connectAs } from '../asking/teams.js';
import { installation, TokenDesk } from '../installation.js';
import { cardIn, cardPage } from './card-page.js';

type Given = {
  readonly driver: string;
  readonly name: string;
  readonly locale?: Locale;
  readonly full: boolean;
};

export function addExplain(program: Command): void {
  program
    .command('explain')
    .description('Ask a running service, as a driver, why an order went as it did for him.')
    .argument('<orderId>', 'the order')
    .requiredOption('--driver <id>', 'who asks')
    .option('--name <name>', 'of the installation', process.env['PAIDAN_NAME'] || 'default')
    .addOption(new Option('--locale <locale>', 'the card in this language only').choices(LOCALES))
    .option('--full', 'the full record as JSON instead of the card', false)
    .action(async (orderId: string, { driver, name, locale, full }: Given) => {
      const instance = installation(name);
      const natsUrl = process.env['NATS_URL'] || readRunFile(instance)?.natsUrl;
      if (natsUrl === undefined) throw new Error(`"${name}" is not running.`);
      const tokens = await TokenDesk.open(instance, 1);
      const connection = await connectAs('gateway', natsUrl, instance);
      try {
        const who = { role: 'driver', subject: driver } as const;
        const asker = new NatsAsker(connection, tokens);
        const told = await asker.ask('order.explain', who, {
          orderId,
          locale: locale ?? 'zh-CN',
          view: full ? 'full' : 'card',
        });
        const card = cardIn(told);
        const text = full
          ? JSON.stringify(told.explanation ?? null, null, 2)
          : card === null
            ? [told.role, ...told.sentences].join('\n')
            : cardPage(driver, card, locale);
        process.stdout.write(`${text}\n`);
      } finally {
        await closeNats(connection);
      }
    });
}
