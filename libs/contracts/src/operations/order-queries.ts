import { Describes } from '../fields/field.js';
import { EnumField } from '../fields/kinds.js';
import { IdField, UuidField } from '../fields/named.js';
import {
  EXPLANATION_VIEWS,
  LOCALES,
  ORDER_STATUSES,
  type ExplanationViewName,
  type Locale,
  type OrderStatus,
} from '../vocabulary.js';
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

const ViewField = (): PropertyDecorator =>
  EnumField(EXPLANATION_VIEWS, {
    in: 'query',
    fallback: 'card',
    description:
      'The card is one screen: the answer, at most three reasons, what to change, how to object. ' +
      'The full record holds everything that may be told. A shipper has one view.',
  });

@Describes('Asks why an order went as it did, for the caller or for a driver.')
export class ExplainOrder extends OrderPath {
  @AskedAboutField()
  driverId?: string;

  @LocaleField()
  locale: Locale;

  @ViewField()
  view: ExplanationViewName;
}

@Describes('Asks why one decision fell as it did, for the caller or for a driver.')
export class ExplainDecision {
  @UuidField({ in: 'path' })
  decisionId: string;

  @AskedAboutField()
  driverId?: string;

  @LocaleField()
  locale: Locale;

  @ViewField()
  view: ExplanationViewName;
}
