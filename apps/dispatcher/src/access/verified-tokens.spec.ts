import type { JWTPayload } from 'jose';
import { VerifiedTokens } from './verified-tokens.js';

describe('tokens that were verified a moment ago', () => {
  let nowMs = 1_000_000;
  let checked = 0;
  const verify = async (): Promise<JWTPayload> => {
    checked += 1;
    return { sub: 'drv-1', exp: 1_010 };
  };
  const tokens = new VerifiedTokens(() => nowMs);

  beforeEach(() => {
    nowMs = 1_000_000;
    checked = 0;
  });

  it('are not checked again at once, and never believed beyond their own time', async () => {
    await tokens.payloadOf('a', verify);
    await tokens.payloadOf('a', verify);
    expect(checked).toBe(1);
    await tokens.payloadOf('b', verify);
    expect(checked).toBe(2);
    nowMs = 1_010_000;
    await tokens.payloadOf('a', verify);
    expect(checked).toBe(3);
  });

  it('are not remembered when they do not hold', async () => {
    const refuse = async (): Promise<JWTPayload> => {
      checked += 1;
      throw new Error('no');
    };
    await expect(tokens.payloadOf('c', refuse)).rejects.toThrow('no');
    await expect(tokens.payloadOf('c', refuse)).rejects.toThrow('no');
    expect(checked).toBe(2);
  });
});
