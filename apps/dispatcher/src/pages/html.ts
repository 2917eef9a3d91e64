// Pages that the service writes itself. Whatever is put into one is escaped, unless it is a piece
// of page already, so that the name of a policy can never become markup.

export class Html {
  constructor(private readonly markup: string) {}

  toString(): string {
    return this.markup;
  }
}

type Content = Html | string | number | boolean | readonly Content[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escaped = (text: string): Html =>
  new Html(text.replaceAll(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter));

export function html(pieces: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return new Html(
    pieces.reduce((page, piece, at) => page + written(contents[at - 1] ?? '') + piece),
  );
}

const written = (content: Content): string =>
  content instanceof Html
    ? content.toString()
    : Array.isArray(content)
      ? content.map(written).join('')
      : escaped(String(content)).toString();
