import type { Command } from 'commander';
import { wholeNumber } from '../whole-number.js';
import type { Given } from './given.js';

const SEEDS_MAX = 100;

const HELP = `
A scenario is a file like those in bench/modes/scenarios; its fields, and the columns of the two CSV
files that can take its place, are in docs/simulation.md. The same seed gives the same figures.

Everything is decided by the use cases of the service itself, on a clock of its own; each decision is
then read as it was recorded and decided again. Progress goes to standard error.
Ends with 1 when a fault was found: an order without an end, a truck with two, a record that drifts.`;

export function addSimulate(program: Command): void {
  program
    .command('simulate')
    .description('Play a market on a virtual clock, and compare ways to give orders away.')
    .argument('[scenario]', 'a scenario, as JSON')
    .option('--orders <file>', 'orders as CSV, in place of a scenario; with --drivers')
    .option('--drivers <file>', 'drivers as CSV, in place of a scenario; with --orders')
    .option('--modes <names>', 'which to compare, by name, with commas; all of them else')
    .option('--seed <number>', 'the first seed', wholeNumber(0, 1_000_000), 1)
    .option('--seeds <count>', 'so many seeds, one after the other', wholeNumber(1, SEEDS_MAX), 1)
    .option('--plots <folder>', 'draw the figures there, as SVG')
    .option('--json', 'one JSON object as the last line of standard output', false)
    .addHelpText('after', HELP)
    .action(async (scenario: string | undefined, given: Given) => {
      const { runSimulate } = await import('./run-simulate.js');
      process.exitCode = await runSimulate(scenario ?? null, given);
    });
}
