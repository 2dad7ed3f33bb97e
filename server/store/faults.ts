/** Thrown for a database that a newer Shotboard has changed. */
export class NewerSchema extends Error {
  override readonly name = 'NewerSchema';

  /**
   * @param database - as people know it; without a password
   * @param version - of its schema
   * @param known - the newest version this program knows
   */
  constructor(database: string, version: number, known: number) {
    super(
      `The database ${database} has schema version ${version}; this Shotboard knows versions up to ${known}. ` +
        'Start the newer Shotboard that it belongs to.',
    );
  }
}

/** Thrown when a row is not as it was shown to whoever decided: nothing is written. */
export class StaleWrite extends Error {
  override readonly name = 'StaleWrite';
}
