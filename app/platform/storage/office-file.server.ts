import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { type UnzipFileInfo, unzipSync } from 'fflate';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import type { FileKind } from './file-kinds';

const MIB = 1024 * 1024;
const LIMITS = {
  entries: 3000,
  /** Bytes of all parts unpacked. */
  unpacked: 64 * MIB,
  /** Unpacked bytes per packed one, over the whole file; text in XML packs to a tenth, empty cells to a fiftieth. */
  ratio: 120,
  /** Below this a high ratio is no danger. */
  ratioFrom: 2 * MIB,
  contentTypes: 256 * 1024,
} as const;

const MAIN_TYPES: readonly [FileKind, RegExp][] = [
  [
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    /ContentType="application\/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet\.main\+xml"/,
  ],
  [
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    /ContentType="application\/vnd\.openxmlformats-officedocument\.wordprocessingml\.document\.main\+xml"/,
  ],
];
/** Macros, embedded programs and controls. */
const ACTIVE_PART = /(^|\/)(vbaProject\.bin|activeX\/|macrosheets\/|embeddings\/.*\.(bin|exe|js|vbs))/i;
const ACTIVE_TYPE = /macroEnabled|vbaProject|activeX/i;

const unpack = promisify(inflateRaw) as (
  data: Uint8Array,
  options: { maxOutputLength: number },
) => Promise<Buffer>;

/**
 * Looks into an office file without unpacking it as a whole: number of parts, their sizes as the directory tells them,
 * names, kind. Each part is then unpacked up to the size that it claims and no byte further, one at a time, so that a
 * directory that lies is found out.
 *
 * @returns the kind, or `upload_bomb`, `upload_active`, `upload_damaged`, `upload_type`
 */
export async function inspectOfficeFile(bytes: Uint8Array): Promise<Result<FileKind, Problem>> {
  const parts = directoryOf(bytes);
  if (parts === null) return err(problem('upload_damaged'));
  const unpacked = parts.reduce((sum, { originalSize }) => sum + originalSize, 0);
  const packed = parts.reduce((sum, { size }) => sum + size, 0);
  const isBomb =
    parts.length > LIMITS.entries ||
    unpacked > LIMITS.unpacked ||
    // Parts that lie over one another add up to more than the file.
    packed > bytes.length ||
    (unpacked > LIMITS.ratioFrom && unpacked > packed * LIMITS.ratio);
  if (isBomb) return err(problem('upload_bomb'));
  if (new Set(parts.map(({ name }) => name.toLowerCase())).size < parts.length)
    return err(problem('upload_damaged'));
  if (parts.some(({ name }) => /(^|[/\\])\.\.([/\\]|$)|^[/\\]|\0/.test(name)))
    return err(problem('upload_damaged'));
  if (parts.some(({ name }) => ACTIVE_PART.test(name))) return err(problem('upload_active'));
  const types = await readParts(bytes, parts);
  if (!types.ok) return types;
  if (ACTIVE_TYPE.test(types.value)) return err(problem('upload_active'));
  const kind = MAIN_TYPES.find(([, type]) => type.test(types.value))?.[0];
  return kind ? ok(kind) : err(problem('upload_type'));
}

/** What the zip's directory says of its parts; null when there is none that can be read. */
function directoryOf(bytes: Uint8Array): UnzipFileInfo[] | null {
  const parts: UnzipFileInfo[] = [];
  try {
    unzipSync(bytes, {
      filter: (part) => {
        parts.push(part);
        return false;
      },
    });
  } catch {
    return null;
  }
  const sane = parts.every(
    ({ size, originalSize, compression }) =>
      Number.isSafeInteger(size) &&
      Number.isSafeInteger(originalSize) &&
      (compression === 0 || compression === 8),
  );
  return sane && parts.length > 0 ? parts : null;
}

/** Unpacks every part within what it claims and gives the text of the list of types. */
async function readParts(
  bytes: Uint8Array,
  parts: readonly UnzipFileInfo[],
): Promise<Result<string, Problem>> {
  const packed = packedParts(bytes, parts.length);
  if (packed === null) return err(problem('upload_damaged'));
  let types: string | null = null;
  for (const [index, part] of parts.entries()) {
    const data = packed[index]!;
    if (part.compression === 0 && part.originalSize !== data.length) return err(problem('upload_damaged'));
    try {
      const content =
        part.compression === 0
          ? data
          : await unpack(data, { maxOutputLength: Math.max(1, part.originalSize) });
      if (content.length !== part.originalSize) return err(problem('upload_damaged'));
      if (part.name === '[Content_Types].xml') {
        if (content.length > LIMITS.contentTypes) return err(problem('upload_damaged'));
        types = Buffer.from(content).toString('utf8');
      }
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return err(problem(code === 'ERR_BUFFER_TOO_LARGE' ? 'upload_bomb' : 'upload_damaged'));
    }
  }
  return types === null ? err(problem('upload_type')) : ok(types);
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;

/** The packed bytes of each part, in the directory's order; null where the directory points outside the file. Zip64 is not taken. */
function packedParts(bytes: Uint8Array, count: number): Uint8Array[] | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: Uint8Array[] = [];
  try {
    let end = view.length - 22;
    while (view.readUInt32LE(end) !== END) end -= 1;
    let at = view.readUInt32LE(end + 16);
    for (let index = 0; index < count; index++) {
      if (view.readUInt32LE(at) !== ENTRY) return null;
      const isEncrypted = (view.readUInt16LE(at + 8) & 1) === 1;
      const size = view.readUInt32LE(at + 20);
      const local = view.readUInt32LE(at + 42);
      if (isEncrypted || view.readUInt32LE(local) !== LOCAL) return null;
      const start = local + 30 + view.readUInt16LE(local + 26) + view.readUInt16LE(local + 28);
      if (start + size > view.length) return null;
      found.push(view.subarray(start, start + size));
      at += 46 + view.readUInt16LE(at + 28) + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
    }
  } catch {
    return null;
  }
  return found;
}
