import { Describes } from '../fields/field.js';
import { EnumField, JsonField, ObjectField, TextField } from '../fields/kinds.js';
import { CountField, IdField, UtcField, UuidField } from '../fields/named.js';
import type { FieldOptions } from '../fields/decorate.js';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const ROOT = 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=';

const Base64Field = (
  options: FieldOptions<string> & { readonly bytesMin: number; readonly bytesMax: number },
): PropertyDecorator => {
  const { bytesMin, bytesMax, ...rest } = options;
  const letters = (bytes: number): number => Math.ceil(bytes / 3) * 4;
  return TextField({
    example: ROOT,
    ...rest,
    min: letters(bytesMin),
    max: letters(bytesMax),
    pattern: BASE64,
    expected: `base 64 of ${bytesMin} to ${bytesMax} bytes`,
  });
};

/** Texts of several lines, in the forms of C2SP. */
const NoteField = (options: FieldOptions<string>): PropertyDecorator =>
  TextField({ ...options, min: 1, max: 20_000, pattern: /^[^\0-\x09\x0b-\x1f]*$/ });

const HashesField = (options: FieldOptions<unknown>): PropertyDecorator =>
  JsonField({
    example: [ROOT],
    ...options,
    schema: { type: 'array', items: { type: 'string', pattern: BASE64.source }, maxItems: 64 },
  });

const KeyField = (): PropertyDecorator =>
  TextField({
    min: 1,
    max: 300,
    example: 'freight.example/log+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
    description: 'The public key, as a C2SP vkey. Keep it: it is what later files are checked by.',
  });

const OriginField = (): PropertyDecorator =>
  TextField({ min: 1, max: 200, example: 'freight.example/log' });

const NOTE = `freight.example/log\n20852163\n${ROOT}\n\n— freight.example/log Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n`;

@Describes('The name and the public key of the log of decisions.')
export class LogKeyView {
  @OriginField()
  origin: string;

  @KeyField()
  vkey: string;
}

@Describes('The newest signed checkpoint of the log: how many decisions, and the root over them.')
export class LogCheckpointView {
  @OriginField()
  origin: string;

  @CountField({ example: 20_852_163, description: 'Decisions in the log.' })
  size: number;

  @Base64Field({ bytesMin: 32, bytesMax: 32 })
  root: string;

  @NoteField({
    example: NOTE,
    description: 'The C2SP checkpoint, word for word: this is what was signed.',
  })
  note: string;

  @KeyField()
  vkey: string;

  @UtcField()
  signedAt: string;
}

@Describes('A file: that the log at a later checkpoint grew out of an earlier one.')
export class LogConsistencyView {
  @EnumField(['paidan.consistency/1'])
  format: 'paidan.consistency/1';

  @NoteField({ example: NOTE })
  older: string;

  @NoteField({ example: NOTE })
  newer: string;

  @HashesField({ description: 'The proof of RFC 6962, section 2.1.2.' })
  path: unknown;

  @KeyField()
  vkey: string;
}

@Describes("Where a driver's row lies in the tree of its decision.")
export class DecisionTreePath {
  @CountField({ example: 3, description: 'The leaf of his row; leaf 0 is what all share.' })
  position: number;

  @CountField({ example: 12 })
  leaves: number;

  @HashesField({ description: "From his leaf to the decision's root, the lowest first." })
  path: unknown;
}

@Describes('A file a driver keeps: his row of a decision and its way into the signed log.')
export class DecisionProofView {
  @EnumField(['paidan.proof/1'])
  format: 'paidan.proof/1';

  @UuidField()
  decisionId: string;

  @IdField()
  driverId: string;

  @JsonField({
    example: { head: {}, row: {} },
    description: 'What was recorded of him, in the clear: `head` of the decision, his `row`.',
  })
  record: unknown;

  @Base64Field({
    bytesMin: 28,
    bytesMax: 262_144,
    description: 'The record as it lies in the database: nonce, ciphertext, tag of AES-256-GCM.',
  })
  sealed: string;

  @Base64Field({ bytesMin: 32, bytesMax: 32, description: 'Opens `sealed`, and nothing else.' })
  rowKey: string;

  @Base64Field({
    bytesMin: 32,
    bytesMax: 32,
    description: 'SHA-256(salt ‖ sealed) is the leaf of his row.',
  })
  salt: string;

  @ObjectField(() => DecisionTreePath)
  decision: DecisionTreePath;

  @NoteField({
    example: `c2sp.org/tlog-proof@v1\nindex 7\n${ROOT}\n\n${NOTE}`,
    description: "A C2SP tlog-proof whose entry is the root of the decision's tree.",
  })
  log: string;

  @KeyField()
  vkey: string;
}
