import type { ShadowReport, Turned, UnknownReason } from '#libs/explanations';
import type { Rehearsed } from '#libs/dispatch';

/** A screen of them; `--json` has a hundred. */
const FLIPS_SHOWN = 10;

const UNKNOWN_WORDS: Readonly<Record<UnknownReason, string>> = {
  looks_further: 'would have looked further than was searched',
  looks_at_more: 'would have judged more than were',
  looks_at_fewer: 'would have judged fewer than were',
  other_grabs: 'others might have grabbed (window, or room for grabs)',
  other_profile: 'the past was weighed by another half-life or window',
  other_place: 'another place of a driver might have counted',
  other_qualifications: 'the cargo would imply other licences',
  not_measured: 'a factor that counts was not measured then',
  other_rules: 'the policy says something of which a record holds nothing',
};

/** The report as people read it. */
export function shadowLines(run: Rehearsed & { readonly runId: string | null }): string[] {
  const { report } = run;
  return [
    `${run.policyHash}`,
    `beside ${run.baseHash}, in force for ${run.cityCode}`,
    '',
    ...overview(run.available, report),
    '',
    ...winners(report),
    '',
    ...groups(report),
    '',
    `result ${run.resultHash}`,
    run.runId === null ? 'not kept' : `kept as shadow run ${run.runId}`,
  ];
}

function overview(available: number, report: ShadowReport): string[] {
  const { lookedAt, compared, skipped, uncertain, unknown, kinds } = report;
  const left = Object.entries(skipped).filter(([, count]) => count > 0);
  return [
    `looked at    ${lookedAt} of ${available} decisions under the policy in force`,
    `compared     ${compared}` +
      (left.length === 0
        ? ''
        : `; left out: ${left.map(([why, count]) => `${count} ${why}`).join(', ')}`),
    ...kinds.map(
      (kind) =>
        `             ${kind.kind}: ${kind.compared} compared, ${kind.changed} with any change`,
    ),
    `uncertain    ${uncertain}${uncertain === 0 ? '' : ': the record cannot know all of it'}`,
    ...Object.entries(unknown).flatMap(([reason, count]) =>
      count === 0 ? [] : [`             ${count} ${UNKNOWN_WORDS[reason as UnknownReason]}`],
    ),
  ];
}

function winners({ winners: of, flips, ranks, refusals }: ShadowReport): string[] {
  return [
    `other winner ${of.flips} (${of.certain} for certain); ${of.toNobody} to nobody, ` +
      `${of.fromNobody} from nobody`,
    ...(of.marginMedian === null
      ? []
      : [
          `             ahead by ${of.marginMedian} points (median), ${of.marginMost ?? 0} at most`,
        ]),
    ...flips
      .slice(0, FLIPS_SHOWN)
      .map(
        ({ decisionId, kind, loser, winner, marginBefore, marginAfter, uncertain }) =>
          `             ${decisionId} ${kind}: ${turned(loser)} / ${turned(winner)}` +
          (marginBefore === null || marginAfter === null
            ? ''
            : `, was ahead by ${marginBefore}, behind by ${marginAfter}`) +
          (uncertain ? ', uncertain' : ''),
      ),
    `ranks        ${ranks.moved} of ${ranks.ranked} drivers in decisions moved` +
      (ranks.placesMedian === null
        ? ''
        : `, by ${ranks.placesMedian} places (median), ${ranks.placesMost ?? 0} at most`),
    ...refusals
      .filter(({ before, after }) => before !== after)
      .map(({ reason, before, after }) => `refused      ${reason}: ${before} → ${after}`),
  ];
}

function groups({ groups: all, gaps }: ShadowReport): string[] {
  return [
    'for whom                       in decisions   chosen        refused',
    ...all.map(
      ({ dimension, group, recorded, wonBefore, wonAfter, refusedBefore, refusedAfter }) =>
        `  ${`${dimension} ${group}`.padEnd(28)} ${String(recorded).padStart(12)}   ` +
        `${`${wonBefore} → ${wonAfter}`.padEnd(13)} ${refusedBefore} → ${refusedAfter}`,
    ),
    ...gaps.map(
      ({ dimension, group, against, beforePermille, afterPermille }) =>
        `gap          ${dimension}: ${group} chosen less often than ${against} by ` +
        `${points(beforePermille)} → ${points(afterPermille)} of a hundred`,
    ),
  ];
}

const turned = (of: Turned | null): string =>
  of === null
    ? 'nobody'
    : `${of.driverId === undefined ? '' : `${of.driverId} `}${of.from} → ${of.to}` +
      (of.refusal === null ? '' : ` (${of.refusal})`);

const points = (permille: number): string => (permille / 10).toFixed(1);
