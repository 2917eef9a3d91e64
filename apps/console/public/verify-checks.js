// The checks, written apart from the service's own checks, after the RFC and
// the C2SP forms, so that one mistake does not vouch for the other. A classic script, because a page
// opened from a disk may load no modules.

const utf8 = (text) => new TextEncoder().encode(text);
const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
const hashOf = async (...parts) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', joined(...parts)));
const same = (one, other) =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);
const leafOf = (data) => hashOf([0], data);
const nodeOf = (left, right) => hashOf([1], left, right);
const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Empty for anything that is not the one spelling of some bytes. */
function bytesOf(base64) {
  try {
    const letters = atob(base64);
    if (btoa(letters) === base64) return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  } catch {
    // Told below: no bytes.
  }
  return new Uint8Array();
}

/** RFC 8785: names in order of their code units, nothing between, as the record was sealed. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

/** RFC 9162, 2.1.3.2. Null where no tree of this size has such a path. */
async function rootOver({ leaf, index, size, path }) {
  if (!(index < size) || index < 0 || path.some((hash) => hash.length !== 32)) return null;
  let [at, last, root] = [index, size - 1, leaf];
  for (const neighbour of path) {
    if (last === 0) return null;
    const right = at % 2 === 1 || at === last;
    root = right ? await nodeOf(neighbour, root) : await nodeOf(root, neighbour);
    while (right && at % 2 === 0 && at !== 0)
      [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? root : null;
}

/** RFC 9162, 2.1.4.2. */
async function grewFrom(older, newer, path) {
  if (older.size > newer.size || path.some((hash) => hash.length !== 32)) return false;
  if (older.size === newer.size) return path.length === 0 && same(older.root, newer.root);
  if (older.size === 0) return path.length === 0 && same(older.root, await hashOf());
  let [at, last] = [older.size - 1, newer.size - 1];
  const up = () => ([at, last] = [Math.floor(at / 2), Math.floor(last / 2)]);
  while (at % 2 === 1) up();
  const [first, ...rest] = at === 0 ? [older.root, ...path] : path;
  if (first === undefined) return false;
  let [before, now] = [first, first];
  for (const neighbour of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      [before, now] = [await nodeOf(neighbour, before), await nodeOf(neighbour, now)];
      while (at % 2 === 0 && at !== 0) up();
    } else {
      now = await nodeOf(now, neighbour);
    }
    up();
  }
  return last === 0 && same(before, older.root) && same(now, newer.root);
}

/** `name+id+key`: null where it is no key of Ed25519, or its id is not its own. */
async function keyOf(vkey) {
  const [, name, id, material] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(vkey) ?? [];
  const bytes = bytesOf(material ?? '');
  if (bytes.length !== 33 || bytes[0] !== 1) return null;
  const own = (await hashOf(utf8(`${name}\n`), bytes)).slice(0, 4);
  return hexOf(own) === id ? { name, id: own, bytes: bytes.slice(1) } : null;
}

/** A C2SP checkpoint whose signature by this key holds; else null. */
async function opened(note, key) {
  const blank = note.lastIndexOf('\n\n');
  if (key === null || blank < 0 || !note.endsWith('\n')) return null;
  const text = note.slice(0, blank + 1);
  const signatures = note
    .slice(blank + 2, -1)
    .split('\n')
    .map((line) => {
      const [, name, base64 = ''] = /^\u2014 ([^\s+]+) (\S+)$/.exec(line) ?? [];
      return { name, bytes: bytesOf(base64) };
    });
  if (signatures.some(({ name, bytes }) => name === undefined || bytes.length < 5)) return null;
  const own = signatures.filter(
    ({ name, bytes }) => name === key.name && same(bytes.slice(0, 4), key.id),
  );
  const held = await crypto.subtle.importKey('raw', key.bytes, 'Ed25519', false, ['verify']);
  for (const { bytes } of own) {
    const signature = bytes.slice(4);
    if (!(await crypto.subtle.verify('Ed25519', held, signature, utf8(text)))) return null;
  }
  const [origin, size = '', root = ''] = text.split('\n');
  const hash = bytesOf(root);
  const isSize = /^(0|[1-9]\d{0,15})$/.test(size);
  if (own.length === 0 || origin !== key.name || !isSize || hash.length !== 32) return null;
  return { origin, size: Number(size), root: hash };
}

/**
 * In compact form or packed by zlib, which no JSON begins like; formerly in short form, without a
 * dictionary, or as it is.
 */
async function unpacked(plain) {
  const bytes = new Uint8Array(plain);
  if (bytes[0] === 2) return utf8(canonical(globalThis.compactValue(bytes)));
  if (bytes[0] === 1) return utf8(longForm(bytes.slice(1)));
  if (bytes[0] % 16 !== 8) return plain;
  if ((bytes[1] & 0x20) === 0) return inflated('deflate', plain);
  const dictionary = utf8(globalThis.packingDictionary);
  if (!same(bytes.slice(2, 6), adlerOf(dictionary))) throw new Error('packed with another text');
  // Browsers take no dictionary: it goes ahead, as a block of its own that later ones refer to.
  const length = [dictionary.length & 255, dictionary.length >> 8];
  const block = [0, ...length, ...length.map((byte) => byte ^ 255)];
  const whole = await inflated('deflate-raw', joined(block, dictionary, bytes.slice(6, -4)));
  return whole.slice(dictionary.length);
}

/** A byte from 128 is a word; before a name there is a comma, unless it is an object's first. */
function longForm(bytes) {
  const { names, values } = globalThis.shortWords;
  const words = [...names.map((name) => `"${name}":`), ...values];
  let text = '';
  for (const byte of bytes) {
    if (byte < 128) text += String.fromCharCode(byte);
    else {
      const word = words[byte - 128];
      if (word === undefined) throw new Error('a word that is in no list');
      text += byte - 128 < names.length && !text.endsWith('{') ? `,${word}` : word;
    }
  }
  return text;
}

const inflated = (format, bytes) =>
  new Response(
    new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format)),
  ).arrayBuffer();

/** Adler-32 (RFC 1950), four bytes, the first the most significant. */
function adlerOf(bytes) {
  let [one, two] = [1, 0];
  for (const byte of bytes) {
    one = (one + byte) % 65521;
    two = (two + one) % 65521;
  }
  return [two >> 8, two & 255, one >> 8, one & 255];
}

/** nonce ‖ ciphertext ‖ tag of AES-256-GCM, bound to the decision. */
async function unsealed(file) {
  try {
    const sealed = bytesOf(file.sealed);
    const key = await crypto.subtle.importKey('raw', bytesOf(file.rowKey), 'AES-GCM', false, [
      'decrypt',
    ]);
    const how = { name: 'AES-GCM', iv: sealed.slice(0, 12), additionalData: utf8(file.decisionId) };
    const plain = await crypto.subtle.decrypt(how, key, sealed.slice(12));
    return new TextDecoder('utf-8', { fatal: true }).decode(await unpacked(plain));
  } catch {
    return null;
  }
}

function placeIn(log) {
  const blank = log.indexOf('\n\n');
  const [first, second, ...hashes] = log.slice(0, Math.max(blank, 0)).split('\n');
  const [, index] = /^index (0|[1-9]\d{0,15})$/.exec(second ?? '') ?? [];
  if (first !== 'c2sp.org/tlog-proof@v1' || index === undefined) return null;
  return { index: Number(index), path: hashes.map(bytesOf), note: log.slice(blank + 2) };
}

function addsUp({ total, parts }) {
  if (total === null) return parts.length === 0;
  return parts.reduce((sum, { weight, points }) => sum + weight * points, 0) === total;
}

async function checkProof(file, key) {
  const { head, row } = file.record;
  const leaf = await leafOf(await hashOf(bytesOf(file.salt), bytesOf(file.sealed)));
  const { position, leaves, path } = file.decision;
  const tree = { leaf, index: position, size: leaves, path: path.map(bytesOf) };
  const root = await rootOver(tree);
  const place = placeIn(file.log);
  const checkpoint = place === null ? null : await opened(place.note, key);
  const found =
    root === null || checkpoint === null
      ? null
      : await rootOver({ ...place, leaf: await leafOf(root), size: checkpoint.size });
  const text = await unsealed(file);
  return {
    steps: {
      form: true,
      opens: text !== null && text === canonical(file.record),
      belongs: head.decisionId === file.decisionId && row.driverId === file.driverId,
      adds_up: addsUp(row),
      signed: checkpoint !== null,
      in_log: found !== null && same(found, checkpoint.root),
    },
    checkpoints: checkpoint === null ? [] : [checkpoint],
    index: place?.index ?? null,
    record: file.record,
  };
}

async function checkGrowth(file, key) {
  const [older, newer] = [await opened(file.older, key), await opened(file.newer, key)];
  const both = older !== null && newer !== null;
  return {
    steps: {
      form: true,
      older_signed: older !== null,
      newer_signed: newer !== null,
      grown: both && (await grewFrom(older, newer, file.path.map(bytesOf))),
    },
    checkpoints: [older, newer].filter((each) => each !== null),
    index: null,
    record: null,
  };
}

/** Whatever is wrong with the form of a file throws somewhere, and then it is no proof. */
async function checked(text, known) {
  try {
    const file = JSON.parse(text);
    const key = await keyOf(file.vkey);
    const check = { 'paidan.proof/1': checkProof, 'paidan.consistency/1': checkGrowth };
    const result = await check[file.format](file, key);
    if (known !== '') result.steps.known_key = file.vkey === known;
    return result;
  } catch {
    return { steps: { form: false }, checkpoints: [], index: null, record: null };
  }
}

globalThis.verifyChecked = checked;
