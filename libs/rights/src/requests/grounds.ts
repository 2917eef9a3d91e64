/**
 * Why a request may go unanswered: this list and nothing else (D6, D8). A trade secret is none:
 * what must stay closed is withheld field by field, and the rest is told.
 */
export const REFUSAL_GROUNDS = [
  'identity_not_proven',
  'legal_obligation',
  'national_security',
  'public_safety',
  'criminal_justice',
  'bad_faith',
  'repeated',
  'groundless',
] as const;
export type RefusalGround = (typeof REFUSAL_GROUNDS)[number];

export const GROUND_LABELS: Readonly<
  Record<RefusalGround, { readonly zh: string; readonly en: string }>
> = {
  identity_not_proven: {
    zh: '无法核实您就是该信息的主体。',
    en: 'It could not be verified that these data are yours.',
  },
  legal_obligation: {
    zh: '与我们履行法律法规规定的义务直接相关。',
    en: 'Directly related to an obligation that the law places on us.',
  },
  national_security: {
    zh: '与国家安全、国防安全直接相关。',
    en: 'Directly related to national security or defence.',
  },
  public_safety: {
    zh: '与公共安全、公共卫生、重大公共利益直接相关。',
    en: 'Directly related to public safety, public health or a major public interest.',
  },
  criminal_justice: {
    zh: '与犯罪侦查、起诉、审判和判决执行直接相关。',
    en: 'Directly related to the investigation, prosecution, trial or punishment of a crime.',
  },
  bad_faith: {
    zh: '有充分证据表明存在主观恶意或滥用权利。',
    en: 'There is sufficient evidence of bad faith or abuse of the right.',
  },
  repeated: {
    zh: '同一请求已经答复，且没有新的情况。',
    en: 'The same request was answered before, and nothing has changed since.',
  },
  groundless: {
    zh: '请求没有事实依据。',
    en: 'The request has no basis in fact.',
  },
};
