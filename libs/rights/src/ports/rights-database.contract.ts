import { erasuresContract } from './erasures.contract.js';
import { holdsContract } from './holds.contract.js';
import { remediesContract } from './remedies.contract.js';
import { requestsContract } from './requests.contract.js';
import { reviewsContract } from './reviews.contract.js';
import type { RightsRule } from './rights-rule.contract.js';

/** What rights keep beside dispatch, by the part of the port it is about. */
export const RIGHTS_CONTRACT: Readonly<Record<string, readonly RightsRule[]>> = {
  holds: holdsContract,
  erasures: erasuresContract,
  requests: requestsContract,
  reviews: reviewsContract,
  remedies: remediesContract,
};
