import {
  assembleContrast,
  contrastSteps,
  contrastView,
  type ContrastSteps,
} from '../../src/contrast/contrast.js';
import type { ContrastPart, ContrastView } from '../../src/contrast/contrast-view.js';
import { room, type Asked, type laws, type Room } from './laws.js';

type Twin = { readonly breaks: keyof typeof laws; readonly twin: Room };

const with_ = (steps: Partial<ContrastSteps>): Room => ({
  contrastFor: ({ row, ...decided }) => {
    const contrast = assembleContrast({ ...contrastSteps, ...steps })(decided);
    return contrast === null ? null : contrastView(contrast, row.parts);
  },
});

const telling = (change: (view: ContrastView, asked: Asked) => Partial<ContrastView>): Room => ({
  contrastFor: (asked) => {
    const view = room.contrastFor(asked);
    return view && { ...view, ...change(view, asked) };
  },
});

const eachPart = (change: (part: ContrastPart, asked: Asked) => Partial<ContrastPart>): Room =>
  telling(({ parts }, asked) => ({
    parts: parts.map((part) => ({ ...part, ...change(part, asked) })),
  }));

const shifted = (part: ContrastPart, by: number): ContrastPart => ({
  ...part,
  rival: { least: part.rival.least, most: part.rival.most + by },
  gap: { least: part.gap.least, most: part.gap.most + by },
});

/** Each is wrong by one line, and right by every other law. */
export const twins: Readonly<Record<string, Twin>> = {
  'takes four for a crowd': {
    breaks: 'nothing is told where fewer than five who were ranked share cell and body',
    twin: with_({
      alikeAt: (rival, ranked) =>
        contrastSteps.alikeAt(rival, ranked) ??
        contrastSteps.alikeAt(rival, [...ranked, rival]) ??
        contrastSteps.alikeAt(rival, [...ranked, rival, rival]),
    }),
  },
  'answers by who asks': {
    breaks: 'everyone who asks about a decision is told the same of the other driver',
    twin: telling((view, { row }) =>
      view.told && (row.rank ?? 0) % 2 === 1
        ? { told: false, ground: 'too_few_alike', parts: [] }
        : {},
    ),
  },
  'stretches a band a little': {
    breaks: 'a part of another driver is told in a band that was fixed before',
    twin: telling(({ parts }) => ({
      parts: parts.map((part) => (part.factor === 'completion_rate' ? shifted(part, 14) : part)),
    })),
  },
  'bands the time in hand by itself': {
    breaks: 'the time in hand is told no finer than the distance it follows from',
    twin: telling(({ parts }) => ({
      parts: parts.map((part) => (part.factor === 'arrival_slack' ? shifted(part, 1) : part)),
    })),
  },
  'tells the gap as it is': {
    breaks: 'a gap is the band less the own part, and nothing else',
    twin: eachPart(({ factor, own }, { rows }) => {
      const points = rows
        .find(({ rank }) => rank === 1)
        ?.parts.find((part) => part.factor === factor);
      const exact = (points?.weight ?? 0) * (points?.points ?? 0) - own;
      return { gap: { least: exact, most: exact } };
    }),
  },
  'forgets that the total is exact': {
    breaks: 'with the exact total, every value of every band stays possible',
    twin: with_({ bandsHold: () => true }),
  },
  'withholds without a word': {
    breaks: 'a contrast is told or its ground is named, in both languages',
    twin: telling(({ note }) => ({ note: { ...note, text: { ...note.text, zh: '' } } })),
  },
};
