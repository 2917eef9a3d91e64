import { isEventType, teamsHearing, type ExplanationView, type Locale } from '#libs/contracts';
import {
  cardOf,
  type DriverExplanation,
  type DriverTold,
  type ShipperExplanation,
} from '#libs/explanations';

/**
 * The short answer first: role and sentences in one language; then the record in both, or the card
 * of what is less.
 */
export function explanationView(
  explained: DriverTold | DriverExplanation | ShipperExplanation,
  locale: Locale,
): ExplanationView {
  const language = locale === 'en' ? 'en' : 'zh';
  return {
    orderId: explained.decision.orderId,
    decisionId: explained.decision.decisionId,
    role: 'role' in explained ? explained.role : 'SHIPPER',
    sentences: explained.narrative.map(({ text }) => text[language]),
    explanation: !('schema' in explained)
      ? cardOf(explained)
      : 'role' in explained
        ? withRecipients(explained)
        : explained,
  };
}

/** Who may hear each event is the broker's to know, and ours to tell. */
const withRecipients = (explained: DriverExplanation): DriverExplanation => ({
  ...explained,
  recipients: explained.recipients.map(({ event }) => ({ event, teams: hearing(event) })),
});

const hearing = (type: string): string[] => (isEventType(type) ? teamsHearing(type) : []);

const UNDECIDED = {
  zh: '该订单尚未作出任何自动化决策。',
  en: 'No automated decision has been taken on this order yet.',
} as const;

export const undecidedView = (orderId: string, locale: Locale): ExplanationView => ({
  orderId,
  decisionId: null,
  role: 'UNDECIDED',
  sentences: [UNDECIDED[locale === 'en' ? 'en' : 'zh']],
});
