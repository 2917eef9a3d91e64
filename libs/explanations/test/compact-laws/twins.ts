import { canonicalJson } from '../../src/canonical.js';
import { room, type laws, type Room } from './laws.js';

type Twin = { readonly twin: Room; readonly breaks: keyof typeof laws };

const sheet = Buffer.alloc(1 << 20);

/** Each does one thing wrong, which one law must notice. */
export const twins: Readonly<Record<string, Twin>> = {
  'takes a negative number for a whole one': {
    twin: {
      ...room,
      compactForm: (value) =>
        room.compactForm(
          JSON.parse(canonicalJson(value), (_, each: unknown) =>
            typeof each === 'number' && each < 0 ? -each : each,
          ),
        ),
    },
    breaks: 'a form says the canonical JSON that it was made of',
  },
  'writes every row to the same place': {
    twin: {
      ...room,
      compactRows: (head) => {
        const under = room.compactRows(head);
        return (row) => {
          const form = under(row) ?? new Uint8Array();
          sheet.set(form);
          return sheet.subarray(0, form.length);
        };
      },
    },
    breaks: 'a form is not written over by those after it',
  },
  'takes what is missing for nothing': {
    twin: {
      ...room,
      read: (bytes) => {
        for (let more = 0; more < 3; more += 1) {
          const filled = new Uint8Array(bytes.length + more).fill(0xa0);
          filled.set(bytes);
          try {
            return room.read(filled);
          } catch (error) {
            if (more === 2) throw error;
          }
        }
        return null;
      },
    },
    breaks: 'what was cut off is refused',
  },
  'breaks off otherwise than it says': {
    twin: {
      ...room,
      read: (bytes) => {
        try {
          return room.read(bytes);
        } catch (error) {
          throw String(error).includes('too early') ? error : new TypeError('no form');
        }
      },
    },
    breaks: 'what was garbled is refused, or says something that has a form',
  },
};
