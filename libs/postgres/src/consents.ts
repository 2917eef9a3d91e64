import type {
  ConsentEntry,
  ConsentLedger,
  ConsentPrompt,
  ConsentPurpose,
  ConsentText,
} from '#libs/dispatch';
import { insertInto, type Sql } from './sql.js';

type TextRow = {
  readonly purpose: ConsentPurpose;
  readonly version: string;
  readonly title_zh: string;
  readonly title_en: string;
  readonly sha256: string;
  readonly published_at_ms: number;
  readonly effective_at_ms: number;
  readonly put_by: string;
};

type EntryRow = {
  readonly consent_id: number;
  readonly driver_id: string;
  readonly purpose: ConsentPurpose;
  readonly granted: boolean;
  readonly text_version: string;
  readonly because: ConsentEntry['because'];
  readonly at_ms: number;
};

const COLUMN: Readonly<Record<ConsentPurpose, string>> = {
  location: 'consent_location',
  trip_track: 'consent_trip_track',
  profile: 'consent_profile',
  vehicle_terminal: 'consent_vehicle_terminal',
};

export class PostgresConsents implements ConsentLedger {
  constructor(private readonly sql: Sql) {}

  async putText(text: ConsentText): Promise<boolean> {
    const [insert, values] = insertInto('consent_texts', {
      purpose: text.purpose,
      version: text.version,
      title_zh: text.title.zh,
      title_en: text.title.en,
      sha256: text.sha256,
      published_at_ms: text.publishedAtMs,
      effective_at_ms: text.effectiveAtMs,
      put_by: text.putBy,
    });
    const { count } = await this.sql(`${insert} ON CONFLICT DO NOTHING`, values);
    return count === 1;
  }

  async texts(): Promise<ConsentText[]> {
    const { rows } = await this.sql<TextRow>(
      'SELECT * FROM consent_texts ORDER BY purpose, effective_at_ms, version',
    );
    return rows.map((row) => ({
      purpose: row.purpose,
      version: row.version,
      title: { zh: row.title_zh, en: row.title_en },
      sha256: row.sha256,
      publishedAtMs: row.published_at_ms,
      effectiveAtMs: row.effective_at_ms,
      putBy: row.put_by,
    }));
  }

  async record(entry: ConsentEntry): Promise<void> {
    await this.sql(
      ...insertInto('consents', {
        driver_id: entry.driverId,
        purpose: entry.purpose,
        granted: entry.granted,
        text_version: entry.textVersion,
        because: entry.because,
        at_ms: entry.atMs,
      }),
    );
  }

  async history(
    driverId: string,
    { after, limit }: { after?: number; limit: number },
  ): Promise<(ConsentEntry & { readonly entryId: number })[]> {
    const { rows } = await this.sql<EntryRow>(
      `SELECT * FROM consents
       WHERE driver_id = $1 AND ($2::bigint IS NULL OR consent_id < $2)
       ORDER BY consent_id DESC LIMIT $3`,
      [driverId, after ?? null, limit],
    );
    return rows.map((row) => ({
      entryId: row.consent_id,
      driverId: row.driver_id,
      purpose: row.purpose,
      granted: row.granted,
      textVersion: row.text_version,
      because: row.because,
      atMs: row.at_ms,
    }));
  }

  async refusals(driverId: string): Promise<ReadonlyMap<ConsentPurpose, number>> {
    const { rows } = await this.sql<{ purpose: ConsentPurpose; at_ms: number }>(
      `SELECT purpose, max(at_ms) AS at_ms FROM consents
       WHERE driver_id = $1 AND NOT granted AND because = 'driver' GROUP BY purpose`,
      [driverId],
    );
    return new Map(rows.map(({ purpose, at_ms }) => [purpose, at_ms]));
  }

  async prompts(driverId: string): Promise<ConsentPrompt[]> {
    const { rows } = await this.sql<{
      purpose: ConsentPurpose;
      text_version: string | null;
      at_ms: number;
    }>('SELECT * FROM consent_prompts WHERE driver_id = $1 ORDER BY purpose', [driverId]);
    return rows.map(({ purpose, text_version, at_ms }) => ({
      driverId,
      purpose,
      textVersion: text_version,
      atMs: at_ms,
    }));
  }

  async recordPrompt({ driverId, purpose, textVersion, atMs }: ConsentPrompt): Promise<void> {
    await this.sql(
      `INSERT INTO consent_prompts (driver_id, purpose, text_version, at_ms)
       VALUES ($1, $2, $3, $4) ON CONFLICT (driver_id, purpose)
       DO UPDATE SET text_version = excluded.text_version, at_ms = excluded.at_ms`,
      [driverId, purpose, textVersion, atMs],
    );
  }

  async holdersOfOthers(
    purpose: ConsentPurpose,
    versions: readonly string[],
    limit: number,
  ): Promise<string[]> {
    const column = COLUMN[purpose];
    const { rows } = await this.sql<{ driver_id: string }>(
      `SELECT driver_id FROM drivers
       WHERE ${column} IS NOT NULL AND ${column} <> ALL($1::text[]) ORDER BY driver_id LIMIT $2`,
      [versions, limit],
    );
    return rows.map(({ driver_id }) => driver_id);
  }
}
