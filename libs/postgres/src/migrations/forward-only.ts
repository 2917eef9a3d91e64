import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A step of the schema, written as SQL to be read. Forward only: undoing a step in production would
 * drop what drivers and shippers were promised is kept, so the way back is a backup or a further
 * step.
 */
export abstract class ForwardOnly implements MigrationInterface {
  /** Ends in the thirteen digits by which the steps are put in order. */
  abstract readonly name: string;
  protected abstract readonly sql: string;

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(this.sql);
  }

  down(): Promise<void> {
    return Promise.reject(
      new Error(`${this.name} is forward only: restore a backup, or write a further migration`),
    );
  }
}
