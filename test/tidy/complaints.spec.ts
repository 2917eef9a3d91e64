import { existsSync, readFileSync } from 'node:fs';

// The table of complaints says which test answers each and which twin fails that test. Nobody
// notices by reading when a name in it has gone.

type Row = { readonly complaint: string; readonly shownBy: string; readonly failsOn: string };

const FLAWS = 'libs/simulation/test/complaints/flaws.ts';
const document = readFileSync('docs/complaints.md', 'utf8');

const rows: Row[] = document
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| -'))
  .slice(1)
  .map((line) => {
    const [complaint = '', , shownBy = '', failsOn = ''] = line
      .slice(1, -1)
      .split(' | ')
      .map((cell) => cell.trim());
    return { complaint, shownBy, failsOn };
  });

const REFERENCE = /`([^`]+)` “([^”]+)”/g;
const references = (cell: string): { readonly path: string; readonly name: string }[] =>
  Array.from(cell.matchAll(REFERENCE), ([, path = '', name = '']) => ({ path, name }));

/** What is named and is not there, or a cell that names nothing. */
const missing = (cell: string): string[] => {
  const named = references(cell);
  if (named.length === 0 || named.length !== cell.split('; ').length) return [`unread: ${cell}`];
  return named.flatMap(({ path, name }) => {
    const found = existsSync(path) && readFileSync(path, 'utf8').includes(name);
    return found ? [] : [`${path} has no “${name}”`];
  });
};

describe('the table of complaints', () => {
  it('has its rows', () => {
    expect(rows.length).toBeGreaterThan(30);
  });

  it.each(rows.map((row) => [row.complaint, row] as const))(
    'names a test and a twin that are there: %s',
    (_complaint, { shownBy, failsOn }) => {
      expect([...missing(shownBy), ...missing(failsOn)]).toEqual([]);
    },
  );

  it('has a row for every twin that was built for it', () => {
    const flaws = [...readFileSync(FLAWS, 'utf8').matchAll(/^export const (\w+)/gm)];
    const named = new Set(rows.flatMap(({ failsOn }) => references(failsOn)).map((at) => at.name));
    expect(flaws.map(([, name = '']) => name).filter((name) => !named.has(name))).toEqual([]);
  });

  it('would notice a name that has gone', () => {
    expect(missing('`test/tidy/complaints.spec.ts` “no such ' + 'test”')).toHaveLength(1);
    expect(missing('a sentence')).toHaveLength(1);
  });
});
