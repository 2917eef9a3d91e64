import type { Policy } from '#libs/matcher';
import { canonicalJson } from '../canonical.js';
import { sha256Hex } from '../digest.js';
import { EVIDENCE_KEPT_MS, EXACT_KEPT_MS, KEPT_YEARS_AT_LEAST } from '../keeping.js';
import { KINDS } from '../kinds/table.js';
import type { DriverRow, ViewHeader } from '../record.js';
import { sentence } from '../sentence.js';
import type { DriverExplanation } from './driver-view.js';
import type { Annex, ConsentsView, Standing } from './standing.js';

export type Surroundings = Pick<
  DriverExplanation,
  | 'schema'
  | 'locales'
  | 'controller'
  | 'significance'
  | 'purposeAndBasis'
  | 'recipients'
  | 'replay'
  | 'retention'
  | 'chain'
  | 'accessLog'
>;

type Named = Pick<DriverExplanation, 'recordId' | 'system' | 'integrity'>;

/** What names the record, the rules it was decided by, and where it is proved. */
export const named = (
  { decisionId, engineVersion, policyHash }: ViewHeader,
  policy: Policy,
  { driverId, inRecord }: { readonly driverId: string; readonly inRecord: boolean },
  { codeDigest }: Standing,
): Named => ({
  recordId: `${decisionId}.${driverId}`,
  system: {
    engineVersion,
    codeDigest,
    policyHash,
    publishedRules: {
      name: policy.name,
      version: policy.version,
      path: `/rules?hash=${encodeURIComponent(policyHash)}`,
    },
  },
  integrity: {
    canonicalisation: 'RFC 8785',
    hash: 'SHA-256',
    log: 'RFC 6962',
    proofPath: inRecord ? `/v1/decisions/${decisionId}/proof` : null,
  },
});

export type Surrounded = {
  readonly header: ViewHeader;
  readonly row: DriverRow | null;
  readonly consents: ConsentsView | null;
  readonly standing: Standing;
  readonly annex: Annex;
};

/** Everything around the decision that reads the same whatever became of the driver. */
export function surroundings(given: Surrounded): Surroundings {
  const { header, row, consents, standing, annex } = given;
  const { kind, decidedAtMs, policyHash, engineVersion } = header;
  const { effect, rule } = KINDS[kind].significance;
  return {
    schema: 'paidan.explanation/2',
    locales: ['zh-CN', 'en'],
    controller: standing.controller,
    significance: { effect, rule: sentence(rule, {}) },
    purposeAndBasis: {
      purpose: 'order_matching',
      label: { zh: '货运订单的推荐与分配', en: 'recommending and allocating freight orders' },
      basis: 'contract_and_consent',
      rule: sentence('basis.matching', {}),
      consents,
    },
    recipients: (row === null ? [] : KINDS[kind].events(row)).map((event) => ({
      event,
      teams: null,
    })),
    replay: {
      engineVersion,
      policyHash,
      recordDigest: row === null ? null : recordDigest(header, row),
      provenBy: KINDS[kind].proof.by === 'decide' ? 'deciding_again' : 'applying_the_rules_again',
    },
    retention: {
      class: 'decision_record',
      state: row?.reduced === true ? 'REDUCED' : 'ACTIVE',
      held: annex.held,
      evidenceUntilMs: decidedAtMs + EVIDENCE_KEPT_MS,
      exactUntilMs: decidedAtMs + EXACT_KEPT_MS,
      keptYearsAtLeast: KEPT_YEARS_AT_LEAST,
    },
    chain: { supersedes: annex.supersedes, supersededBy: annex.supersededBy },
    accessLog: annex.accessLog,
  };
}

/** A row that is kept in memory is asked about again, and never changes. */
const digests = new WeakMap<DriverRow, { readonly head: string; readonly digest: string }>();

/** Over the same text that is sealed under the driver's key, so that a proof and this agree. */
function recordDigest(header: ViewHeader, row: DriverRow): string {
  const { decisionId, kind, orderId, orderVersion, round } = header;
  const { decidedAtMs, policyHash, engineVersion, cutoffTotal } = header;
  const head = canonicalJson({
    decisionId,
    kind,
    orderId,
    orderVersion,
    round,
    decidedAtMs,
    policyHash,
    engineVersion,
    cutoffTotal,
  });
  const known = digests.get(row);
  if (known?.head === head) return known.digest;
  const digest = `sha256:${sha256Hex(`{"head":${head},"row":${canonicalJson(row)}}`)}`;
  digests.set(row, { head, digest });
  return digest;
}
