import type { ConsentShelf } from '../consents/consent-shelf.js';
import type { Clock, Entropy } from '../ports/clock.js';
import type { Fleet } from './fleet.js';
import type { PolicyShelf } from './policy-shelf.js';
import type { ProfileBook } from './profile-book.js';
import type { ReturnBoards } from './return-boards.js';
import type { ShareBook } from './share-book.js';

/** What every step of an order needs; made once per process. */
export type Matching = {
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly fleet: Fleet;
  readonly profiles: ProfileBook;
  readonly shares: ShareBook;
  readonly returns: ReturnBoards;
  readonly policies: PolicyShelf;
  readonly texts: ConsentShelf;
};
