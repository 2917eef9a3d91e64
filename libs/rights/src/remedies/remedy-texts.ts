type Text = { readonly zh: string; readonly en: string };

/** What a driver reads of a review, before the reviewer's own words. */
export const REMEDY_TEXTS = {
  upheld: {
    zh: '经人工复核，维持原决定。',
    en: 'A person reviewed the decision, and it stands.',
  },
  data_corrected: {
    zh: '经人工复核，相关数据有误，已更正；您的特征档案已按更正后的数据重新计算，受其影响的决定将重新核对。',
    en: 'A person found wrong data and had them corrected: your profile is built without the error, and the decisions it went into are being worked out again.',
  },
  overturned: {
    zh: '经人工复核，原决定有误，予以撤销；已另立更正记录，原记录保留。',
    en: 'A person found the decision to be wrong and overturned it: a new record takes its place, beside the old one.',
  },
  compensated: {
    zh: '作为补偿，您在下一次同城可比订单中获得一次优先加分。',
    en: 'To make up for it you have priority points, once, in the next comparable order you compete for.',
  },
} as const satisfies Readonly<Record<string, Text>>;
