import { explainDecisionToDriver, WHOLE } from '#libs/dispatch';
import type { RightsMeans } from '../means.js';
import type { RightsTx } from '../ports/database.js';
import type { RequestAnswer, RightsRequest } from './request.js';

const UNDECIDED = {
  zh: ['该订单尚未作出任何自动化决策。'],
  en: ['No automated decision has been taken on this order yet.'],
} as const;

const PROFILE = {
  zh: [
    '您的特征档案及其每一项依据，可随时在“我的档案”中查看；本答复不含其中数字，以免两处不一致。',
  ],
  en: [
    'Your profile and all it is built from can be read at any time under your profile; its numbers are not repeated here, so that there is one place to read them.',
  ],
} as const;

/** What the record says, told at once: it was there before the question. */
export async function answerFromRecord(
  tx: RightsTx,
  means: RightsMeans,
  { driverId, orderId, decisionId }: RightsRequest,
): Promise<RequestAnswer> {
  if (decisionId === null) {
    const sentences = orderId === null ? PROFILE : UNDECIDED;
    return {
      schema: 'paidan.answer/1',
      role: orderId === null ? 'PROFILE' : 'UNDECIDED',
      decisionId,
      sentences,
      review: null,
    };
  }
  const explained = await explainDecisionToDriver(
    tx,
    means.explaining,
    { decisionId, driverId },
    WHOLE,
  );
  return {
    schema: 'paidan.answer/1',
    role: explained.role,
    decisionId,
    sentences: {
      zh: explained.narrative.map(({ text }) => text.zh),
      en: explained.narrative.map(({ text }) => text.en),
    },
    review: null,
  };
}
