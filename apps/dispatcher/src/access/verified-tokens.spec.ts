import { VerifiedTokens, type Verified } from './verified-tokens.js';

describe('tokens that were verified a moment ago', () => {
  let nowMs = 1_000_000;
  let checked = 0;
  let keyInForce: string | null = 'k1';
  const verify = async (): Promise<Verified> => {
    checked += 1;
    if (keyInForce === null) throw new Error('no such key');
    const keyNow = async (): Promise<string> => {
      if (keyInForce === null) throw new Error('no such key');
      return keyInForce;
    };
    return { payload: { sub: 'drv-1', exp: 1_100 }, key: keyInForce, keyNow };
  };
  let tokens: VerifiedTokens;

  beforeEach(() => {
    nowMs = 1_000_000;
    checked = 0;
    keyInForce = 'k1';
    tokens = new VerifiedTokens(() => nowMs);
  });

  it('are not checked again at once, and never believed beyond their own time', async () => {
    await tokens.payloadOf('a', verify);
    await tokens.payloadOf('a', verify);
    expect(checked).toBe(1);
    await tokens.payloadOf('b', verify);
    expect(checked).toBe(2);
    nowMs = 1_100_000;
    await tokens.payloadOf('a', verify);
    expect(checked).toBe(3);
  });

  it('are not remembered when they do not hold', async () => {
    const refuse = async (): Promise<Verified> => {
      checked += 1;
      throw new Error('no');
    };
    await expect(tokens.payloadOf('c', refuse)).rejects.toThrow('no');
    await expect(tokens.payloadOf('c', refuse)).rejects.toThrow('no');
    expect(checked).toBe(2);
  });

  it('hold on while the key they were checked with is in force', async () => {
    for (const ms of [0, 29_000, 31_000, 62_000, 93_000]) {
      nowMs = 1_000_000 + ms;
      expect(await tokens.payloadOf('a', verify)).toMatchObject({ sub: 'drv-1' });
    }
    expect(checked).toBe(1);
    nowMs = 1_100_000;
    await tokens.payloadOf('a', verify);
    expect(checked).toBe(2);
  });

  it('are checked again once the keys were exchanged', async () => {
    await tokens.payloadOf('a', verify);
    keyInForce = 'k2';
    nowMs += 30_000;
    await tokens.payloadOf('a', verify);
    expect(checked).toBe(2);
  });

  it('are refused once their key was withdrawn', async () => {
    await tokens.payloadOf('a', verify);
    keyInForce = null;
    nowMs += 30_000;
    await expect(tokens.payloadOf('a', verify)).rejects.toThrow('no such key');
    expect([...tokens.remembered()]).toEqual([]);
  });

  it('are not brought back by what is heard of a key after they were forgotten', async () => {
    await tokens.payloadOf('a', verify);
    nowMs += 30_000;
    const asked = tokens.payloadOf('a', verify);
    tokens.forget('drv-1');
    await asked;
    expect([...tokens.remembered()]).toEqual([]);
  });
});
