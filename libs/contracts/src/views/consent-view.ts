import { Describes } from '../fields/field.js';
import { BooleanField, EnumField, ListField, ObjectField, TextField } from '../fields/kinds.js';
import { IdField, Sha256Field, UtcField } from '../fields/named.js';
import { NextCursorField, PAGE_MAX } from '../operations/paging.js';
import { CONSENT_PURPOSES, type ConsentPurpose } from '../vocabulary.js';

/** Texts change a few times a year. */
const TEXTS_MAX = 1_000;

@Describes('One version of a text.')
export class ConsentTextView {
  @EnumField(CONSENT_PURPOSES)
  purpose: ConsentPurpose;

  @TextField({ min: 1, max: 32, example: '2026-12' })
  version: string;

  @TextField({ min: 1, max: 200, example: '位置信息使用说明' })
  titleZh: string;

  @TextField({ min: 1, max: 200, example: 'How your location is used' })
  titleEn: string;

  @Sha256Field()
  sha256: string;

  @UtcField()
  publishedAt: string;

  @UtcField({ description: 'From then on agreement to an older text counts no more.' })
  effectiveAt: string;
}

@Describes('All texts by purpose, oldest first.')
export class ConsentTextList {
  @ListField(() => ConsentTextView, { min: 0, max: TEXTS_MAX })
  items: ConsentTextView[];
}

@Describes('One purpose: what holds, and whether the app may ask.')
export class ConsentStateView {
  @EnumField(CONSENT_PURPOSES)
  purpose: ConsentPurpose;

  @TextField({ min: 1, max: 32, nullable: true, example: '2026-11' })
  granted: string | null;

  @ObjectField(() => ConsentTextView, { nullable: true, description: 'The text in force now.' })
  current: ConsentTextView | null;

  @ObjectField(() => ConsentTextView, {
    nullable: true,
    description: 'The newest text, when it is not in force yet. He may agree to it ahead.',
  })
  coming: ConsentTextView | null;

  @BooleanField({ description: 'Whether the app may ask now.' })
  mayAsk: boolean;

  @UtcField({ nullable: true, description: 'From when on; null when there is nothing to ask.' })
  mayAskFrom: string | null;
}

@Describes('One thing the driver said, or one agreement that ended with its text.')
export class ConsentEntryView {
  @EnumField(CONSENT_PURPOSES)
  purpose: ConsentPurpose;

  @BooleanField()
  granted: boolean;

  @TextField({ min: 1, max: 32, example: '2026-11' })
  textVersion: string;

  @EnumField(['driver', 'text_superseded'])
  because: 'driver' | 'text_superseded';

  @UtcField()
  at: string;
}

@Describes('The consents of a driver.')
export class ConsentStatesView {
  @IdField()
  driverId: string;

  @ListField(() => ConsentStateView, { min: 0, max: CONSENT_PURPOSES.length })
  purposes: ConsentStateView[];

  @ListField(() => ConsentEntryView, { min: 0, max: PAGE_MAX })
  history: ConsentEntryView[];

  @NextCursorField()
  nextCursor: string | null;
}
