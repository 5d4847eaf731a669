import { type Problem, problem } from '~/kernel/problem';

export interface MultipartLimits {
  /** Bytes of the whole body. */
  requestBytes: number;
  /** Bytes of one file; a larger one is read to its end and passed on without its bytes. */
  fileBytes: number;
  files: number;
}

export type MultipartPart =
  | { kind: 'field'; name: string; value: string }
  /** `bytes` is null for a file that is too big. */
  | { kind: 'file'; name: string; fileName: string; bytes: Uint8Array | null };

/** A body that is not read on. */
export class MultipartRefused extends Error {
  override name = 'MultipartRefused';
  constructor(readonly problem: Problem) {
    super(problem.code);
  }
}

const MOST_FIELDS = 50;
const FIELD_BYTES = 64 * 1024;
const HEADER_BYTES = 8 * 1024;

/**
 * The parts of a `multipart/form-data` body (RFC 7578) as they arrive; no more than one part is held in memory, and
 * nothing is written anywhere. A file without name and bytes (an empty file field) is left out.
 *
 * @throws MultipartRefused with `upload_unreadable`, `upload_request_too_big` or `upload_files_exceeded`
 */
export async function* readMultipart(
  request: Request,
  limits: MultipartLimits,
): AsyncGenerator<MultipartPart> {
  const boundary = boundaryOf(request.headers.get('Content-Type'));
  if (!boundary || !request.body) throw unreadable();
  if (Number(request.headers.get('Content-Length') ?? 0) > limits.requestBytes) throw tooBig(limits);
  const source = new Source(request.body, limits);
  const delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1');
  // The first delimiter may stand at the very start.
  source.unread(Buffer.from('\r\n'));
  try {
    await source.until(delimiter, 0, HEADER_BYTES);
    for (let files = 0, fields = 0; !(await source.isEnd()); ) {
      const head = headOf(await source.until(Buffer.from('\r\n\r\n'), HEADER_BYTES));
      if (head.fileName === undefined) {
        fields += 1;
        if (fields > MOST_FIELDS) throw unreadable();
        const value = await source.until(delimiter, FIELD_BYTES);
        if (!value) throw unreadable();
        yield { kind: 'field', name: head.name, value: value.toString('utf8') };
        continue;
      }
      const bytes = await source.until(delimiter, limits.fileBytes, Number.POSITIVE_INFINITY);
      if (head.fileName === '' && bytes?.length === 0) continue;
      files += 1;
      if (files > limits.files)
        throw new MultipartRefused(problem('upload_files_exceeded', { files: limits.files }));
      yield { kind: 'file', name: head.name, fileName: head.fileName, bytes };
    }
  } finally {
    await source.close();
  }
}

const unreadable = () => new MultipartRefused(problem('upload_unreadable'));
const tooBig = ({ requestBytes }: MultipartLimits) =>
  new MultipartRefused(
    problem('upload_request_too_big', { megabytes: Math.floor(requestBytes / (1024 * 1024)) }),
  );

function boundaryOf(contentType: string | null): string | null {
  const match = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(
    contentType ?? '',
  );
  return match?.[1] ?? match?.[2] ?? null;
}

/** Name and file name of a part. Browsers write quotes and line ends in them as %22, %0D and %0A. */
function headOf(head: Buffer | null): { name: string; fileName: string | undefined } {
  const disposition = /^content-disposition:[ \t]*form-data(.*)$/im.exec(head?.toString('utf8') ?? '')?.[1];
  const parameter = (name: string) => {
    const found = new RegExp(`;[ \\t]*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^";\\s]+))`, 'i').exec(
      disposition ?? '',
    );
    return found?.[1] ?? found?.[2];
  };
  const name = parameter('name');
  if (disposition === undefined || name === undefined) throw unreadable();
  return { name, fileName: parameter('filename') };
}

/** Reads a stream up to marks, holding no more than asked for. */
class Source {
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  private held = Buffer.alloc(0);
  private total = 0;
  private ended = false;

  constructor(
    stream: ReadableStream<Uint8Array>,
    private readonly limits: MultipartLimits,
  ) {
    this.reader = stream.getReader();
  }

  unread(bytes: Buffer): void {
    this.held = Buffer.concat([bytes, this.held]);
  }

  private async more(): Promise<void> {
    if (this.ended) throw unreadable();
    let chunk: ReadableStreamReadResult<Uint8Array>;
    try {
      chunk = await this.reader.read();
    } catch {
      // The sender is gone.
      throw unreadable();
    }
    if (chunk.done) {
      this.ended = true;
      throw unreadable();
    }
    this.total += chunk.value.byteLength;
    if (this.total > this.limits.requestBytes) throw tooBig(this.limits);
    this.held = Buffer.concat([this.held, chunk.value]);
  }

  /**
   * The bytes before the next mark, which is passed over.
   * @param keep bytes that are kept at most; of more there is none: null
   * @param pass bytes that are passed over at most before the body counts as unreadable
   */
  async until(mark: Buffer, keep: number, pass = keep): Promise<Buffer | null> {
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (bytes: Buffer) => {
      size += bytes.length;
      if (size > pass) throw unreadable();
      if (size <= keep) chunks.push(Buffer.from(bytes));
      else chunks.length = 0;
    };
    for (;;) {
      const at = this.held.indexOf(mark);
      if (at >= 0) {
        take(this.held.subarray(0, at));
        this.held = this.held.subarray(at + mark.length);
        return size > keep ? null : Buffer.concat(chunks);
      }
      // The mark may begin in what is held and end in what comes.
      const safe = Math.max(0, this.held.length - mark.length + 1);
      take(this.held.subarray(0, safe));
      this.held = this.held.subarray(safe);
      await this.more();
    }
  }

  /** After a delimiter: whether it was the last one (`--`), otherwise its line end is passed over. */
  async isEnd(): Promise<boolean> {
    while (this.held.length < 2) await this.more();
    if (this.held.subarray(0, 2).toString('latin1') === '--') return true;
    await this.until(Buffer.from('\r\n'), 0, HEADER_BYTES);
    return false;
  }

  /**
   * Passes over what is left: a body that is given up before its end takes the connection with it, and the sender never
   * reads the answer. Of a body beyond the limit nothing more is taken.
   */
  async close(): Promise<void> {
    try {
      while (this.total <= this.limits.requestBytes) {
        const { done, value } = await this.reader.read();
        if (done) return;
        this.total += value.byteLength;
      }
    } catch {
      return;
    }
    await this.reader.cancel().catch(() => {});
  }
}
