import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { innocents, plants } from './plants.js';

const here = import.meta.dirname;
const root = join(here, '../..');

type Cruise = {
  readonly rules: readonly string[];
  readonly rooms: readonly string[];
  /** For each tree, in the order given. */
  readonly found: readonly (readonly { rule: string; from: string; to: string }[])[];
};

/** One process for all trees: loading the cruiser costs more than walking them. */
function cruise(trees: readonly object[]): Cruise {
  const input = JSON.stringify(trees);
  const printed = execFileSync(process.execPath, [join(here, 'cruise.mjs')], { input });
  return JSON.parse(printed.toString()) as Cruise;
}

describe('the walls between the rooms', () => {
  const { rules, rooms, found } = cruise([
    ...plants.map(({ files }) => files),
    ...Object.values(innocents),
  ]);

  it.each(plants.map((plant, index) => [plant.rule, plant.at, index] as const))(
    'names a planted violation by its rule: %s',
    (rule, at, index) => {
      const caught = found[index]!.filter(({ from }) => from === at);
      expect([...new Set(caught.map((violation) => violation.rule))]).toEqual([rule]);
    },
  );

  it.each(Object.keys(innocents).map((name, index) => [name, plants.length + index] as const))(
    'lets %s pass',
    (_name, index) => {
      expect(found[index]).toEqual([]);
    },
  );

  it('has a planted violation for every rule', () => {
    expect(plants.map(({ rule }) => rule).sort()).toEqual([...rules].sort());
  });

  it('lists every lib with what it may see', () => {
    expect([...rooms].sort()).toEqual(readdirSync(join(root, 'libs')).sort());
  });

  it('stand in the present tree', () => {
    const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const walk = ['--config', '.dependency-cruiser.mjs', 'apps', 'libs', 'bench', 'test'];
    const { status, stdout } = spawnSync(process.execPath, [cruiser, ...walk], { cwd: root });
    expect(stdout.toString()).toContain('no dependency violations found');
    expect(status).toBe(0);
  });
});
