import { StatementNames } from './statement-names.js';

describe('names of statements', () => {
  it('are the same for the same text, and end with the plan that has become outdated', () => {
    const names = new StatementNames();
    const name = names.nameOf('SELECT $1');
    expect(names.nameOf('SELECT $1')).toBe(name);
    expect(names.nameOf('SELECT $1::text')).not.toBe(name);

    names.failed('SELECT $1', Object.assign(new Error('duplicate key'), { code: '23505' }));
    expect(names.nameOf('SELECT $1')).toBe(name);

    names.failed('SELECT $1', Object.assign(new Error('cached plan'), { code: '0A000' }));
    expect(names.nameOf('SELECT $1')).not.toBe(name);
  });

  it('are not given without end', () => {
    const names = new StatementNames();
    const given = Array.from({ length: 600 }, (_, number) => names.nameOf(`SELECT $1 + ${number}`));
    expect(given.filter((name) => name === null)).toHaveLength(100);
  });
});
