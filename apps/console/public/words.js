// What the page itself says. Everything about a decision comes from the service in both languages.

const WORDS = {
  motto: ['每一次派单，都说得清楚', 'Every dispatch decision, explained'],
  skip: ['跳到解释', 'Skip to the answer'],
  askTitle: ['问一问为什么', 'Ask why'],
  token: ['访问令牌', 'Access token'],
  order: ['运单编号', 'Order id'],
  driver: ['司机编号（可不填）', 'Driver id (optional)'],
  ask: ['查看解释', 'Explain'],
  forget: ['清除令牌', 'Forget the token'],
  footer: [
    '令牌只保存在本标签页，只发送给本服务。',
    'The token stays in this tab and is sent to this service only.',
  ],
  tokenKept: ['已保存在本标签页', 'kept in this tab'],
  asking: ['正在查询…', 'Asking…'],
  signedIn: ['身份：{role} {subject}', 'Signed in: {role} {subject}'],
  until: ['有效至北京时间 {time}', 'until {time} Beijing time'],
  needsToken: ['请先粘贴访问令牌。', 'Paste an access token first.'],
  needsOrder: ['请填写运单编号，或从列表中选择。', 'Give an order id, or pick one from the list.'],
  unreachable: ['无法连接到服务。', 'The service can’t be reached.'],
  unreadable: ['服务的回答无法读取。', 'The answer of the service can’t be read.'],
  requestId: ['请求编号', 'Request'],
  myDecisions: ['与我有关的决定', 'Decisions about me'],
  myOrders: ['我的运单', 'My orders'],
  allOrders: ['运单', 'Orders'],
  nothingYet: ['暂无记录。', 'Nothing yet.'],
  more: ['更多', 'More'],
  beijing: ['北京时间 {time}', '{time} Beijing time'],
  asTable: ['以表格查看', 'The same as a table'],

  why: ['为什么', 'Why'],
  whyShipper: ['结果与原因', 'What happened, and why'],
  onOrder: ['运单 {order}，第 {version} 版', 'Order {order}, version {version}'],
  soleAuto: ['由系统自动作出', 'taken by the system alone'],
  byHuman: ['由工作人员 {id} 作出', 'taken by staff member {id}'],
  reconstructed: [
    '系统当时没有评估你；以下原因根据留存的资料事后查明。',
    'The decision did not see you; the reason was worked out afterwards from what is kept.',
  ],
  undecided: ['该订单尚未作出任何自动化决策。', 'No automated decision has been taken yet.'],

  funnelTitle: ['从全部司机到中选司机', 'From all drivers to the winner'],
  funnelTable: ['各阶段的司机人数', 'Drivers at each stage'],
  stage: ['阶段', 'Stage'],
  drivers: ['司机', 'Drivers'],
  on_duty: ['在岗', 'On duty'],
  found: ['在派单半径内找到', 'Found within reach'],
  evaluated: ['逐一评估', 'Evaluated'],
  grabbed: ['抢单', 'Grabbed'],
  ranked: ['参与排名', 'Ranked'],
  winner: ['中选', 'Winner'],
  refusedFor: ['不符合：{reason}', 'Refused: {reason}'],
  nobodyYet: ['暂无', 'none yet'],
  zoomed: ['以下放大 {times} 倍', 'from here drawn {times}× larger'],
  funnelNote: [
    '抢单的人都会被评估，不符合条件的也在其中；每位被评估的司机或者参与排名，或者有且只有一个不符合的原因。',
    'Whoever grabs is evaluated, also those who are then refused. Each driver evaluated is either ranked or refused for exactly one reason.',
  ],
  funnelSays: [
    '在岗 {on_duty}，找到 {found}，评估 {evaluated}，不符合 {refused}，参与排名 {ranked}，抢单 {grabbed}，中选 {winner}。',
    'On duty {on_duty}, found {found}, evaluated {evaluated}, refused {refused}, ranked {ranked}, grabbed {grabbed}, winner {winner}.',
  ],

  winnerTitle: ['中选司机', 'The chosen driver'],
  winnerNote: [
    '每一项只给出所在的四分之一档；司机的位置和个人资料不公开。',
    'Of each part only the quarter of the scale is shown, of the driver no position and no personal fact.',
  ],
  quarterOf: ['第 {quarter} 档，共 4 档', 'quarter {quarter} of 4'],
  relaxTitle: ['放宽一项条件会怎样', 'What easing one term would do'],
  relaxTable: ['放宽一项条件后新增的车辆', 'Trucks gained by easing one term'],
  change: ['调整', 'Change'],
  moreTrucks: ['新增车辆', 'More trucks'],

  partsTitle: ['总分是怎么来的', 'How the total came about'],
  partsTable: ['各项得分', 'The parts of the total'],
  part: ['项目', 'Part'],
  points: ['得分', 'Points'],
  weight: ['权重', 'Weight'],
  contribution: ['计入总分', 'Contribution'],
  most: ['最多', 'At most'],
  total: ['总分', 'Total'],
  yourTotal: ['你的总分', 'Your total'],
  cutoff: ['中选总分', 'Winning total'],
  cutoffOther: ['入选总分', 'Total needed'],
  gap: ['相差', 'Short by'],
  rank: ['名次', 'Place'],
  rankOf: ['{rank} / {pool}', '{rank} of {pool}'],
  ofMost: ['最多 {most}', 'of {most}'],
  partsSay: [
    '你的总分 {total}，最多 {most}；中选总分 {cutoff}。',
    'Your total {total} of {most} at most; the total needed {cutoff}.',
  ],
  noCutoff: ['无', 'none'],
  groupTrip: ['这一趟', 'This trip'],
  groupProfile: ['你的履约记录', 'Your record'],
  groupWaiting: ['等待', 'Waiting'],
  missing: ['距中选还差', 'missing to the cutoff'],

  refusalTitle: ['哪一条规则', 'Which rule'],
  notReachedTitle: ['为什么没有触达', 'Why the search did not reach you'],
  measured: ['实际', 'Measured'],
  needed: ['规则', 'The rule'],
  stagesTitle: ['你走到了哪一步', 'How far you came'],
  stagesTable: ['各阶段', 'The stages'],
  own: ['你', 'You'],
  PASSED: ['通过', 'passed'],
  STOPPED: ['止步', 'stopped here'],
  BY_GRAB: ['因抢单而被评估', 'judged because you grabbed'],
  NOT_ASKED: ['未涉及', 'not asked'],
  UNKNOWN: ['无法得知', 'not known'],
  driversLeft: ['余 {count} 位', '{count} left'],

  factsTitle: ['用到的关于你的数据', 'What was used about you'],
  fact: ['数据', 'Datum'],
  value: ['值', 'Value'],
  source: ['来源', 'Source'],
  age: ['当时已有', 'Age then'],
  termsTitle: ['订单要求', 'What the order asked for'],
  none: ['无', 'none'],
  profileOn: ['个人特征：已使用', 'Profile: used'],
  profileOff: ['个人特征：未使用', 'Profile: not used'],
  registration: ['登记资料', 'registration'],
  phone_or_terminal: ['手机或车载终端', 'phone or terminal'],
  driver_source: ['司机本人', 'yourself'],
  city_table: ['城市中心点表', 'table of cities'],
  consent_ledger: ['授权记录', 'consent ledger'],
  outcomes: ['履约结果', 'outcomes'],
  assignments: ['运单记录', 'assignments'],
  grabs: ['抢单记录', 'grabs'],
  reconstruction: ['事后查明', 'worked out later'],
  MANUAL: ['手动填写', 'set by hand'],
  DEFAULT: ['初始值', 'starting value'],
  MISSING: ['缺失', 'missing'],
  seconds: ['{count} 秒', '{count} s'],

  consequencesTitle: ['对你的影响', 'What it means for you'],
  remediesTitle: ['你可以怎么做', 'What you can do'],
  contact: ['联系：{contact}', 'Contact: {contact}'],
  withheldTitle: ['没有展示的内容及原因', 'What is withheld, and why'],
  tieTitle: ['同分抽签', 'The lot for equal totals'],
  seedHash: ['种子的 SHA-256（事先公布）', 'SHA-256 of the seed (published before)'],
  seed: ['种子', 'Seed'],
  ticket: ['你的签号', 'Your ticket'],
  rulesTitle: ['依据的规则', 'The rules it was taken by'],
  policy: ['规则', 'Policy'],
  policyName: ['{name}，第 {version} 版', '{name}, version {version}'],
  engine: ['程序版本', 'Engine'],
  decision: ['决定编号', 'Decision'],
  searchTitle: ['搜索范围', 'The search'],
};

/** Codes that lists show before any explanation is there to name them. */
const CODES = {
  role: {
    WON: ['中选', 'won'],
    LOST: ['未中选', 'lost'],
    RECOMMENDED: ['已推荐', 'recommended'],
    RANKED: ['已排名', 'ranked'],
    REFUSED: ['不符合条件', 'refused'],
    NOT_REACHED: ['未触达', 'not reached'],
  },
  kind: {
    recommendation: ['订单推荐', 'recommendation'],
    award: ['订单分配', 'award'],
    no_award: ['本轮无人中选', 'round without a winner'],
    expiry: ['订单到期', 'expiry'],
    release: ['订单释放', 'release'],
    manual_assignment: ['人工指派', 'assignment by hand'],
  },
  status: {
    open: ['待分配', 'open'],
    awarded: ['待确认', 'awarded'],
    confirmed: ['已确认', 'confirmed'],
    loading: ['装货中', 'loading'],
    in_transit: ['运输中', 'in transit'],
    delivered: ['已送达', 'delivered'],
    received: ['已签收', 'received'],
    rated: ['已评价', 'rated'],
    cancelled: ['已取消', 'cancelled'],
    expired: ['已过期', 'expired'],
  },
  who: {
    driver: ['司机', 'driver'],
    shipper: ['货主', 'shipper'],
    reviewer: ['复核员', 'reviewer'],
    operator: ['运营', 'operator'],
    carrier: ['运输公司', 'carrier'],
    service: ['服务', 'service'],
  },
  problem: {
    unauthenticated: ['令牌无效', 'The token is not valid'],
    token_expired: ['令牌已过期', 'The token has expired'],
    forbidden: ['该身份不能查看', 'Not for this role'],
    not_found: ['没有你可以查看的内容', 'Nothing there that you may see'],
    validation_failed: ['填写有误', 'Something was not filled in as expected'],
    rate_limited: ['请求过于频繁，请稍后再试', 'Too many requests; wait a moment'],
    internal: ['服务出错，请告知请求编号', 'Our mistake; tell us the request id'],
    unavailable: ['暂时无法回答，请稍后再试', 'Not now; try again in a moment'],
  },
};

const at = (language) => (language === 'zh' ? 0 : 1);

/** The page's own text, with `{name}` filled in. */
export const say = (language, key, values = {}) => fill(WORDS[key]?.[at(language)] ?? key, values);

/** A code of the service in words; the code itself where it is new to this page. */
export const named = (language, list, code) =>
  CODES[list]?.[code]?.[at(language)] ?? String(code).replaceAll('_', ' ');

const fill = (text, values) =>
  text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

/** `9200` as `9,200`: in both languages as the service's own sentences have it. */
export const thousands = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

/** Freight is decided by the clock of China, whatever the reader's own. */
const CHINA = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});
export const chinaTime = (moment) => CHINA.format(new Date(moment));
