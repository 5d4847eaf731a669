/** A failure whose message is complete for the reader: printed without a stack trace, exit code 1. */
export class PlainFailure extends Error {
  override name = 'PlainFailure';
}
