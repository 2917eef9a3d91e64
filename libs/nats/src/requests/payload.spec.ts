import fc from 'fast-check';
import { readPayload } from './payload.js';

const LIMITS = { maxBytes: 4_096, maxDepth: 4 };
const read = (text: string): unknown =>
  readPayload(new TextEncoder().encode(text), 'paidan.v1.x', LIMITS);

describe('a payload', () => {
  it('is a Nest envelope only when it names its own subject', () => {
    expect(read('{"pattern":"paidan.v1.x","data":{"a":1},"id":"7"}')).toEqual({
      kind: 'nest',
      id: '7',
      data: { a: 1 },
    });
    expect(read('{"pattern":"paidan.v1.x","data":1}')).toEqual({ kind: 'nest', id: null, data: 1 });
    for (const other of [
      '{"pattern":"paidan.v1.y","data":{},"id":"7"}',
      '{"data":{},"id":"7"}',
      '{"pattern":"paidan.v1.x","id":"7"}',
      '{"pattern":"paidan.v1.x","data":{},"id":7}',
    ]) {
      expect(read(other)).toMatchObject({ kind: 'bare' });
    }
  });

  it('may be as deep as the limit and no deeper', () => {
    expect(read('{"a":[{"b":{}}]}')).toMatchObject({ kind: 'bare' });
    expect(read('{"a":[{"b":{"c":[]}}]}')).toMatchObject({ kind: 'malformed' });
  });

  it('is judged whatever its bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const { kind } = readPayload(bytes, 'paidan.v1.x', LIMITS);
        expect(['bare', 'malformed', 'nest']).toContain(kind);
      }),
    );
  });

  it('is handed on as it was written', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })), (body) => {
        const text = JSON.stringify(body);
        fc.pre(text.length < 2_000 && !text.includes('__proto__'));
        expect(read(text)).toEqual({ kind: 'bare', data: JSON.parse(text) });
      }),
    );
  });

  it('does not come back in the complaint about it', () => {
    expect(JSON.stringify(read('{"phone":13800138000 oops'))).not.toContain('138');
  });
});
