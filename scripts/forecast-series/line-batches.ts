/** A batch is sent off at this many lines or bytes, whichever comes first: small enough to spread work evenly. */
const BATCH_LINES = 16;
const BATCH_BYTES = 512 * 1024;
/** A longer line is not kept in memory; it is answered with an error. */
export const MAX_LINE_BYTES = 64 * 1024 * 1024;

const NEWLINE = 10;

/** Whole lines of the input, in order; null stands for a line beyond {@link MAX_LINE_BYTES}. */
export type LineBatch = (Uint8Array | null)[];

/**
 * Cuts a byte stream into batches of lines without ever holding more than a batch and a line. Lines of nothing but white space
 * are left out; a last line without a line break counts.
 */
export async function* lineBatches(
  chunks: AsyncIterable<Uint8Array>,
  maxLineBytes = MAX_LINE_BYTES,
): AsyncGenerator<LineBatch> {
  let batch: LineBatch = [];
  let batchBytes = 0;
  let parts: Uint8Array[] = [];
  let partBytes = 0;
  let tooLong = false;

  const add = (part: Uint8Array) => {
    partBytes += part.length;
    if (partBytes > maxLineBytes) {
      tooLong = true;
      parts = [];
    } else if (part.length > 0) parts.push(part);
  };
  const endLine = () => {
    if (tooLong) batch.push(null);
    else {
      const line = joined(parts, partBytes);
      if (!isBlank(line)) batch.push(line);
    }
    batchBytes += tooLong ? 0 : partBytes;
    parts = [];
    partBytes = 0;
    tooLong = false;
  };

  for await (const chunk of chunks) {
    let from = 0;
    for (;;) {
      const end = chunk.indexOf(NEWLINE, from);
      if (end < 0) break;
      add(chunk.subarray(from, end));
      endLine();
      from = end + 1;
      if (batch.length >= BATCH_LINES || batchBytes >= BATCH_BYTES) {
        yield batch;
        batch = [];
        batchBytes = 0;
      }
    }
    // Copied, because the rest of a chunk must not keep the whole chunk alive, nor change under us.
    add(chunk.slice(from));
  }
  if (partBytes > 0) endLine();
  if (batch.length > 0) yield batch;
}

function joined(parts: readonly Uint8Array[], bytes: number): Uint8Array {
  const out = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function isBlank(line: Uint8Array): boolean {
  return line.every((byte) => byte === 32 || byte === 9 || byte === 13);
}
