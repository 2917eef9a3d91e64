import { Describes } from './field.js';
import {
  BooleanField,
  CountsField,
  EnumField,
  EnumListField,
  IntField,
  JsonField,
  ListField,
  NumberField,
  ObjectField,
  TextField,
} from './kinds.js';
import { TimeField } from './named.js';
import { validateInput, validateRequest } from './validate.js';

class Inner {
  @IntField({ min: 0, max: 9 })
  digit: number;
}

@Describes('One field of each kind.')
class Everything {
  @TextField({ min: 2, max: 4 })
  text: string;

  @TextField({ min: 1, max: 9, pattern: /^[a-z]+$/, expected: 'small letters' })
  word: string;

  @IntField({ min: -5, max: 5, unit: 'metres' })
  whole: number;

  @NumberField({ min: -1, max: 1 })
  real: number;

  @BooleanField()
  flag: boolean;

  @EnumField(['red', 'green'] as const)
  colour: 'red' | 'green';

  @TimeField()
  at: string;

  @ObjectField(() => Inner)
  inner: Inner;

  @ListField(() => Inner, { min: 1, max: 3 })
  list: Inner[];

  @EnumListField(['a', 'b', 'c'], { min: 1 })
  letters: string[];

  @CountsField(['x', 'y'])
  counts: Record<string, number>;

  @JsonField()
  free: Record<string, unknown>;

  @IntField({ optional: true, min: 0, max: 9 })
  maybe?: number;

  @IntField({ nullable: true, min: 0, max: 9 })
  orNull: number | null;

  @IntField({ fallback: 7, min: 0, max: 9 })
  seven: number;
}

const good = (): Record<string, unknown> => ({
  text: 'abc',
  word: 'abc',
  whole: 0,
  real: 0.5,
  flag: false,
  colour: 'red',
  at: '2026-12-01T08:00:00+08:00',
  inner: { digit: 1 },
  list: [{ digit: 1 }, { digit: 2 }],
  letters: ['a', 'c'],
  counts: { x: 3 },
  free: { any: [{ thing: null }] },
  orNull: null,
});

const nats = { source: 'nats' } as const;

const told = (raw: unknown): string[] => {
  const result = validateInput(Everything, raw, nats);
  return result.ok ? [] : result.errors.map(({ path, code }) => `${path} ${code}`);
};

const nested = (depth: number): unknown => (depth === 0 ? 1 : { deeper: nested(depth - 1) });

describe('input of a class', () => {
  it('becomes an instance with its nested classes and fallbacks', () => {
    const result = validateInput(Everything, good(), nats);
    expect(result.ok && result.value).toBeInstanceOf(Everything);
    expect(result.ok && result.value.inner).toBeInstanceOf(Inner);
    expect(result.ok && result.value.list[1]).toBeInstanceOf(Inner);
    expect(result.ok && { ...result.value }).toEqual({ ...good(), seven: 7 });
  });

  it.each<[string, unknown, string]>([
    ['text', 5, 'wrong_type'],
    ['text', null, 'wrong_type'],
    ['text', ['abc'], 'wrong_type'],
    ['text', { length: 3 }, 'wrong_type'],
    ['text', 'a', 'too_short'],
    ['text', 'abcde', 'too_long'],
    ['text', 'a\u0000c', 'wrong_format'],
    ['text', 'a\ud800c', 'wrong_format'],
    ['word', 'ABC', 'wrong_format'],
    ['word', 'abc\n', 'wrong_format'],
    ['whole', '5', 'wrong_type'],
    ['whole', 1.5, 'wrong_type'],
    ['whole', true, 'wrong_type'],
    ['whole', [], 'wrong_type'],
    ['whole', -6, 'too_small'],
    ['whole', 6, 'too_large'],
    ['whole', 1e300, 'too_large'],
    ['real', '0.5', 'wrong_type'],
    ['real', Number.POSITIVE_INFINITY, 'wrong_type'],
    ['real', Number.NaN, 'wrong_type'],
    ['real', 1.01, 'too_large'],
    ['flag', 'true', 'wrong_type'],
    ['flag', 1, 'wrong_type'],
    ['colour', 'blue', 'not_one_of'],
    ['colour', null, 'not_one_of'],
    ['colour', ['red'], 'wrong_type'],
    ['at', 1_796_083_200_000, 'wrong_type'],
    ['at', '2026-12-01', 'wrong_format'],
    ['at', '2026-12-01T08:00:00', 'wrong_format'],
    ['at', '2026-02-30T08:00:00Z', 'wrong_format'],
    ['at', '2026-12-01T24:00:00Z', 'wrong_format'],
    ['inner', 'x', 'wrong_type'],
    ['inner', null, 'wrong_type'],
    ['inner', [], 'wrong_type'],
    ['list', {}, 'wrong_type'],
    ['list', 'x', 'wrong_type'],
    ['list', [], 'too_few'],
    ['list', Array.from({ length: 4 }, () => ({ digit: 1 })), 'too_many'],
    ['letters', 'a', 'wrong_type'],
    ['letters', [['a']], 'wrong_type'],
    ['letters', [], 'too_few'],
    ['letters', ['a', 'a'], 'not_unique'],
    ['letters', ['a', 'b', 'c', 'a'], 'too_many'],
    ['counts', [], 'wrong_type'],
    ['counts', { x: -1 }, 'wrong_format'],
    ['counts', { z: 1 }, 'wrong_format'],
    ['counts', { x: {} }, 'wrong_type'],
    ['free', 'x', 'wrong_type'],
    ['free', [], 'wrong_type'],
    ['maybe', null, 'wrong_type'],
    ['maybe', 10, 'too_large'],
    ['orNull', 'x', 'wrong_type'],
    ['seven', null, 'wrong_type'],
  ])('refuses %s = %j as %s, and tells of nothing else', (name, value, code) => {
    expect(told({ ...good(), [name]: value })).toEqual([`/${name} ${code}`]);
  });

  it.each(Object.keys(good()))('misses %s', (name) => {
    const { [name]: _left, ...rest } = good();
    expect(told(rest)).toEqual([`/${name} required`]);
  });

  it('points into objects and lists', () => {
    const raw = { ...good(), inner: { digit: 10 }, list: [{ digit: 1 }, { digit: 'x' }, null] };
    expect(told(raw)).toEqual([
      '/list/1/digit wrong_type',
      '/list/2 wrong_type',
      '/inner/digit too_large',
    ]);
    expect(told({ ...good(), letters: ['a', 'q'] })).toEqual(['/letters/1 not_one_of']);
  });

  it('refuses names it does not know, also those that every object has', () => {
    expect(told({ ...good(), extra: 1 })).toEqual(['/extra unknown_field']);
    expect(told({ ...good(), toString: 1 })).toEqual(['/toString unknown_field']);
    expect(told({ ...good(), inner: { digit: 1, more: 1 } })).toEqual([
      '/inner/more unknown_field',
    ]);
    expect(told({ ...good(), 'a/b~c': 1 })).toEqual(['/a~1b~0c unknown_field']);
  });

  it.each(['__proto__', 'constructor', 'prototype'])('refuses %s anywhere', (name) => {
    const spiked = (value: object): unknown =>
      JSON.parse(`{"${name}":{"polluted":true},${JSON.stringify(value).slice(1)}`);
    expect(told(spiked(good()))).toEqual([`/${name} forbidden_key`]);
    expect(told({ ...good(), inner: spiked({ digit: 1 }) })).toEqual([
      `/inner/${name} forbidden_key`,
    ]);
    expect(told({ ...good(), free: { x: [spiked({ digit: 1 })] } })).toEqual([
      `/free/x/0/${name} forbidden_key`,
    ]);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('refuses free JSON deeper than 20 levels, however deep', () => {
    expect(told({ ...good(), free: nested(19) })).toEqual([]);
    expect(told({ ...good(), free: nested(20) })[0]).toContain('too_deep');
    const abyss: unknown = JSON.parse(`${'[['.repeat(50_000)}${']]'.repeat(50_000)}`);
    for (const name of Object.keys(good())) {
      const codes = told({ ...good(), [name]: name === 'free' ? { abyss } : abyss });
      expect(codes).toHaveLength(1);
    }
  });

  it('says what was expected and what came, cut short', () => {
    const result = validateInput(
      Everything,
      { ...good(), whole: 'x'.repeat(1_000), colour: '$value', real: null, list: [1] },
      nats,
    );
    expect(result.ok ? [] : result.errors.map(({ message }) => message)).toEqual([
      'expected an object, got 1',
      `expected a whole number of metres from -5 to 5, got "${'x'.repeat(40)}…"`,
      'expected a number from -1 to 1, got null',
      'expected one of red, green, got "$value"',
    ]);
  });

  it('reports 50 errors at most', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`n${index}`, 1]));
    expect(told(many)).toHaveLength(50);
  });

  it('takes nothing for an object without fields, and no other thing for an object', () => {
    class Nothing {}
    expect(validateInput(Nothing, undefined, nats).ok).toBe(true);
    for (const raw of [null, 'x', 5, [], true]) {
      const result = validateInput(Nothing, raw, nats);
      expect(result.ok ? [] : result.errors.map(({ path, code }) => [path, code])).toEqual([
        ['', 'wrong_type'],
      ]);
    }
  });
});

describe('a request in three parts', () => {
  class Request {
    @TextField({ in: 'path', min: 1, max: 9 })
    id: string;

    @IntField({ in: 'query', min: 1, max: 100, fallback: 20 })
    limit: number;

    @BooleanField({ in: 'query', optional: true })
    all?: boolean;

    @NumberField({ in: 'query', min: 0, max: 1, optional: true })
    share?: number;

    @IntField({ min: 0, max: 9, optional: true })
    digit?: number;
  }
  const codes = (parts: { path?: unknown; query?: unknown; body?: unknown }): string[] => {
    const whole = { path: { id: 'a' }, query: undefined, body: undefined, ...parts };
    const result = validateRequest(Request, whole);
    return result.ok ? [] : result.errors.map(({ path, code }) => `${path} ${code}`);
  };

  it('reads numbers and booleans out of the query', () => {
    const result = validateRequest(Request, {
      path: { id: 'a' },
      query: { limit: '5', all: 'true', share: '0.25' },
      body: { digit: 3 },
    });
    expect(result).toEqual({
      ok: true,
      value: { id: 'a', limit: 5, all: true, share: 0.25, digit: 3 },
    });
  });

  it.each(['5.0', '5e0', '0x5', ' 5', '+5', '', 'NaN', '５'])('does not take %j for 5', (limit) => {
    expect(codes({ query: { limit } })).toEqual(['/limit wrong_type']);
  });

  it.each(['1', 'TRUE', 'yes', ''])('does not take %j for true', (all) => {
    expect(codes({ query: { all } })).toEqual(['/all wrong_type']);
  });

  it('refuses a parameter given twice', () => {
    expect(codes({ query: { limit: ['5', '6'] } })).toEqual(['/limit wrong_type']);
  });

  it('never reads a number out of text in a body', () => {
    expect(codes({ body: { digit: '3' } })).toEqual(['/digit wrong_type']);
  });

  it('does not let one part speak for another', () => {
    expect(codes({ body: { id: 'b' } })).toEqual(['/id misplaced']);
    expect(codes({ query: { digit: '1' } })).toEqual(['/digit misplaced']);
    expect(codes({ body: [] })).toEqual([' wrong_type']);
    expect(codes({ body: JSON.parse('{"__proto__":{"id":"b"}}') })).toEqual([
      '/__proto__ forbidden_key',
    ]);
  });

  it('coerces nothing in one piece over NATS', () => {
    const result = validateInput(Request, { id: 'a', limit: '5' }, nats);
    expect(result.ok ? [] : result.errors.map(({ path, code }) => [path, code])).toEqual([
      ['/limit', 'wrong_type'],
    ]);
  });
});
