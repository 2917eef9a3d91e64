import { Command } from 'commander';
import { addDemo } from './demo/command.js';
import { addCopy } from './commands/copy.js';
import { addDoctor } from './commands/doctor.js';
import { addExplain } from './commands/explain.js';
import { addGenerate } from './commands/generate.js';
import { addPolicy } from './commands/policy.js';
import { addReplay } from './commands/replay.js';
import { addSimulate } from './simulate/command.js';
import { addToken } from './commands/token.js';
import { addUnseal } from './commands/unseal.js';
import { addVerify } from './commands/verify.js';

const program = new Command('paidan')
  .description('The command line of Paidan: order matching for road freight, explained.')
  .showHelpAfterError();

addDemo(program);
addSimulate(program);
addToken(program);
addExplain(program);
addPolicy(program);
addReplay(program);
addVerify(program);
addCopy(program);
addUnseal(program);
addDoctor(program);
addGenerate(program);

program.parseAsync().catch((cause: unknown) => {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exit(1);
});
