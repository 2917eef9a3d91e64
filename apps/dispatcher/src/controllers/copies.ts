import { Controller } from '@nestjs/common';
import type { AnswerOf } from '#libs/contracts';
import { copyOf, type CopyPlace } from '#libs/rights';
import { Reply } from '../requests/answering.js';
import { Ask, type Asked } from '../requests/asked.js';
import { Handles } from '../requests/handles.js';
import { ProblemError } from '../requests/problem-error.js';
import { Service } from '../service.js';

@Controller()
export class CopiesController {
  constructor(private readonly service: Service) {}

  @Handles('driver.copy')
  async copy(
    @Ask() { caller, input }: Asked<'driver.copy'>,
  ): Promise<Reply<AnswerOf<'driver.copy'>>> {
    const { driverId, files, next } = await copyOf(
      this.service.read,
      this.service.matching,
      caller,
      { driverId: input.driverId, from: placeIn(input.cursor, this.sections()) },
    );
    return new Reply({
      driverId,
      files: [...files],
      nextCursor:
        next === null ? null : Buffer.from(JSON.stringify(next), 'utf8').toString('base64url'),
    });
  }

  private sections(): ReadonlySet<string> {
    return new Set(this.service.read.copies.sections().map(({ name }) => name));
  }
}

function placeIn(cursor: string | undefined, sections: ReadonlySet<string>): CopyPlace | null {
  if (cursor === undefined) return null;
  const place = parsed(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (place !== null && sections.has(place.section)) return place;
  throw new ProblemError('validation_failed', 'The cursor is not one of ours.', [
    { path: '/cursor', code: 'cursor', message: 'expected a cursor as the part before gave it' },
  ]);
}

function parsed(text: string): CopyPlace | null {
  try {
    const { section, rows, after } = JSON.parse(text) as Partial<Record<keyof CopyPlace, unknown>>;
    const keys = Array.isArray(after) && after.length <= 3 ? (after as unknown[]) : null;
    return typeof section === 'string' &&
      typeof rows === 'number' &&
      Number.isSafeInteger(rows) &&
      rows >= 0 &&
      keys?.every((key): key is string => typeof key === 'string') === true
      ? { section, rows, after: keys }
      : null;
  } catch {
    return null;
  }
}
