import type { Class } from '../fields/field.js';
import type { ProblemCode } from '../problems.js';
import { requestSubject } from '../subjects/names.js';
import type { Role } from '../vocabulary.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH';

/**
 * One thing a caller can ask for, the same over HTTP and NATS. Both transports, the documents and
 * the broker's permissions are made from this; a route or subject that is not here does not exist.
 */
export type Operation<Input extends object = object, Answer extends object = object> = {
  readonly id: string;
  readonly summary: string;
  readonly method: Method;
  /** Parameters in braces; each is a field of `input` with the place `path`. */
  readonly path: string;
  readonly subject: string;
  /** Who may call. Never empty: there is no operation for everybody. */
  readonly roles: readonly Role[];
  /** Which rows a caller of those roles reaches. */
  readonly ownership: string;
  readonly input: Class<Input>;
  /** Of success, over HTTP. */
  readonly status: 200 | 201 | 202;
  readonly answer: Class<Answer>;
  /** Changes something, so it may not be repeated lightly. */
  readonly unsafe: boolean;
  readonly idempotency: 'required' | 'optional' | 'none';
  readonly tag: Tag;
  /** What may go wrong beyond what can go wrong with every operation of its kind. */
  readonly problems: readonly ProblemCode[];
};

export const TAGS = {
  orders: 'Cargo orders (货源), from posting to rating.',
  explanations: 'What was decided, why, and for whom (自动化决策说明).',
  log: 'The signed log of decisions (可验证的决策日志), and proofs from it.',
  drivers: 'Drivers (司机): vehicle, consents, duty, place, nearby cargo.',
  consents: 'What a driver agrees to (明示同意), by purpose and version of the text.',
  rights: 'What a person may ask of those who hold his data (个人信息权利).',
  positions: 'Where trucks are, by those who consent.',
  access: 'Who may see, and who has seen, what of a driver (访问审批与审计).',
  operating: 'Imports, automation by city, assignment by hand, audit, statistics.',
  policies: 'The published rules and weights of allocation.',
} as const;
export type Tag = keyof typeof TAGS;

type Declaration<Id extends string, Input extends object, Answer extends object> = Omit<
  Operation<Input, Answer>,
  'id' | 'subject' | 'status' | 'unsafe' | 'idempotency' | 'problems'
> & {
  readonly id: Id;
  readonly status?: Operation['status'];
  readonly idempotency?: Operation['idempotency'];
  readonly problems?: readonly ProblemCode[];
};

/** Fills in what follows from the rest: GET is safe, everything else is not and needs a key. */
export function operation<Id extends string, Input extends object, Answer extends object>(
  declaration: Declaration<Id, Input, Answer>,
): Operation<Input, Answer> & { readonly id: Id } {
  const unsafe = declaration.method !== 'GET';
  return {
    status: 200,
    idempotency: unsafe ? 'required' : 'none',
    problems: [],
    ...declaration,
    subject: requestSubject(declaration.id),
    unsafe,
  };
}
