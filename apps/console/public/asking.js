// The reader's token and the calls made with it. The token lives in this tab's sessionStorage and goes
// into one header of requests to the page's own origin, nowhere else.

const KEPT = 'paidan.token';

export const keptToken = () => sessionStorage.getItem(KEPT);
export const keepToken = (token) => sessionStorage.setItem(KEPT, token);
export const forgetToken = () => sessionStorage.removeItem(KEPT);

/** As pasted: perhaps with its header's name and scheme, or broken over lines. */
export const tidyToken = (text) =>
  text.replace(/^\s*(authorization:)?\s*bearer\s+/i, '').replaceAll(/\s+/g, '');

/**
 * Who the token says it is for. Only to choose what to ask: the service checks it, this does not.
 * Null when it can't be read.
 */
export function bearerOf(token) {
  try {
    const base64 = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0));
    const { role, sub, exp } = JSON.parse(new TextDecoder().decode(bytes));
    return { role: String(role), subject: String(sub), untilMs: Number(exp) * 1000 };
  } catch {
    return null;
  }
}

/** A GET: `{body}`, or `{problem}` as RFC 9457 has it. Never throws. */
export async function ask(path, token) {
  // A header takes no other letters; the service could only say the same of such a token.
  if (!/^[\x21-\x7e]+$/.test(token)) return { problem: { code: 'unauthenticated' } };
  let response;
  try {
    response = await fetch(path, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      cache: 'no-store',
      credentials: 'omit',
    });
  } catch {
    return { problem: { code: 'unreachable' } };
  }
  try {
    const body = await response.json();
    return response.ok ? { body } : { problem: body };
  } catch {
    return { problem: { code: 'unreadable', status: response.status } };
  }
}

const part = encodeURIComponent;

export const paths = {
  funnel: (orderId) => `/v1/orders/${part(orderId)}/funnel`,
  explanation: (orderId, driverId, view = 'full') =>
    `/v1/orders/${part(orderId)}/explanation?view=${view}${driverId ? `&driverId=${part(driverId)}` : ''}`,
  decision: (decisionId) => `/v1/decisions/${part(decisionId)}/explanation?view=full`,
  myDecisions: (driverId, cursor) =>
    `/v1/drivers/${part(driverId)}/decisions?limit=${LISTED}${from(cursor)}`,
  orders: (cursor) => `/v1/orders?limit=${LISTED}${from(cursor)}`,
};

const LISTED = 5;
const from = (cursor) => (cursor ? `&cursor=${part(cursor)}` : '');
