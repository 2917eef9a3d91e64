export { dayOf } from './day.js';
export type { Outcome } from './outcome.js';
export { NO_EVIDENCE, laneKey, profileOf, type CompletionProfile } from './profile.js';
export { profileFacts } from './profile-facts.js';
export { ratingSums, type GivenStars, type RatingSums } from './ratings.js';
export type { ProfileOptions } from './profile-options.js';
