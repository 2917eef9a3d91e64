import type { Command } from 'commander';
import { Option } from 'commander';
import { ROLES, type Role } from '#libs/contracts';
import { installation, TokenDesk } from '../installation.js';
import { wholeNumber } from '../whole-number.js';

const HOURS_MAX = 24 * 30;

type Given = {
  readonly role: Role;
  readonly sub: string;
  readonly name: string;
  readonly hours: number;
};

export function addToken(program: Command): void {
  program
    .command('token')
    .description('Print a token for an installation that uses its development key.')
    .addOption(new Option('--role <role>', 'who to be').choices(ROLES).makeOptionMandatory())
    .requiredOption('--sub <id>', 'the opaque id of the shipper, driver, …')
    .option('--name <name>', 'of the installation', process.env['PAIDAN_NAME'] || 'default')
    .option('--hours <count>', 'how long it holds', wholeNumber(1, HOURS_MAX), 12)
    .action(async ({ role, sub, name, hours }: Given) => {
      const tokens = await TokenDesk.open(installation(name), hours);
      process.stdout.write(`${await tokens.of({ role, subject: sub })}\n`);
    });
}
