import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SETTINGS } from '../../apps/dispatcher/src/settings.js';
import { root } from './tree.js';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Names of lines such as `# NAME=value` and `NAME=value`, with the value. */
function assignmentsIn(text: string): Record<string, string> {
  const lines = [...text.matchAll(/^(?:# )?([A-Z][A-Z_]+)=(.*)$/gm)];
  return Object.fromEntries(lines.map(([, name = '', value = '']) => [name, value]));
}

/** Names and defaults of the rows of a table that begin with a setting's name. */
function rowsIn(markdown: string): Record<string, string> {
  const rows = [...markdown.matchAll(/^\| `([A-Z][A-Z_]+)` +\| (?:`([^`]*)`)? *\|/gm)];
  return Object.fromEntries(rows.map(([, name = '', value = '']) => [name, value]));
}

const defaults = Object.fromEntries(SETTINGS.map(({ name, fallback }) => [name, fallback ?? '']));

describe('the settings of the service', () => {
  it.each([
    ['.env.example', assignmentsIn(read('.env.example'))],
    ['README.md', rowsIn(read('README.md'))],
  ])('stand in %s, each with its default, and no others', (_, told) => {
    expect(told).toEqual(defaults);
  });

  it('are each explained in .env.example in the words of the service itself', () => {
    const text = read('.env.example').replaceAll(/\n# /g, ' ');
    const silent = SETTINGS.filter(({ meaning }) => !text.includes(meaning));
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it('are missed when they are not there', () => {
    expect(assignmentsIn('# PORT=1\n# what it means\nHOST=x\n')).toEqual({ PORT: '1', HOST: 'x' });
    expect(rowsIn('| `PORT` | `8080` | a |\n| `X_Y`  |        | b |')).toEqual({
      PORT: '8080',
      X_Y: '',
    });
  });
});
