// What was promised to drivers and shippers, one sentence an id. The ids are used in test names,
// documents and commit messages; docs/requirements.md shows which test proves which.

export const REQUIREMENTS = {
  M1: 'Orders are recommended from city, vehicle type, load and registration data.',
  M2: 'With express consent, location sharpens the match.',
  M3: 'Without it everything else works: a place set by hand, or the city.',
  M4: 'A profile from completed orders is used to match and to allocate grabbed orders.',
  M5: 'Analysis works on codes that cannot be tied to a person; unknown fields are refused.',
  M6: 'Shippers see nearby trucks as counts, never a position.',
  M7: 'Drivers see nearby cargo without asking, also those who come online later.',
  M8: 'The order carries places, times, load, vehicle, cargo, handling, value, freight, deposit.',
  M9: 'The parties come to terms; the state of the deal is recorded and shown to both.',
  M10: 'A vehicle has type, measures, weights and axles.',
  M11: 'Positions come from the phone or a terminal, with consent, and carry source and age.',
  M12: 'The shipper follows the shipment; track, duration and mileage are kept.',
  M13: 'A truck that leaves its route raises a warning.',
  M14: 'A crew has one or two; familiar drivers may be preferred, blocked pairs never meet.',
  M15: 'Ratings go both ways; a default rating is shown as such and is no evidence.',
  M16: 'Qualifications are checked before matching.',
  M17: 'Money, messages, calls and identity checks belong to other services, told by events.',
  D1: 'An automated decision is explained to the driver it touches.',
  D2: 'A request is answered in the time that the policies promise.',
  D3: 'Matching without personal characteristics is there and takes effect at once.',
  D4: 'A driver may have a human decide.',
  D5: 'The rules and main parameters of allocation are published, per version.',
  D6: 'All this is free of charge; a refusal gives its reason.',
  D7: 'An explanation holds no datum of a rival.',
  D8: 'A request goes unanswered only on the grounds of the law, with the ground told.',
  R1: 'A person gets access to and a copy of his data.',
  R2: 'Data are corrected, and what was decided on wrong data is looked at again.',
  R3: 'Data are deleted on the five grounds, and those who received them are told.',
  R4: 'Consent is per purpose and can be withdrawn; use stops at once.',
  R5: 'An account can be closed.',
  R6: 'Order data are kept three years, then deleted or anonymised.',
  R7: 'An erasure is applied again after a restore.',
  R8: 'Violation records have a bounded term, with review.',
  R9: 'Own ratings can be read, corrected and withdrawn.',
  R10: 'Consents carry the version of the policy they were given to.',
  S1: 'Data are encrypted in transit; sensitive data also at rest.',
  S2: 'Access is controlled, approved where sensitive, and audited.',
  S3: 'Partner services see what they need and no more.',
  S4: 'Doubts about a trip are told to the service that judges them.',
  S5: 'The end of the service and incidents are announced to those affected.',
  S6: 'Data stay in one region, and a start that mixes regions refuses.',
  S7: "A driver's own company sees his orders and states, not his profile.",
};

/** What the present work sets out to prove. */
export const PLANNED = [
  ...['M1', 'M2', 'M3', 'M4', 'M5', 'M7', 'M8', 'M9', 'M10', 'M11', 'M15', 'M16'],
  ...['D1', 'S1', 'S3'],
];

/** What it proves: each of these fails the check when no test names it. */
export const CLAIMED = [];
