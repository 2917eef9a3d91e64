import type { ExplanationView, Locale } from '#libs/contracts';
import type { DriverExplanation, ShipperExplanation } from '#libs/explanations';

/** The short answer first: role and sentences in one language; then the whole record in both. */
export function explanationView(
  explained: DriverExplanation | ShipperExplanation,
  orderId: string,
  locale: Locale,
): ExplanationView {
  const language = locale === 'en' ? 'en' : 'zh';
  return {
    orderId,
    decisionId: explained.decision.decisionId,
    role: 'role' in explained ? explained.role : 'SHIPPER',
    sentences: explained.narrative.map(({ text }) => text[language]),
    explanation: explained,
  };
}

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
