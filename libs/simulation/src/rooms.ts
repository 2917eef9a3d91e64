import {
  acceptOffer,
  cancelOrder,
  changeConsent,
  changeDuty,
  changePlace,
  declineOffer,
  grabOrder,
  importOutcomes,
  nearbyCargo,
  postOrder,
  progressOrder,
  putPolicy,
  rateOrder,
  receiveOrder,
  registerDriver,
  reportPositions,
} from '#libs/dispatch';

/**
 * The use cases that a simulation plays through: those of libs/dispatch and no others. A test puts
 * a broken twin in the place of one to see that the simulation's checks notice.
 */
export const REAL_ROOMS = {
  acceptOffer,
  cancelOrder,
  changeConsent,
  changeDuty,
  changePlace,
  declineOffer,
  grabOrder,
  importOutcomes,
  nearbyCargo,
  postOrder,
  progressOrder,
  putPolicy,
  rateOrder,
  receiveOrder,
  registerDriver,
  reportPositions,
} as const;

export type Rooms = typeof REAL_ROOMS;
