/** Head of both documents. The version is that of the wire, not of the program. */
export const ABOUT = {
  title: 'Paidan (派单)',
  version: '1.0.0',
  summary: 'Order-matching dispatch for road freight.',
  description:
    'Shippers post cargo orders; drivers are recommended orders and grab them; every automated ' +
    'decision leaves a record that the driver it touches can have explained.',
  license: { name: 'MIT', identifier: 'MIT' },
} as const;
