/** Where a copy goes on: in which section, and after which row of it. */
export type CopyPlace = {
  readonly section: string;
  /** How many rows of the section came before: names the files. */
  readonly rows: number;
  /** The last row's key; empty at a section's beginning. */
  readonly after: readonly string[];
};

export type CopyRows = {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Null when the section is at its end. */
  readonly next: readonly string[] | null;
};

export interface Copies {
  /** In the order of the copy; each with what it holds, for the readme. */
  sections(): readonly { readonly name: string; readonly zh: string; readonly en: string }[];
  /** What is kept of this driver in one section, in the order of its key. */
  page(
    driverId: string,
    section: string,
    page: { after: readonly string[]; limit: number },
  ): Promise<CopyRows>;
}
