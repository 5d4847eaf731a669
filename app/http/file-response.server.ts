import { contentDisposition } from '~/platform/storage/file-label';
import { THUMB_TYPE } from '~/platform/storage/image-file.server';
import { derivedKey } from '~/platform/storage/object-store';
import { getObject } from '~/platform/storage/storage.server';

interface ServedFile {
  storageKey: string;
  label: string;
  mediaType: string;
  sha256: string;
  /** Null for what is no image. */
  width: number | null;
}

/**
 * Hands out a file that the reader may see. Images, which were written anew here, are shown; everything else is only
 * saved. Nothing in any of them runs: no sniffing of types, no scripts, a sandbox of its own.
 *
 * @throws Response 404 when there are no bytes
 */
export async function fileResponse(request: Request, file: ServedFile): Promise<Response> {
  const isImage = file.width !== null;
  const wantsThumb = isImage && new URL(request.url).searchParams.get('size') === 'thumb';
  const etag = `"${file.sha256}${wantsThumb ? '-thumb' : ''}"`;
  const headers = new Headers({
    // Asked for each time, because the right to see it may end; the answer is short while nothing changed.
    'Cache-Control': 'private, no-cache',
    ETag: etag,
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
  });
  if (request.headers.get('If-None-Match') === etag) return new Response(null, { status: 304, headers });
  const object = await getObject(wantsThumb ? derivedKey(file.storageKey, 'thumb') : file.storageKey);
  if (!object) throw new Response(null, { status: 404, statusText: 'Not Found' });
  headers.set('Content-Type', wantsThumb ? THUMB_TYPE : file.mediaType);
  headers.set('Content-Length', String(object.size));
  headers.set('Content-Disposition', contentDisposition(isImage ? 'inline' : 'attachment', file.label));
  return new Response(object.body, { headers });
}
