import { Describes } from '../fields/field.js';
import { EnumField, TextField } from '../fields/kinds.js';
import type { FieldOptions } from '../fields/decorate.js';
import { Sha256Field, TimeField } from '../fields/named.js';
import { CONSENT_PURPOSES, type ConsentPurpose } from '../vocabulary.js';
import { DriverPath } from './driver-inputs.js';
import { CursorField } from './paging.js';

export const TextVersionField = (options: FieldOptions<string> = {}): PropertyDecorator =>
  TextField({
    min: 1,
    max: 32,
    pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
    expected: 'a version of 1 to 32 letters, digits, dots, _ or -',
    example: '2026-11',
    ...options,
  });

@Describes('Publishes a text under a version of its own. A change is another version.')
export class PublishConsentText {
  @EnumField(CONSENT_PURPOSES, { in: 'path' })
  purpose: ConsentPurpose;

  @TextVersionField({ in: 'path', example: '2026-12' })
  version: string;

  @TextField({ min: 1, max: 200, example: '位置信息使用说明' })
  titleZh: string;

  @TextField({ min: 1, max: 200, example: 'How your location is used' })
  titleEn: string;

  @Sha256Field({ description: 'Of the whole text, byte for byte.' })
  sha256: string;

  @TimeField({
    optional: true,
    nullable: true,
    example: '2026-12-20T00:00:00+08:00',
    description: 'Seven days after publication at the earliest, which is also taken when absent.',
  })
  effectiveAt?: string | null;
}

@Describes('All texts.')
export class ListConsentTexts {}

@Describes('The consents of a driver, what may be asked, and what was said when.')
export class ListConsents extends DriverPath {
  @CursorField()
  cursor?: string;
}

@Describes('Tells that the driver is asked now.')
export class PromptForConsent extends DriverPath {
  @EnumField(CONSENT_PURPOSES, { in: 'path' })
  purpose: ConsentPurpose;
}
