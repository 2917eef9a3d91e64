import { Describes } from '../fields/field.js';
import { BooleanField, EnumField, EnumListField, ListField, ObjectField } from '../fields/kinds.js';
import { IdField, UtcField, UuidField } from '../fields/named.js';
import { VehicleFacts } from '../operations/driver-inputs.js';
import { NextCursorField, PAGE_MAX } from '../operations/paging.js';
import {
  DRIVER_STATES,
  ORDER_STATUSES,
  QUALIFICATIONS,
  type DriverState,
  type OrderStatus,
  type Qualification,
} from '../vocabulary.js';

@Describes('An order on the truck.')
export class CarriedOrder {
  @UuidField()
  orderId: string;

  @EnumField(ORDER_STATUSES, { example: 'in_transit' })
  status: OrderStatus;
}

@Describes(
  'A driver as his company sees him (S7): truck, papers, state, order. Not where he is, not what ' +
    'he agreed to, nothing of his profile, no explanation.',
)
export class CarrierDriver {
  @IdField()
  driverId: string;

  @ObjectField(() => VehicleFacts)
  vehicle: VehicleFacts;

  @EnumListField(QUALIFICATIONS, { example: ['cold_chain'] })
  qualifications: readonly Qualification[];

  @BooleanField()
  onDuty: boolean;

  @EnumField(DRIVER_STATES, { example: 'busy' })
  state: DriverState;

  @ListField(() => CarriedOrder, { min: 0, max: 10, description: 'What he carries now.' })
  orders: CarriedOrder[];

  @UtcField()
  registeredAt: string;
}

@Describes('The drivers of a carrier, by id.')
export class CarrierDriverPage {
  @ListField(() => CarrierDriver, { min: 0, max: PAGE_MAX })
  items: CarrierDriver[];

  @NextCursorField()
  nextCursor: string | null;
}
