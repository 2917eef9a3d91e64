import { driverSeen, type Caller, type Clock } from '#libs/dispatch';
import type { CopyPlace } from '../ports/copies.js';
import type { RightsTx } from '../ports/database.js';
import { csvOf } from './csv.js';

/** Rows in one answer: with both forms of each it stays within what a broker carries. */
const ROWS_MAX = 60;

export type CopyFile = {
  readonly name: string;
  readonly mediaType: 'application/json' | 'text/csv' | 'text/markdown';
  readonly text: string;
};

export type CopyPart = {
  readonly driverId: string;
  readonly files: readonly CopyFile[];
  /** Null when this was the last part. */
  readonly next: CopyPlace | null;
};

/**
 * Everything that is kept of a driver, for himself (R1): each section as JSON and as CSV, a readme
 * in front. In parts of a bounded size; the parts together are the whole, as of when each was read.
 */
export async function copyOf(
  tx: RightsTx,
  { clock }: { readonly clock: Clock },
  caller: Caller,
  { driverId, from }: { driverId: string; from: CopyPlace | null },
): Promise<CopyPart> {
  await driverSeen(tx, caller, driverId);
  const sections = tx.copies.sections();
  const files: CopyFile[] = from === null ? [readme(sections, clock.nowMs())] : [];
  let at: CopyPlace | null = from ?? placeAt(sections[0]?.name);
  let room = ROWS_MAX;
  while (at !== null && room > 0) {
    const { section, after, rows: before }: CopyPlace = at;
    const place = sections.findIndex(({ name }) => name === section);
    const { rows, next } = await tx.copies.page(driverId, section, { after, limit: room });
    // An empty section is a file too: that nothing is kept is an answer.
    if (rows.length > 0 || before === 0) {
      files.push(...filesOf(`${String(place + 1).padStart(2, '0')}-${section}`, before, rows));
    }
    room -= rows.length;
    at =
      next === null
        ? placeAt(sections[place + 1]?.name)
        : { section, rows: before + rows.length, after: next };
  }
  return { driverId, files, next: at };
}

const placeAt = (section: string | undefined): CopyPlace | null =>
  section === undefined ? null : { section, rows: 0, after: [] };

function filesOf(
  name: string,
  before: number,
  rows: readonly Readonly<Record<string, unknown>>[],
): CopyFile[] {
  const numbered = before === 0 ? name : `${name}-from-${before + 1}`;
  return [
    {
      name: `${numbered}.json`,
      mediaType: 'application/json',
      text: `${JSON.stringify(rows, null, 2)}\n`,
    },
    { name: `${numbered}.csv`, mediaType: 'text/csv', text: csvOf(rows) },
  ];
}

function readme(
  sections: readonly { readonly name: string; readonly zh: string; readonly en: string }[],
  nowMs: number,
): CopyFile {
  const at = new Date(nowMs).toISOString();
  const list = sections.map(
    ({ name, zh, en }, index) =>
      `- \`${String(index + 1).padStart(2, '0')}-${name}\` ${zh} · ${en}`,
  );
  const text = [
    '# 个人信息副本 · Copy of your data',
    '',
    `生成时间 ${at}（UTC）。每一类数据各有 JSON 与 CSV 两份，内容相同；较长的类别分成若干文件，文件名中的`,
    '`-from-` 之后是起始行号。时间字段以 `_ms` 结尾，为 Unix 毫秒；金额以分为单位。空文件表示没有保存该类数据。',
    '本服务不保存姓名、电话、车牌、证件号和银行账号。',
    '',
    `Made at ${at} (UTC). Each kind of data comes twice, as JSON and as CSV, with the same content;`,
    'long ones are split, and the number after `-from-` is that of the first row. Fields that end in',
    '`_ms` are Unix milliseconds, amounts are in fen. An empty file says that nothing of it is kept.',
    'This service holds no name, telephone, plate, identity or bank number.',
    '',
    ...list,
    '',
  ].join('\n');
  return { name: '00-README.md', mediaType: 'text/markdown', text };
}
