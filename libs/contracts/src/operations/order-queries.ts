import { Describes } from '../fields/field.js';
import { EnumField } from '../fields/kinds.js';
import { IdField, UuidField } from '../fields/named.js';
import { LOCALES, ORDER_STATUSES, type Locale, type OrderStatus } from '../vocabulary.js';
import { OrderPath } from './order-commands.js';
import { CursorField, LimitField } from './paging.js';

@Describes("The caller's orders, newest first.")
export class ListOrders {
  @EnumField(ORDER_STATUSES, { in: 'query', optional: true })
  status?: OrderStatus;

  @LimitField()
  limit: number;

  @CursorField()
  cursor?: string;
}

const LocaleField = (): PropertyDecorator =>
  EnumField(LOCALES, {
    in: 'query',
    fallback: 'zh-CN',
    description: 'Language of the sentences. Codes and numbers are the same in each.',
  });

const AskedAboutField = (): PropertyDecorator =>
  IdField({
    in: 'query',
    optional: true,
    description: 'Whom to explain it for; reviewers and operators only. A driver asks for himself.',
  });

@Describes('Asks why an order went as it did, for the caller or for a driver.')
export class ExplainOrder extends OrderPath {
  @AskedAboutField()
  driverId?: string;

  @LocaleField()
  locale: Locale;
}

@Describes('Asks why one decision fell as it did, for the caller or for a driver.')
export class ExplainDecision {
  @UuidField({ in: 'path' })
  decisionId: string;

  @AskedAboutField()
  driverId?: string;

  @LocaleField()
  locale: Locale;
}
