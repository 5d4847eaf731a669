import { type Problem, problem } from '~/kernel/problem';
import type { Result } from '~/kernel/result';
import { UPLOAD_LIMITS } from '~/platform/storage/file-kinds';
import { shownName } from '~/platform/storage/file-label';
import { fileTooBig } from '~/platform/storage/inspect-upload.server';
import { MultipartRefused, readMultipart } from './multipart.server';
import { problemStatus } from './respond';

interface Refused {
  /** The file it is about; null: the upload as a whole. */
  label: string | null;
  problem: Problem;
}

/** Fields that stand before the files of an upload. */
export type UploadFields = ReadonlyMap<string, string>;

/**
 * Reads the files of an upload one after another and gives each to `store`. One that is refused does not hold up the
 * others. The answer is JSON `{ stored: [{ id, label }], refused: [{ label, problem }] }`: 201 when something was kept, otherwise
 * the status of the first problem.
 */
export async function takeUploads(
  request: Request,
  store: (
    file: { bytes: Uint8Array; name: string },
    fields: UploadFields,
  ) => Promise<Result<{ id: string; label: string }, Problem>>,
): Promise<Response> {
  const stored: { id: string; label: string }[] = [];
  const refused: Refused[] = [];
  const fields = new Map<string, string>();
  try {
    const limits = { ...UPLOAD_LIMITS, files: UPLOAD_LIMITS.filesPerRequest };
    for await (const part of readMultipart(request, limits)) {
      if (part.kind === 'field') {
        fields.set(part.name, part.value);
        continue;
      }
      const label = shownName(part.fileName);
      if (part.bytes === null) {
        refused.push({ label, problem: fileTooBig() });
        continue;
      }
      const answer = await store({ bytes: part.bytes, name: part.fileName }, fields);
      if (answer.ok) stored.push(answer.value);
      else refused.push({ label, problem: answer.error });
    }
  } catch (error) {
    if (!(error instanceof MultipartRefused)) throw error;
    refused.push({ label: null, problem: error.problem });
  }
  if (stored.length === 0 && refused.length === 0)
    refused.push({ label: null, problem: problem('upload_empty') });
  const status = stored.length > 0 ? 201 : problemStatus(refused[0]!.problem.code);
  return Response.json({ stored, refused }, { status, headers: { 'Cache-Control': 'no-store' } });
}
