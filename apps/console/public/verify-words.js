// What the page of checks says, in Chinese and English.

globalThis.verifyWords = {
  motto: ['自己核对记录', 'Check a record yourself'],
  title: ['这条记录被改过吗?', 'Was this record changed?'],
  lead: [
    '选择您从派单下载的证明文件。核对全部在本页完成:不联网,不上传;把本页另存到电脑后断网也能用。',
    'Choose a proof you downloaded from Paidan. Everything is checked in this page: no network, no upload. Saved to disk, the page works offline.',
  ],
  files: ['证明文件(可选多个)', 'Proof files (one or more)'],
  key: ['日志公钥(可不填)', 'The log’s public key (optional)'],
  keyNote: [
    '填入您以前记下、或由工会等第三方公布的公钥。不填时只能证明文件前后一致,不能证明公钥属于平台。',
    'As you noted it before, or as somebody you trust publishes it. Without it the file is only shown to agree with itself and the key it names.',
  ],
  footer: ['本页不发送任何内容。', 'Nothing leaves this page.'],
  verified: ['核对通过', 'Verified'],
  notVerified: ['核对未通过', 'Not verified'],
  place: [
    '日志“{origin}”共 {size} 项决定,本决定为第 {number} 项',
    'Decision {number} of {size} in the log “{origin}”',
  ],
  log: ['日志“{origin}”,{size} 项决定', 'The log “{origin}”, {size} decisions'],
  unpinned: ['未与您所知的公钥比对。', 'Not held against a key you know.'],
  record: ['记录原文', 'The record as it was sealed'],
  forked: [
    '日志“{origin}”在 {size} 项时被签了两个不同的根:这证明历史被改写。',
    'The log “{origin}” was signed twice at {size} decisions with different roots: proof that its history was rewritten.',
  ],
  noCrypto: [
    '浏览器在此地址不提供密码学功能。请通过 https 打开,或将本页另存后从电脑打开。',
    'Your browser offers no cryptography at this address. Open the page over https, or save it and open the saved file.',
  ],
  noEd25519: [
    '您的浏览器还不能核对 Ed25519 签名,请更新浏览器。',
    'Your browser cannot check Ed25519 signatures yet; update it.',
  ],
};

/** Each step, told when it holds and when it fails. */
globalThis.verifySteps = {
  form: [
    ['文件格式正确', '这不是派单的证明文件'],
    ['It has the form of a proof', 'This is no proof of Paidan'],
  ],
  opens: [
    ['密封的记录可用其密钥打开,与文件中的记录一字不差', '密封的记录与文件中的记录不符'],
    [
      'The sealed row opens with its key and is the record in this file',
      'The sealed row does not open to the record in this file',
    ],
  ],
  belongs: [
    ['记录属于文件所写的司机和决定', '记录属于另一位司机或另一项决定'],
    [
      'The record is of the driver and the decision the file names',
      'The record is of another driver or another decision',
    ],
  ],
  adds_up: [
    ['记录中的总分等于各项之和', '记录中的总分不等于各项之和'],
    [
      'The total in the record is the sum of its parts',
      'The total in the record is not the sum of its parts',
    ],
  ],
  signed: [
    ['日志检查点由该公钥签名', '日志检查点不是由该公钥签名'],
    [
      'The checkpoint of the log is signed by the key',
      'The checkpoint of the log is not signed by the key',
    ],
  ],
  in_log: [
    ['记录在该决定中,该决定在已签名的日志中', '记录不在已签名的日志中'],
    [
      'The record is in the decision, and the decision in the log that was signed',
      'The record does not lead to the log that was signed',
    ],
  ],
  older_signed: [
    ['较早的检查点由该公钥签名', '较早的检查点不是由该公钥签名'],
    [
      'The earlier checkpoint is signed by the key',
      'The earlier checkpoint is not signed by the key',
    ],
  ],
  newer_signed: [
    ['较晚的检查点由该公钥签名', '较晚的检查点不是由该公钥签名'],
    ['The later checkpoint is signed by the key', 'The later checkpoint is not signed by the key'],
  ],
  grown: [
    ['较晚的日志完整包含较早的日志,未被改动', '较晚的日志不以较早的日志开头:历史被改动'],
    [
      'The later log begins with the whole earlier one, unchanged',
      'The later log does not begin with the earlier one: its past was changed',
    ],
  ],
  known_key: [
    ['公钥就是您所知的那一把', '公钥不是您所知的那一把'],
    ['The key is the one you know', 'The key is not the one you know'],
  ],
};
