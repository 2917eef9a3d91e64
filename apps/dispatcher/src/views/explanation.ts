import {
  isEventType,
  teamsHearing,
  type ExplanationView,
  type ExplanationViewName,
  type Locale,
} from '#libs/contracts';
import { cardOf, type DriverExplanation, type ShipperExplanation } from '#libs/explanations';

type Shown = { readonly locale: Locale; readonly view: ExplanationViewName };

/** The short answer first: role and sentences in one language; then card or record in both. */
export function explanationView(
  explained: DriverExplanation | ShipperExplanation,
  { locale, view }: Shown,
): ExplanationView {
  const language = locale === 'en' ? 'en' : 'zh';
  return {
    orderId: explained.decision.orderId,
    decisionId: explained.decision.decisionId,
    role: 'role' in explained ? explained.role : 'SHIPPER',
    sentences: explained.narrative.map(({ text }) => text[language]),
    explanation: !('role' in explained)
      ? explained
      : view === 'full'
        ? withRecipients(explained)
        : cardOf(explained),
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
