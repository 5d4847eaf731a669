import { useRevalidator } from '@remix-run/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type Problem, problem } from '~/kernel/problem';
import { UPLOAD_LIMITS } from '~/platform/storage/file-kinds';

/** A file that was not taken, and why; without a label the upload as a whole. */
export interface RefusedFile {
  label: string | null;
  problem: Problem;
}

/** Answer of an upload route. */
export interface UploadReply {
  stored: { id: string; label: string }[];
  refused: RefusedFile[];
}

export type Upload =
  /** Bytes sent and in all. */
  | { state: 'sending'; files: number; sent: number; total: number }
  | { state: 'done'; stored: number; refused: RefusedFile[] };

const MIB = 1024 * 1024;

/** Splits files into those that may be sent at once and those that are too big, many or heavy to try. */
export function sendable(files: readonly Pick<File, 'name' | 'size'>[]): {
  send: number[];
  refused: RefusedFile[];
} {
  const send: number[] = [];
  const refused: RefusedFile[] = [];
  let bytes = 0;
  for (const [index, { name: label, size }] of files.entries()) {
    // Room for the form around the files.
    const tooHeavy = bytes + size > UPLOAD_LIMITS.requestBytes - MIB;
    if (size > UPLOAD_LIMITS.fileBytes)
      refused.push({
        label,
        problem: problem('upload_too_big', { megabytes: UPLOAD_LIMITS.fileBytes / MIB }),
      });
    else if (send.length >= UPLOAD_LIMITS.filesPerRequest)
      refused.push({
        label,
        problem: problem('upload_files_exceeded', { files: UPLOAD_LIMITS.filesPerRequest }),
      });
    else if (tooHeavy)
      refused.push({
        label,
        problem: problem('upload_request_too_big', { megabytes: UPLOAD_LIMITS.requestBytes / MIB }),
      });
    else {
      send.push(index);
      bytes += size;
    }
  }
  return { send, refused };
}

/** Sends files with progress, which `fetch` cannot tell, and has the page read its data anew afterwards. */
export function useUpload(path: string) {
  const [upload, setUpload] = useState<Upload | null>(null);
  const { revalidate } = useRevalidator();
  const running = useRef<XMLHttpRequest | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const send = useCallback(
    (files: readonly File[], milestoneId: string) => {
      if (files.length === 0) return;
      const { send: chosen, refused } = sendable(files);
      if (chosen.length === 0) return setUpload({ state: 'done', stored: 0, refused });
      const body = new FormData();
      body.append('milestone', milestoneId);
      for (const index of chosen) body.append('file', files[index]!);
      const request = new XMLHttpRequest();
      running.current = request;
      const finish = (reply: UploadReply) => {
        setUpload({ state: 'done', stored: reply.stored.length, refused: [...reply.refused, ...refused] });
        if (reply.stored.length > 0) revalidate();
      };
      request.upload.onprogress = ({ loaded, total }) =>
        setUpload({ state: 'sending', files: chosen.length, sent: loaded, total });
      request.onload = () => finish(replyOf(request));
      request.onerror = () => finish(lost);
      request.open('POST', path);
      request.responseType = 'json';
      setUpload({ state: 'sending', files: chosen.length, sent: 0, total: 0 });
      request.send(body);
    },
    [path, revalidate],
  );
  return { upload, send };
}

const lost: UploadReply = { stored: [], refused: [{ label: null, problem: problem('upload_unreadable') }] };

function replyOf({ response, status }: XMLHttpRequest): UploadReply {
  const reply = response as Partial<UploadReply> | null;
  if (reply && Array.isArray(reply.stored) && Array.isArray(reply.refused)) return reply as UploadReply;
  const code = status === 413 ? 'upload_request_too_big' : 'unexpected';
  return {
    stored: [],
    refused: [{ label: null, problem: problem(code, { megabytes: UPLOAD_LIMITS.requestBytes / MIB }) }],
  };
}
