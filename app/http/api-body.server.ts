import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { MAX_BODY_BYTES, MAX_DEPTH } from './api-limits';

export interface JsonBody {
  value: unknown;
  /** SHA-256 of the unpacked bytes, in hex. */
  hash: string;
}

/**
 * The JSON body of a request, as it is or as gzip. Reading stops at the limit of unpacked bytes, so neither a long body
 * nor a zip bomb fills the memory; nesting is counted before anything is made of it.
 */
export async function readJson(request: Request): Promise<Result<JsonBody>> {
  const type = request.headers.get('Content-Type') ?? '';
  if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type)) return err(problem('api_media_type'));
  const bytes = await readBytes(request);
  if (!bytes.ok) return bytes;
  if (depthOf(bytes.value) > MAX_DEPTH) return err(problem('api_too_deep', { limit: MAX_DEPTH }));
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.value);
  } catch {
    return err(problem('api_body_encoding'));
  }
  try {
    const hash = createHash('sha256').update(bytes.value).digest('hex');
    return ok({ value: JSON.parse(text) as unknown, hash });
  } catch (error) {
    return err(problem('api_json_broken', { position: positionOf(error, text) }));
  }
}

async function readBytes(request: Request): Promise<Result<Buffer>> {
  const encoding = (request.headers.get('Content-Encoding') ?? 'identity').trim().toLowerCase();
  if (encoding !== 'identity' && encoding !== 'gzip') return err(problem('api_content_encoding'));
  if (!request.body) return ok(Buffer.alloc(0));
  const raw = Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]);
  const source = encoding === 'gzip' ? raw.pipe(createGunzip()) : raw;
  // A failure of the source does not pass through a pipe by itself.
  if (source !== raw) raw.once('error', (error) => source.destroy(error));
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of source) {
      size += (chunk as Buffer).length;
      if (size > MAX_BODY_BYTES) {
        raw.destroy();
        return err(problem('api_body_too_big', { limit: MAX_BODY_BYTES / 1024 / 1024 }));
      }
      chunks.push(chunk as Buffer);
    }
  } catch (error) {
    raw.destroy();
    const isGzip = String((error as { code?: unknown }).code ?? '').startsWith('Z_');
    return err(isGzip ? problem('api_gzip_broken') : problem('api_json_broken', { position: size }));
  }
  return ok(Buffer.concat(chunks, size));
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** How deep objects and lists stand in one another, counted over the bytes of a JSON text, right or wrong. */
export function depthOf(bytes: Uint8Array): number {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === QUOTE) {
      i++;
      while (i < bytes.length && bytes[i] !== QUOTE) i += bytes[i] === BACKSLASH ? 2 : 1;
    } else if (byte === 0x7b || byte === 0x5b) {
      depth++;
      if (depth > deepest) deepest = depth;
    } else if (byte === 0x7d || byte === 0x5d) depth--;
  }
  return deepest;
}

/** Where the parser gave up; it says so in words, or that the text ended too soon. */
function positionOf(error: unknown, text: string): number {
  const found = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
  return found === undefined ? text.length : Number(found);
}
