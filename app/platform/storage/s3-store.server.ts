import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import { checkObjectKey, type ListedObject, type ObjectBody, type ObjectStore } from './object-store';

export interface S3Settings {
  /** Origin of the server, such as https://s3.eu-central-1.amazonaws.com. */
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** What one request may take, in milliseconds. Default 30 s. */
  timeoutMs?: number;
}

/** A body is collected before it is sent, because its hash is part of the signature; uploads are far below. */
const MOST_BYTES = 64 * 1024 * 1024;
const RETRIES = 3;

/**
 * Objects in a bucket of a server that speaks Amazon's S3 protocol, addressed by path (`endpoint/bucket/key`). Requests are
 * signed with Signature Version 4, the body included, so a store behind plain http cannot be handed other bytes.
 */
export function s3Store({ endpoint, bucket, timeoutMs = 30_000, ...credentials }: S3Settings): ObjectStore {
  const client = new AwsClient({ ...credentials, service: 's3', retries: RETRIES, initRetryMs: 100 });
  const base = `${endpoint}/${bucket}`;

  async function send(method: string, url: string, init: { body?: Uint8Array; type?: string } = {}) {
    const bytes = init.body ?? new Uint8Array();
    const response = await client.fetch(url, {
      method,
      headers: {
        'X-Amz-Content-Sha256': createHash('sha256').update(bytes).digest('hex'),
        ...(init.type === undefined ? {} : { 'Content-Type': init.type }),
      },
      ...(init.body ? { body: init.body as Uint8Array<ArrayBuffer> } : {}),
      signal: AbortSignal.timeout(timeoutMs),
    });
    return response;
  }

  const addressOf = (key: string) => {
    checkObjectKey(key);
    return `${base}/${key}`;
  };

  return {
    async put(key, body, { contentType }) {
      const response = await send('PUT', addressOf(key), { body: await collect(body), type: contentType });
      await expectStatus(response, 'put', [200, 201, 204]);
    },
    async get(key) {
      const response = await send('GET', addressOf(key));
      if (response.status === 404) {
        await response.body?.cancel();
        return null;
      }
      if (response.status !== 200 || !response.body) await expectStatus(response, 'get', []);
      return {
        body: response.body!,
        contentType: response.headers.get('Content-Type') ?? 'application/octet-stream',
        size: Number(response.headers.get('Content-Length')),
      };
    },
    async delete(key) {
      await expectStatus(await send('DELETE', addressOf(key)), 'delete', [200, 204, 404]);
    },
    async *list() {
      for (let token: string | undefined; ; ) {
        const url = new URL(base);
        url.searchParams.set('list-type', '2');
        if (token) url.searchParams.set('continuation-token', token);
        const response = await send('GET', url.href);
        if (response.status !== 200) await expectStatus(response, 'list', []);
        const xml = await response.text();
        yield* listedObjects(xml);
        token = tag(xml, 'NextContinuationToken');
        if (tag(xml, 'IsTruncated') !== 'true' || !token) return;
      }
    },
  };
}

async function expectStatus(response: Response, what: string, good: readonly number[]): Promise<void> {
  if (good.includes(response.status)) {
    await response.body?.cancel();
    return;
  }
  const code = tag(await response.text(), 'Code');
  throw new Error(`The object store refuses to ${what}: ${response.status}${code ? ` ${code}` : ''}.`);
}

async function collect(body: ObjectBody): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > MOST_BYTES) throw new RangeError(`an object may have ${MOST_BYTES} bytes at most`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** ListObjectsV2 answers a flat list; the few fields needed are read without an XML parser. */
function* listedObjects(xml: string): Iterable<ListedObject> {
  for (const [, content = ''] of xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
    const key = tag(content, 'Key');
    if (!key) continue;
    yield {
      key,
      size: Number(tag(content, 'Size')),
      modifiedAt: Date.parse(tag(content, 'LastModified') ?? ''),
    };
  }
}

function tag(xml: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(xml)?.[1];
  return text
    ?.replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}
