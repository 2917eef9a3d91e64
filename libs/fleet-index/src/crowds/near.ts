import { cellRadiusMeters, centerOf } from '../cells.js';
import { haversineMeters } from '../great-circle.js';
import { requirePosition, type Position } from '../position.js';
import type { Crowd } from './crowds.js';

export type NearCrowd<C extends Crowd> = {
  readonly crowd: C;
  readonly center: Position;
  /** To the cell's centre. */
  readonly meters: number;
};

/**
 * Of published counts those whose cell may reach into the circle, nearest first. It only chooses
 * among what is published: whoever asks around every place there is learns no more than the whole.
 */
export function crowdsNear<C extends Crowd>(
  crowds: readonly C[],
  at: Position,
  radiusMeters: number,
): NearCrowd<C>[] {
  requirePosition(at);
  return crowds
    .map((crowd) => {
      const center = centerOf(crowd.cell);
      return { crowd, center, meters: haversineMeters(at, center) };
    })
    .filter(({ crowd, meters }) => meters - cellRadiusMeters(crowd.resolution) <= radiusMeters)
    .sort((a, b) => a.meters - b.meters || (a.crowd.cell < b.crowd.cell ? -1 : 1));
}
