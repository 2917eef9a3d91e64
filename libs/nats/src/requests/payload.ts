// What a message on a request subject says, judged before anything of ours sees it. Anybody's
// client may have written it, so every byte sequence ends in exactly one of these.

export type Payload =
  | { readonly kind: 'bare'; readonly data: object }
  /** Nest's own client wraps what it sends, and expects its answer wrapped. */
  | { readonly kind: 'nest'; readonly id: string | null; readonly data: unknown }
  | { readonly kind: 'too_large'; readonly detail: string }
  | { readonly kind: 'malformed'; readonly detail: string };

export type PayloadLimits = { readonly maxBytes: number; readonly maxDepth: number };

export function readPayload(bytes: Uint8Array, subject: string, limits: PayloadLimits): Payload {
  if (bytes.length > limits.maxBytes) {
    return {
      kind: 'too_large',
      detail: `The payload has ${bytes.length} bytes; at most ${limits.maxBytes} are taken.`,
    };
  }
  if (bytes.length === 0) {
    return malformed('The payload is empty; send a JSON object, {} when nothing is to be said.');
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return malformed('The payload is not valid UTF-8.');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the payload, which is nobody's business but the sender's.
    return malformed('The payload is not valid JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return malformed(`The payload is ${nameOf(value)}; a JSON object is expected.`);
  }
  const fault = faultOf(value, limits.maxDepth);
  if (fault !== null) return malformed(fault);
  return envelope(value, subject) ?? { kind: 'bare', data: value };
}

/**
 * Nest's envelope names the subject it was sent to, which no body of ours does: a body that merely
 * has fields called `data` or `id` is never taken for one.
 */
function envelope(value: object, subject: string): Payload | null {
  if (!('pattern' in value) || value.pattern !== subject || !('data' in value)) return null;
  if (!('id' in value)) return { kind: 'nest', id: null, data: value.data };
  return typeof value.id === 'string' ? { kind: 'nest', id: value.id, data: value.data } : null;
}

/** Level by level, without recursion: the depth is the sender's choice, our stack is not. */
function faultOf(root: object, maxDepth: number): string | null {
  let level: object[] = [root];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > maxDepth) return `The payload is nested deeper than ${maxDepth} levels.`;
    const next: object[] = [];
    for (const value of level) {
      if (Object.hasOwn(value, '__proto__')) return 'The payload has a field named __proto__.';
      for (const inner of Object.values(value) as unknown[]) {
        if (typeof inner === 'object' && inner !== null) next.push(inner);
      }
    }
    level = next;
  }
  return null;
}

function malformed(detail: string): Payload {
  return { kind: 'malformed', detail };
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}
