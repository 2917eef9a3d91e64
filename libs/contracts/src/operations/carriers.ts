import { Describes } from '../fields/field.js';
import { CarrierDriverPage } from '../views/carrier-view.js';
import { operation } from './operation.js';
import { CursorField, LimitField } from './paging.js';

@Describes("The caller's own drivers.")
export class ListCarrierDrivers {
  @LimitField()
  limit: number;

  @CursorField()
  cursor?: string;
}

export const carrierOperations = [
  operation({
    id: 'carrier.drivers',
    summary: 'List the drivers of a company with their states',
    method: 'GET',
    path: '/v1/carrier/drivers',
    roles: ['carrier'],
    ownership: "The carrier's own, without place, consents and profile. Told to the drivers.",
    input: ListCarrierDrivers,
    answer: CarrierDriverPage,
    tag: 'drivers',
  }),
] as const;
