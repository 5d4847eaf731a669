import type { Problem } from '~/kernel/problem';
import { UPLOAD_LIMITS } from '~/platform/storage/file-kinds';
import { fileTooBig } from '~/platform/storage/inspect-upload.server';
import { MultipartRefused, readMultipart } from './multipart.server';

export interface UploadForm {
  /** The same request with its fields alone, for `parseForm`. */
  request: Request;
  /** The first file, as it came. */
  file: { bytes: Uint8Array; name: string } | null;
  /** Why the file was not taken, at the field `file`. */
  problem: Problem | null;
}

/** A form that may bring one file: its fields apart from the file. Forms without files pass through as they are. */
export async function readUploadForm(request: Request): Promise<UploadForm> {
  if (!/^multipart\/form-data/i.test(request.headers.get('Content-Type') ?? ''))
    return { request, file: null, problem: null };
  const fields = new URLSearchParams();
  let file: UploadForm['file'] = null;
  let problem: Problem | null = null;
  try {
    for await (const part of readMultipart(request, { ...UPLOAD_LIMITS, files: 1 })) {
      if (part.kind === 'field') fields.append(part.name, part.value);
      else if (part.bytes === null) problem = fileTooBig();
      else file = { bytes: part.bytes, name: part.fileName };
    }
  } catch (error) {
    if (!(error instanceof MultipartRefused)) throw error;
    problem = error.problem;
  }
  return {
    request: new Request(request.url, { method: 'POST', body: fields }),
    file,
    problem: problem && { ...problem, field: 'file' },
  };
}
