import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { FILE_KINDS, type FileKind, isFileKind, UPLOAD_LIMITS } from './file-kinds';
import { fileLabel } from './file-label';
import { cleanImage, type ImageKind } from './image-file.server';
import { inspectOfficeFile } from './office-file.server';
import { isCsv } from './text-file';

/** A file that may be kept: what its bytes are, and the bytes to keep. */
export interface InspectedFile {
  kind: FileKind;
  label: string;
  bytes: Uint8Array;
  /** Hex. */
  sha256: string;
  /** Of an image only. */
  image: { width: number; height: number; thumb: Buffer } | null;
}

/**
 * Decides by its bytes alone whether a file may be kept, and cleans it.
 * @param name as the sender's computer told it; becomes a label
 * @returns a problem without field: `upload_empty`, `upload_too_big`, `upload_type`, `upload_svg`, `upload_heic`,
 *   `upload_bomb`, `upload_active`, `upload_pixels`, `upload_damaged`
 */
export async function inspectUpload(
  bytes: Uint8Array,
  name: string,
): Promise<Result<InspectedFile, Problem>> {
  if (bytes.length === 0) return err(problem('upload_empty'));
  if (bytes.length > UPLOAD_LIMITS.fileBytes) return err(fileTooBig());
  const kind = await kindOf(bytes);
  if (!kind.ok) return kind;
  const label = fileLabel(name, kind.value);
  if (!FILE_KINDS[kind.value].isImage) {
    return ok({ kind: kind.value, label, bytes, sha256: sha256(bytes), image: null });
  }
  const clean = await cleanImage(bytes, kind.value as ImageKind);
  if (!clean.ok) return clean;
  const { bytes: kept, ...image } = clean.value;
  return ok({ kind: kind.value, label, bytes: kept, sha256: sha256(kept), image });
}

export function fileTooBig(): Problem {
  return problem('upload_too_big', { megabytes: UPLOAD_LIMITS.fileBytes / (1024 * 1024) });
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const startsWith = (bytes: Uint8Array, ...start: number[]) => start.every((byte, at) => bytes[at] === byte);

async function kindOf(bytes: Uint8Array): Promise<Result<FileKind, Problem>> {
  // Archives are looked into by our own hand: the detector would unpack parts of them without a bound.
  if (startsWith(bytes, 0x50, 0x4b)) return inspectOfficeFile(bytes);
  // The detector takes the mark of UTF-16, in which Excel writes "Unicode text", for the start of a sound.
  const isUtf16 = startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff);
  if (isUtf16 && isCsv(bytes)) return ok('text/csv');
  const detected = await detect(bytes);
  if (detected === 'application/pdf') return isPdf(bytes) ? ok(detected) : err(problem('upload_damaged'));
  if (detected !== null && isFileKind(detected)) return ok(detected);
  if (detected === 'image/heic' || detected === 'image/heif' || detected === 'image/avif')
    return err(problem('upload_heic'));
  if (looksLikeSvg(bytes)) return err(problem('upload_svg'));
  if (detected === null && isCsv(bytes)) return ok('text/csv');
  return err(problem('upload_type'));
}

async function detect(bytes: Uint8Array): Promise<string | null> {
  try {
    return (await fileTypeFromBuffer(bytes))?.mime ?? null;
  } catch {
    // A file that makes the detector stumble is of no kind that is taken.
    return 'application/octet-stream';
  }
}

/** A PDF begins and ends as one; what stands before the head or far behind the end belongs to another file. */
function isPdf(bytes: Uint8Array): boolean {
  const text = (start: number, end?: number) => Buffer.from(bytes.subarray(start, end)).toString('latin1');
  return text(0, 5) === '%PDF-' && text(Math.max(0, bytes.length - 2048)).includes('%%EOF');
}

function looksLikeSvg(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
  return /<svg[\s/>]|<!doctype\s+(svg|html)|<html[\s>]|<script[\s>]/i.test(start);
}
