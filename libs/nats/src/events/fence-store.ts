import { DiscardPolicy, jetstream, jetstreamManager, StorageType } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { isStreamMissing, readStream } from './event-stream.js';
import { mustBeOfRegion, regionMark } from './region-mark.js';

export type FenceStoreSettings = {
  readonly stream: string;
  /** Fences are published below it, each as a subject of its own. */
  readonly subjectRoot: string;
  /** Written onto the stream, and held against what stands there (S6). */
  readonly region?: string;
};

/**
 * Fences against those who were erased, kept for ever beside the database, because a backup of the
 * database brings back the time before them. One message a fence; nothing here can be deleted by
 * its age or for want of room.
 */
export class FenceStore {
  constructor(
    private readonly connection: NatsConnection,
    private readonly settings: FenceStoreSettings,
  ) {}

  async ensure(): Promise<void> {
    const { stream, subjectRoot, region } = this.settings;
    const manager = await jetstreamManager(this.connection, { checkAPI: false });
    const marked = region === undefined ? {} : { description: regionMark(region) };
    try {
      const { config } = await manager.streams.info(stream);
      if (region !== undefined && mustBeOfRegion(stream, config.description, region)) {
        await manager.streams.update(stream, marked);
      }
    } catch (error) {
      if (!isStreamMissing(error)) throw error;
      await manager.streams.add({
        name: stream,
        ...marked,
        subjects: [`${subjectRoot}>`],
        storage: StorageType.File,
        discard: DiscardPolicy.New,
        max_msgs_per_subject: 1,
      });
    }
  }

  /** Answered once the broker has it on its disk. */
  async put(fence: string, atMs: number): Promise<void> {
    const { subjectRoot } = this.settings;
    const known = await this.#find(fence);
    if (known) return;
    const body = new TextEncoder().encode(JSON.stringify({ atMs }));
    await jetstream(this.connection).publish(`${subjectRoot}${fence}`, body);
  }

  async all(): Promise<string[]> {
    const { stream, subjectRoot } = this.settings;
    const fences: string[] = [];
    for await (const batch of readStream(this.connection, stream, 1, { headersOnly: true })) {
      for (const { subject } of batch) fences.push(subject.slice(subjectRoot.length));
    }
    return fences;
  }

  async #find(fence: string): Promise<boolean> {
    const { stream, subjectRoot } = this.settings;
    const manager = await jetstreamManager(this.connection, { checkAPI: false });
    const found = await manager.streams.getMessage(stream, {
      last_by_subj: `${subjectRoot}${fence}`,
    });
    return found !== null;
  }
}
