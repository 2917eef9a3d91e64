import { Describes } from '../fields/field.js';
import { TextField } from '../fields/kinds.js';
import { CopyView } from '../views/copy-view.js';
import { DriverPath } from './driver-inputs.js';
import { operation } from './operation.js';

@Describes("Asks for a part of one's copy; without a cursor for the first.")
export class GetCopy extends DriverPath {
  @TextField({
    in: 'query',
    optional: true,
    min: 1,
    max: 600,
    pattern: /^[A-Za-z0-9_-]+$/,
    expected: 'a cursor as the part before gave it',
    example: 'eyJzZWN0aW9uIjoiZ3JhYnMiLCJyb3dzIjo2MCwiYWZ0ZXIiOlsibyIsIjEiXX0',
    description: '`nextCursor` of the part before.',
  })
  cursor?: string;
}

export const copyOperations = [
  operation({
    id: 'driver.copy',
    summary: 'Get a copy of everything that is kept of a driver, part by part (R1)',
    method: 'GET',
    path: '/v1/drivers/{driverId}/copy',
    roles: ['driver'],
    ownership: 'The driver himself.',
    input: GetCopy,
    answer: CopyView,
    tag: 'rights',
  }),
] as const;
