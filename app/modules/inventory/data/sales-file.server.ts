import { isAscii, isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import {
  decideEncoding,
  type FileEncoding,
  firstInvalidUtf8,
  readByteOrderMark,
} from '../domain/sales-import/encoding';

/** A physical line longer than this is no sales row: the file is refused before more memory is spent on it. */
export const MAX_LINE_BYTES = 65_536;
const SAMPLE_BYTES = 65_536;

/** Why a file as a whole cannot be imported; the message names line and byte where there is one. */
export class SalesFileError extends Error {
  override name = 'SalesFileError';
}

export interface FileProgress {
  /** Bytes of the file on disk that were read so far. */
  readBytes: number;
  totalBytes: number;
  /** Physical lines so far. */
  lines: number;
}

/** What a first look over the entire file found; the second look relies on it. */
export interface SalesFile {
  path: string;
  sizeBytes: number;
  isGzip: boolean;
  /** Of the unpacked content, so that a packed and a plain copy are the same file. */
  sha256: string;
  lines: number;
  encoding: FileEncoding;
  /** True if the encoding was recognised by its bytes alone. */
  isGuessed: boolean;
  isAllAscii: boolean;
  invalidLines: number;
  /** The first line; undefined if its bytes are not valid in the encoding. */
  header: string | undefined;
}

/**
 * Reads the entire file once: packing, line lengths, line count, hash and encoding, in constant memory.
 * @param asked an encoding, or `auto`
 * @throws SalesFileError if the file is no regular file, empty, binary, damaged, in an unclear encoding, or has a line
 * longer than 64 KiB
 */
export async function inspectSalesFile(
  path: string,
  asked: FileEncoding | 'auto',
  onProgress: (progress: FileProgress) => void = () => {},
): Promise<SalesFile> {
  const { sizeBytes, isGzip } = await readMagic(path);
  const hash = createHash('sha256');
  let byteOrderMark: FileEncoding | undefined;
  let isFirst = true;
  let lines = 0;
  let utf8Lines = 0;
  let invalidLines = 0;
  let firstInvalid: { line: number; offset: number; byte: number } | undefined;
  let header = Buffer.alloc(0);
  const sample: Uint8Array[] = [];
  let sampled = 0;
  const source = unpack(path, isGzip, async (chunk) => {
    hash.update(chunk);
    if (!isFirst) return undefined;
    isFirst = false;
    byteOrderMark = readByteOrderMark(chunk)?.encoding;
    const wide = wideEncoding(asked, byteOrderMark);
    if (!wide && chunk.subarray(0, MAX_LINE_BYTES).includes(0)) {
      throw new SalesFileError(
        'the file holds NUL bytes: it is not text, or it is UTF-16 without a byte-order mark (then name it: --encoding utf-16le)',
      );
    }
    return wide;
  });
  for await (const { block, readBytes, firstLine, offset } of lineBlocks(source, isGzip)) {
    const isValid = isUtf8(block);
    const isPlain = isValid && isAscii(block);
    let line = firstLine;
    forEachLine(block, (start, end) => {
      if (line === 1) header = Buffer.from(block.subarray(start, end));
      if (!isPlain) {
        const bytes = block.subarray(start, end);
        if (isValid ? !isAscii(bytes) : isUtf8(bytes) && !isAscii(bytes)) utf8Lines += 1;
        else if (!isValid && !isUtf8(bytes)) {
          invalidLines += 1;
          if (!firstInvalid) {
            const at = firstInvalidUtf8(bytes);
            firstInvalid = { line, offset: offset + start + at, byte: bytes[at]! };
          }
          if (sampled < SAMPLE_BYTES) {
            sampled += bytes.length + 1;
            sample.push(Buffer.concat([bytes, NEWLINE]));
          }
        }
      }
      line += 1;
    });
    lines = line - 1;
    onProgress({ readBytes, totalBytes: sizeBytes, lines });
  }
  if (lines === 0) throw new SalesFileError('the file is empty');
  const invalidSample = Buffer.concat(sample);
  const decision = decideEncoding(asked, { byteOrderMark, lines, utf8Lines, invalidLines, invalidSample });
  if (decision.kind === 'refuse') {
    const suggestion = decision.suggestion ?? (await suggestEncoding(invalidSample));
    throw new SalesFileError(encodingMessage(firstInvalid, suggestion));
  }
  const traits = {
    encoding: decision.encoding,
    isAllAscii: utf8Lines === 0 && invalidLines === 0,
    invalidLines,
  };
  return {
    path,
    sizeBytes,
    isGzip,
    sha256: hash.digest('hex'),
    lines,
    isGuessed: decision.guessed,
    ...traits,
    header: textOf(lineDecoder(traits), header, 0, header.length, true),
  };
}

export interface TextLine {
  /** Without its line end; undefined if the bytes are not valid in the file's encoding. */
  text: string | undefined;
  line: number;
  /** Bytes of the unpacked file before the line. */
  offset: number;
}

/**
 * Reads the file's lines as text, block by block.
 * @param onLine called for every line in order
 * @throws SalesFileError if the file is no longer the one that was inspected
 */
export async function* readSalesLines(
  file: SalesFile,
  onLine: (line: TextLine) => void,
): AsyncGenerator<FileProgress> {
  const hash = createHash('sha256');
  const wide = wideEncoding(file.encoding, undefined);
  const source = unpack(file.path, file.isGzip, async (chunk) => {
    hash.update(chunk);
    return wide;
  });
  const decode = lineDecoder(file);
  for await (const { block, readBytes, firstLine, offset } of lineBlocks(source, file.isGzip)) {
    let line = firstLine;
    forEachLine(block, (start, end) => {
      onLine({ text: textOf(decode, block, start, end, line === 1), line, offset: offset + start });
      line += 1;
    });
    yield { readBytes, totalBytes: file.sizeBytes, lines: line - 1 };
  }
  if (hash.digest('hex') !== file.sha256)
    throw new SalesFileError('the file changed while it was being read');
}

const NEWLINE = Buffer.from('\n');

type LineDecoder = (block: Buffer, start: number, end: number) => string | undefined;

function lineDecoder(file: Pick<SalesFile, 'encoding' | 'isAllAscii' | 'invalidLines'>): LineDecoder {
  if (file.isAllAscii) return (block, start, end) => block.toString('latin1', start, end);
  if (file.encoding.startsWith('utf-')) {
    if (file.invalidLines === 0) return (block, start, end) => block.toString('utf8', start, end);
    return (block, start, end) =>
      isUtf8(block.subarray(start, end)) ? block.toString('utf8', start, end) : undefined;
  }
  const decoder = new TextDecoder(file.encoding, { fatal: true });
  return (block, start, end) => {
    try {
      return decoder.decode(block.subarray(start, end));
    } catch {
      return undefined;
    }
  };
}

/** The text of a line without its carriage return and, in the first line, without the byte-order mark. */
function textOf(
  decode: LineDecoder,
  block: Buffer,
  start: number,
  end: number,
  isFirst: boolean,
): string | undefined {
  const stop = end > start && block[end - 1] === 0x0d ? end - 1 : end;
  const text = decode(block, start, stop);
  return isFirst && text?.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

const wideEncoding = (
  asked: FileEncoding | 'auto',
  mark: FileEncoding | undefined,
): FileEncoding | undefined => {
  const encoding = asked === 'auto' ? mark : asked;
  return encoding === 'utf-16le' || encoding === 'utf-16be' ? encoding : undefined;
};

interface Chunk {
  bytes: Buffer;
  readBytes: number;
}

/**
 * The unpacked bytes of a file. `look` sees every chunk; if it names UTF-16 for the first, the bytes that follow are
 * translated to UTF-8, because a line end is only a line end at an even place there.
 */
async function* unpack(
  path: string,
  isGzip: boolean,
  look: (chunk: Buffer) => Promise<FileEncoding | undefined>,
): AsyncGenerator<Chunk> {
  const disk = createReadStream(path, { highWaterMark: 262_144 });
  let unpackedBytes = 0;
  let decoder: TextDecoder | undefined;
  let isFirst = true;
  const stream = isGzip ? disk.pipe(createGunzip({ chunkSize: 262_144 })) : disk;
  if (isGzip) disk.on('error', (error) => stream.destroy(error));
  try {
    for await (const bytes of stream as AsyncIterable<Buffer>) {
      unpackedBytes += bytes.length;
      const wide = await look(bytes);
      if (isFirst && wide) decoder = new TextDecoder(wide, { fatal: true });
      isFirst = false;
      yield {
        bytes: decoder ? Buffer.from(decoder.decode(bytes, { stream: true })) : bytes,
        readBytes: disk.bytesRead,
      };
    }
  } catch (error) {
    throw readError(error, unpackedBytes);
  } finally {
    disk.destroy();
    stream.destroy();
  }
}

function readError(error: unknown, unpackedBytes: number): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'Z_BUF_ERROR') {
    return new SalesFileError(`the gzip file is cut off after byte ${count(unpackedBytes)} of its content`);
  }
  if (code.startsWith('Z_')) {
    return new SalesFileError(`the gzip file is damaged after byte ${count(unpackedBytes)} of its content`);
  }
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
    return new SalesFileError(`the file is not valid UTF-16 near byte ${count(unpackedBytes)}`);
  }
  return error;
}

interface LineBlock {
  /** Whole lines; only the last one of the file may lack its line feed. */
  block: Buffer;
  readBytes: number;
  firstLine: number;
  offset: number;
}

async function* lineBlocks(source: AsyncIterable<Chunk>, isGzip: boolean): AsyncGenerator<LineBlock> {
  let rest: Buffer = Buffer.alloc(0);
  let firstLine = 1;
  let offset = 0;
  let readBytes = 0;
  for await (const chunk of source) {
    readBytes = chunk.readBytes;
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk.bytes]) : chunk.bytes;
    const lastFeed = bytes.lastIndexOf(0x0a);
    if (lastFeed >= 0) {
      const block = bytes.subarray(0, lastFeed + 1);
      let line = firstLine;
      forEachLine(block, (start, end) => {
        if (end - start > MAX_LINE_BYTES)
          throw tooLong(line, offset + start, block.subarray(start, end), isGzip);
        line += 1;
      });
      yield { block, readBytes, firstLine, offset };
      firstLine = line;
      offset += block.length;
    }
    rest = bytes.subarray(lastFeed + 1);
    if (rest.length > MAX_LINE_BYTES) throw tooLong(firstLine, offset, rest, isGzip);
  }
  if (rest.length > 0) yield { block: rest, readBytes, firstLine, offset };
}

function forEachLine(block: Buffer, visit: (start: number, end: number) => void): void {
  let start = 0;
  while (start < block.length) {
    const feed = block.indexOf(0x0a, start);
    const end = feed === -1 ? block.length : feed;
    visit(start, end);
    start = end + 1;
  }
}

function tooLong(line: number, offset: number, bytes: Buffer, isGzip: boolean): SalesFileError {
  const hint =
    bytes.includes(0x0d) && isAscii(bytes)
      ? '; its lines seem to end with a carriage return alone, save it with LF or CRLF'
      : isGzip
        ? ', or the gzip file is damaged'
        : '';
  return new SalesFileError(
    `line ${count(line)} (from byte ${count(offset)}) is longer than ${count(MAX_LINE_BYTES)} bytes: this is no sales file${hint}`,
  );
}

const OTHER_FILES: readonly (readonly [string, string])[] = [
  ['504b0304', 'a ZIP archive or an Excel workbook; save the sheet as CSV'],
  ['d0cf11e0', 'an old Excel or Word document; save the sheet as CSV'],
  ['425a68', 'packed with bzip2; unpack it or use gzip'],
  ['fd377a585a00', 'packed with xz; unpack it or use gzip'],
  ['28b52ffd', 'packed with zstd; unpack it or use gzip'],
  ['377abcaf271c', 'a 7-Zip archive; unpack it or use gzip'],
  ['25504446', 'a PDF document'],
];

async function readMagic(path: string): Promise<{ sizeBytes: number; isGzip: boolean }> {
  const refuse = (error: NodeJS.ErrnoException): never => {
    if (error.code === 'ENOENT') throw new SalesFileError('there is no such file');
    if (error.code === 'EACCES') throw new SalesFileError('the file may not be read by this user');
    throw error;
  };
  // Asked before it is opened: opening a pipe that nobody writes to would wait for ever.
  const info = await stat(path).catch(refuse);
  if (!info.isFile()) {
    throw new SalesFileError('not a regular file; it is read twice, so pipes and folders will not do');
  }
  if (info.size === 0) throw new SalesFileError('the file is empty');
  const handle = await open(path, 'r').catch(refuse);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(8), 0, 8, 0);
    const hex = buffer.subarray(0, bytesRead).toString('hex');
    const other = OTHER_FILES.find(([magic]) => hex.startsWith(magic));
    if (other) throw new SalesFileError(`this is ${other[1]}`);
    return { sizeBytes: info.size, isGzip: hex.startsWith('1f8b') };
  } finally {
    await handle.close();
  }
}

async function suggestEncoding(sample: Buffer): Promise<string | undefined> {
  if (sample.length === 0) return undefined;
  const { default: chardet } = await import('chardet');
  const guess = chardet.detect(sample)?.toLowerCase();
  return guess && guess !== 'utf-8' && guess !== 'ascii' ? guess : undefined;
}

function encodingMessage(
  at: { line: number; offset: number; byte: number } | undefined,
  suggestion: string | undefined,
): string {
  const found = at
    ? `line ${count(at.line)}: byte 0x${at.byte.toString(16).toUpperCase().padStart(2, '0')} (byte ${count(at.offset)} of the file) is not UTF-8`
    : 'the file is not UTF-8';
  return suggestion
    ? `${found}; this looks like ${suggestion.toUpperCase()}, run again with --encoding ${suggestion}`
    : `${found}; run again with --encoding and the name of its encoding`;
}

const count = (n: number): string => n.toLocaleString('en-US');
