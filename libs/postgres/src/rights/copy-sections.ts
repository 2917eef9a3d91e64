/**
 * What a driver's copy is made of: one query a section, over the rows that are about him. With the
 * list of places that an erasure goes through it is complete by construction: a table that is in
 * that list and in none of these fails `test/contract/rights-places.spec.ts`.
 */
export type CopySection = {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  /** Tables whose rows it hands out; the first is `t` in the query. */
  readonly tables: readonly string[];
  readonly columns?: string;
  readonly where?: string;
  /** Unique within the driver; the order of the copy. */
  readonly key: readonly string[];
};

const HIS_ORDERS = 'SELECT order_id FROM assignments WHERE driver_id = $1';

export const COPY_SECTIONS: readonly CopySection[] = [
  {
    name: 'driver',
    zh: '司机与车辆登记、当前授权与状态',
    en: 'registration of driver and truck, consents and state now',
    tables: ['drivers'],
    key: ['t.driver_id'],
  },
  {
    name: 'consents',
    zh: '授权与撤回的全部记录',
    en: 'every consent that was given or withdrawn',
    tables: ['consents'],
    key: ['t.consent_id'],
  },
  {
    name: 'consent-prompts',
    zh: '最近一次征求授权的时间',
    en: 'when a consent was last asked for',
    tables: ['consent_prompts'],
    key: ['t.purpose'],
  },
  {
    name: 'position',
    zh: '最后一次上报的位置',
    en: 'the last position that was reported',
    tables: ['driver_fixes'],
    key: ['t.driver_id'],
  },
  {
    name: 'states',
    zh: '近三十天的状态与所在网格',
    en: 'states and coarse cells of the last thirty days',
    tables: ['driver_states'],
    key: ['t.from_ms'],
  },
  {
    name: 'shifts',
    zh: '近三十天的在岗时段',
    en: 'shifts of the last thirty days',
    tables: ['duty_spans'],
    key: ['t.from_ms'],
  },
  {
    name: 'grabs',
    zh: '抢单记录',
    en: 'orders that were grabbed',
    tables: ['grabs'],
    key: ['t.order_id', 't.round'],
  },
  {
    name: 'offers',
    zh: '派给本人的订单及本人的答复',
    en: 'orders that were offered, and what was answered',
    tables: ['order_offers'],
    key: ['t.offered_at_ms', 't.offer_id'],
  },
  {
    name: 'assignments',
    zh: '承接的订单及其起止',
    en: 'orders that were held, from when to when',
    tables: ['assignments'],
    key: ['t.assignment_id'],
  },
  {
    name: 'orders',
    zh: '承接过的订单（司机一侧）',
    en: "orders that were held, as the driver's side sees them",
    tables: ['orders', 'assignments'],
    columns: `t.order_id, t.status, t.shipper_id, t.loading::jsonb AS loading,
      t.unloading::jsonb AS unloading, t.load_kilograms, t.load_litres, t.load_vehicle_slots,
      t.cargo_kind, t.handling, t.qualifications, t.freight_fen, t.deposit_fen, t.confirmation,
      t.policy_hash, t.posted_at_ms, t.updated_at_ms, t.loading_started_at_ms, t.closed_because`,
    where: `t.order_id IN (${HIS_ORDERS})`,
    key: ['t.order_id'],
  },
  {
    name: 'outcomes',
    zh: '个人特征模型的依据：每一单的结果',
    en: 'the evidence that profiles are built from: how each order ended',
    tables: ['outcomes'],
    key: ['t.outcome_id'],
  },
  {
    name: 'ratings',
    zh: '作出的和收到的评价',
    en: 'ratings that were given and received',
    tables: ['ratings', 'assignments'],
    where: `t.order_id IN (${HIS_ORDERS})`,
    key: ['t.order_id', 't.by'],
  },
  {
    name: 'decisions',
    zh: '关于本人的自动化决策及其记录中本人的一行',
    en: "automated decisions, and the driver's own row of each record",
    tables: ['decision_rows', 'decisions', 'decision_drivers'],
    columns: `t.decision_id, d.kind, d.order_id, d.round, d.decided_at_ms, d.policy_hash,
      d.engine_version, d.cutoff_total, d.winner = $1 AS won, t.roles[t.place] AS role,
      t.ranks[t.place] AS rank, t.reasons[t.place] AS reason, t.totals[t.place] AS total,
      CASE WHEN t.roles[t.place] NOT IN ('WON', 'ERASED') THEN t.reduced_at_ms END
        AS reduced_at_ms`,
    where: 'true',
    key: ['t.decided_at_ms', 't.decision_id'],
  },
  {
    name: 'reconsidered',
    zh: '更正后本会不同的决策，及取代它们的决策',
    en: 'decisions that would have come out differently, and what superseded them',
    tables: ['reconsidered'],
    key: ['t.decision_id', 't.request_id'],
  },
  {
    name: 'superseded',
    zh: '被取代的决策',
    en: 'decisions that another one took the place of',
    tables: ['decision_chain'],
    key: ['t.superseded_by'],
  },
  {
    name: 'requests',
    zh: '提出的请求与答复',
    en: 'requests and their answers',
    tables: ['requests'],
    key: ['t.request_id'],
  },
  {
    name: 'reviews',
    zh: '人工复核',
    en: 'reviews by people',
    tables: ['reviews'],
    key: ['t.request_id'],
  },
  {
    name: 'corrections',
    zh: '因更正而重新计算的范围',
    en: 'what was decided again after a correction',
    tables: ['correction_jobs'],
    key: ['t.job_id'],
  },
  {
    name: 'held-evidence',
    zh: '因请求未结而暂不删除的依据',
    en: 'evidence that is kept while a request is open',
    tables: ['evidence_holds'],
    columns: 't.request_id, t.order_id, t.decision_id, t.placed_at_ms, t.lifted_at_ms',
    key: ['t.request_id', "COALESCE(t.order_id, '')", "COALESCE(t.decision_id, '')"],
  },
  {
    name: 'compensations',
    zh: '补偿',
    en: 'compensations',
    tables: ['compensations'],
    key: ['t.compensation_id'],
  },
  {
    name: 'human-choice',
    zh: '是否要求由人决定',
    en: 'whether a person is to decide',
    tables: ['human_choices'],
    key: ['t.driver_id'],
  },
  {
    name: 'waiting-for-a-person',
    zh: '等待人工决定的派单',
    en: 'awards that waited for a person',
    tables: ['award_reviews'],
    columns: 't.order_id, t.round, t.asked_at_ms, t.due_at_ms, t.state, t.decision_id',
    where: '$1 = ANY(t.wanted_by)',
    key: ['t.order_id', 't.round'],
  },
  {
    name: 'violations',
    zh: '违规记录',
    en: 'recorded violations',
    tables: ['violations'],
    key: ['t.violation_id'],
  },
  {
    name: 'trips',
    zh: '运输行程与轨迹',
    en: 'trips and their tracks',
    tables: ['trips'],
    columns: `t.order_id, t.from_lat, t.from_lng, t.to_lat, t.to_lng, t.started_at_ms, t.ended_at_ms,
      t.meters, t.deviations, t.points, t.suspicions`,
    key: ['t.order_id'],
  },
  {
    name: 'crew-invitations',
    zh: '副驾邀请',
    en: 'invitations of and by co-drivers',
    tables: ['crew_invitations'],
    where: 't.driver_id = $1 OR t.co_driver_id = $1',
    key: ['t.invitation_id'],
  },
  {
    name: 'pairs',
    zh: '与货主之间的屏蔽和熟车',
    en: 'blocks between the driver and shippers, and shippers who prefer him',
    tables: ['pairs'],
    key: ['t.shipper_id', 't.by'],
  },
  {
    name: 'declines',
    zh: '表示不接或退回的订单',
    en: 'orders that were turned down or given back',
    tables: ['declines'],
    key: ['t.order_id'],
  },
  {
    name: 'access-requests',
    zh: '对本人敏感数据的访问申请',
    en: 'who asked to see sensitive data of the driver, and who agreed',
    tables: ['access_requests'],
    key: ['t.access_id'],
  },
  {
    name: 'accesses',
    zh: '谁在何时查看了本人数据',
    en: 'who was shown data of the driver, and when',
    tables: ['driver_accesses'],
    key: ['t.access_no'],
  },
  {
    name: 'audit',
    zh: '涉及本人的人工操作',
    en: 'what people did by hand that names the driver',
    tables: ['audit'],
    where: `t.subject = $1 OR t.actor = $1 OR strpos(t.detail, '"' || $1 || '"') > 0`,
    key: ['t.at_ms', 't.id'],
  },
  {
    name: 'comparisons',
    zh: '当日询问过的比较',
    en: 'comparisons that were asked for lately',
    tables: ['contrasts_told'],
    where: `t.asker = $1 AND t.role = 'driver'`,
    key: ['t.day'],
  },
];

/** In the list of places, and not in a copy, each with the reason. */
export const NOT_COPIED: Readonly<Record<string, string>> = {
  idempotency_keys:
    'answers that were given to him once, for a day, so that a repetition gets them',
  outbox: 'what is told of changes that stand in the other sections',
};
