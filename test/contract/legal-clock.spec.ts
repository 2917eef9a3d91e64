import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import {
  fifteenDaysAfter,
  fifteenthWorkday,
  START_DAYS,
} from '../support/state-council-notices.js';

const ROOM = pathToFileURL(join(import.meta.dirname, '../../dist/libs/rights/src/index.js')).href;

const ZONES = [
  'Asia/Shanghai',
  'UTC',
  'America/New_York',
  'Pacific/Auckland',
  'Asia/Kolkata',
] as const;

/** Both dues of each moment, worked out by a process that lives in another zone. */
const PROGRAM = `
  const { duesOf, CHINESE_CALENDAR } = await import(${JSON.stringify(ROOM)});
  let given = '';
  for await (const chunk of process.stdin) given += chunk;
  const dues = JSON.parse(given).map((atMs) => duesOf(atMs, CHINESE_CALENDAR));
  const offset = new Date('2026-07-01T00:00:00Z').getTimezoneOffset();
  process.stdout.write(JSON.stringify({ offset, dues }));
`;

/** The first and the last millisecond of a day in Shanghai, and one between. */
const momentsOf = (day: string): number[] => {
  const first = Date.parse(`${day}T00:00:00+08:00`);
  return [first, first + 43_200_000, first + 86_399_999];
};

describe('the legal clock in other time zones', () => {
  const asked = START_DAYS.flatMap((day) => momentsOf(day).map((atMs) => ({ day, atMs })));

  it.each(ZONES)('[D2] is right for every start day of 2023–2026 in %s', (zone) => {
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--no-warnings', '--input-type=module', '--eval', PROGRAM],
      {
        env: { ...process.env, TZ: zone },
        input: JSON.stringify(asked.map(({ atMs }) => atMs)),
        maxBuffer: 64 * 1024 * 1024,
      },
    );
    expect(stderr.toString()).toBe('');
    const { offset, dues } = JSON.parse(stdout.toString()) as {
      offset: number;
      dues: { strictDueOn: string; legalDueOn: string; provisional: boolean }[];
    };
    expect(offset).toBe(OFFSETS[zone]);
    const wrong = asked.flatMap(({ day }, index) => {
      const legal = fifteenthWorkday(day);
      const strict = fifteenDaysAfter(day);
      const expected = [strict, legal ?? strict, legal === null];
      const given = dues[index];
      const got = [given?.strictDueOn, given?.legalDueOn, given?.provisional];
      return JSON.stringify(got) === JSON.stringify(expected) ? [] : [{ day, got, expected }];
    });
    expect(wrong).toEqual([]);
    expect(dues.filter(({ provisional }) => !provisional).length / 3).toBe(1_440);
  });
});

/** In July, minutes behind UTC: proof that each process did live where it was told to. */
const OFFSETS: Readonly<Record<(typeof ZONES)[number], number>> = {
  'Asia/Shanghai': -480,
  UTC: 0,
  'America/New_York': 240,
  'Pacific/Auckland': -720,
  'Asia/Kolkata': -330,
};
