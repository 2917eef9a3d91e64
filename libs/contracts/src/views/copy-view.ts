import { Describes } from '../fields/field.js';
import { EnumField, ListField, TextField } from '../fields/kinds.js';
import { IdField } from '../fields/named.js';

const MEDIA_TYPES = ['application/json', 'text/csv', 'text/markdown'] as const;
/** A part has some tens of sections at most, each in two forms. */
const FILES_MAX = 200;
const TEXT_MAX = 1_000_000;

@Describes('One file of a copy.')
export class CopyFileView {
  @TextField({ min: 1, max: 100, example: '02-consents.json' })
  name: string;

  @EnumField(MEDIA_TYPES)
  mediaType: (typeof MEDIA_TYPES)[number];

  // Whole files: lines and what a cell of a table may hold.
  @TextField({
    min: 0,
    max: TEXT_MAX,
    pattern: /^[^\0-\x08\x0b\x0c\x0e-\x1f]*$/,
    expected: 'text of a file',
    example: '[]\n',
  })
  text: string;
}

@Describes('A part of a copy; all parts together are the whole.')
export class CopyView {
  @IdField()
  driverId: string;

  @ListField(() => CopyFileView, { min: 0, max: FILES_MAX })
  files: CopyFileView[];

  @TextField({
    min: 1,
    max: 600,
    nullable: true,
    example: 'eyJzZWN0aW9uIjoiZ3JhYnMiLCJyb3dzIjo2MCwiYWZ0ZXIiOlsibyIsIjEiXX0',
    description: 'For the next part; null when this was the last.',
  })
  nextCursor: string | null;
}
