import { ConsentStatesView, ConsentTextList, ConsentTextView } from '../views/consent-view.js';
import { ROLES } from '../vocabulary.js';
import {
  ListConsents,
  ListConsentTexts,
  PromptForConsent,
  PublishConsentText,
} from './consent-inputs.js';
import { operation } from './operation.js';

export const consentOperations = [
  operation({
    id: 'consent.publish',
    summary: 'Publish a text that drivers are asked to agree to; it holds seven days later',
    method: 'PUT',
    path: '/v1/consent-texts/{purpose}/{version}',
    roles: ['operator'],
    ownership: 'Every purpose. Audited.',
    input: PublishConsentText,
    answer: ConsentTextView,
    problems: ['wrong_state'],
    tag: 'consents',
  }),
  operation({
    id: 'consent.texts',
    summary: 'List the texts of consents, those to come included',
    method: 'GET',
    path: '/v1/consent-texts',
    roles: ROLES,
    ownership: 'Published to everyone.',
    input: ListConsentTexts,
    answer: ConsentTextList,
    tag: 'consents',
  }),
  operation({
    id: 'driver.consents',
    summary: 'Read consents with their history, and what the app may ask now',
    method: 'GET',
    path: '/v1/drivers/{driverId}/consents',
    roles: ['driver'],
    ownership: 'The driver himself.',
    input: ListConsents,
    answer: ConsentStatesView,
    tag: 'consents',
  }),
  operation({
    id: 'driver.consent_prompt',
    summary: 'Tell that the app asks for a consent now; refused while it may not',
    method: 'POST',
    path: '/v1/drivers/{driverId}/consents/{purpose}/prompt',
    roles: ['driver'],
    ownership: 'The driver himself.',
    input: PromptForConsent,
    answer: ConsentStatesView,
    problems: ['asked_too_soon', 'wrong_state'],
    tag: 'consents',
  }),
] as const;
