import { ErasureView } from '../views/erasure-view.js';
import { AcknowledgeErasure, AskErasure, ErasurePath } from './erasure-inputs.js';
import { operation } from './operation.js';

export const erasureOperations = [
  operation({
    id: 'driver.erase',
    summary: 'Close the account and erase what is known of its driver (注销, 删除)',
    method: 'POST',
    path: '/v1/drivers/{driverId}/erasure',
    roles: ['driver', 'service'],
    ownership: 'The driver himself; a service for any driver. Audited. Refused on the road.',
    input: AskErasure,
    answer: ErasureView,
    status: 202,
    problems: ['carries_an_order'],
    tag: 'rights',
  }),
  operation({
    id: 'erasure.get',
    summary: 'See how far an erasure is, and its certificate',
    method: 'GET',
    path: '/v1/erasures/{erasureId}',
    roles: ['driver', 'service', 'operator', 'reviewer'],
    ownership: 'The driver whom it is about, also afterwards; services and staff all.',
    input: ErasurePath,
    answer: ErasureView,
    tag: 'rights',
  }),
  operation({
    id: 'erasure.acknowledge',
    summary: "Say that a recipient has deleted an erased driver's data",
    method: 'POST',
    path: '/v1/erasures/{erasureId}/acknowledgement',
    roles: ['service'],
    ownership: 'Of any erasure that the recipient was told of.',
    input: AcknowledgeErasure,
    answer: ErasureView,
    tag: 'rights',
  }),
] as const;
