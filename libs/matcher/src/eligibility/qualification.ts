import type { Rule } from './rule.js';

/** Names the first that is missing, and all that are needed: he may lack more than one. */
export const qualification: Rule = ({ qualifications: held }, { qualifications: needed }) => {
  const missing = needed.find((each) => !held.includes(each));
  return missing === undefined ? null : { value: missing, threshold: needed.join(',') };
};
