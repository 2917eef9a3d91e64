// Prints as JSON what the official parser finds wrong with the AsyncAPI document in a file.
import { readFileSync } from 'node:fs';
import { Parser } from '@asyncapi/parser';

const ERROR = 0;
const { diagnostics } = await new Parser().parse(readFileSync(process.argv[2], 'utf8'));
const faults = diagnostics
  .filter(({ severity }) => severity === ERROR)
  .map(({ code, message, path }) => ({ code, message, path: path.join('.') }));
process.stdout.write(JSON.stringify(faults));
