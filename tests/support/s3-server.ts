import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TestS3Server {
  endpoint: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
  /** Keys that are held now. */
  keys(): string[];
  /** Sets when an object was written, epoch ms. */
  age(key: string, modifiedAt: number): void;
  /** Answers this many requests with 503 before the next good one. */
  failNext(times: number): void;
  close(): Promise<void>;
}

interface HeldObject {
  bytes: Buffer;
  type: string;
  modifiedAt: number;
}

/** Keys of one page of a listing; few, so that tests see several pages. */
const PAGE = 2;

/**
 * A server in this process that speaks as much of the S3 protocol as the portal uses, and verifies every request the way
 * Amazon documents Signature Version 4: canonical request, string to sign, derived key, hash of the body.
 */
export async function startS3Server(): Promise<TestS3Server> {
  const held = new Map<string, HeldObject>();
  const account = {
    accessKeyId: 'TESTKEYID',
    secretAccessKey: 'test/secret+access=key',
    region: 'eu-test-1',
    bucket: 'portal-files',
  };
  let failures = 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (failures > 0) {
      failures -= 1;
      return refuse(response, 503, 'SlowDown');
    }
    const complaint = signatureComplaint(request, url, body, account);
    if (complaint) return refuse(response, 403, complaint);
    if (url.pathname === `/${account.bucket}`) return list(response, url);
    const prefix = `/${account.bucket}/`;
    if (!url.pathname.startsWith(prefix)) return refuse(response, 404, 'NoSuchBucket');
    const key = decodeURIComponent(url.pathname.slice(prefix.length));
    if (request.method === 'PUT') {
      if (request.headers['content-length'] === undefined)
        return refuse(response, 411, 'MissingContentLength');
      const type = request.headers['content-type'] ?? 'binary/octet-stream';
      held.set(key, { bytes: body, type, modifiedAt: Date.now() });
      response.writeHead(200).end();
    } else if (request.method === 'DELETE') {
      held.delete(key);
      response.writeHead(204).end();
    } else {
      const found = held.get(key);
      if (!found) return refuse(response, 404, 'NoSuchKey');
      response
        .writeHead(200, { 'Content-Type': found.type, 'Content-Length': found.bytes.length })
        .end(found.bytes);
    }
  }

  function list(response: ServerResponse, url: URL): void {
    const after = url.searchParams.get('continuation-token') ?? '';
    const keys = [...held.keys()].sort().filter((key) => key > after);
    const page = keys.slice(0, PAGE);
    const contents = page.map((key) => {
      const { bytes, modifiedAt } = held.get(key)!;
      const modified = new Date(modifiedAt).toISOString();
      return `<Contents><Key>${key}</Key><LastModified>${modified}</LastModified><Size>${bytes.length}</Size></Contents>`;
    });
    const more = keys.length > PAGE;
    const next = more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
    response
      .writeHead(200, { 'Content-Type': 'application/xml' })
      .end(
        `<?xml version="1.0"?><ListBucketResult><IsTruncated>${more}</IsTruncated>${next}${contents.join('')}</ListBucketResult>`,
      );
  }

  const server: Server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...account,
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keys: () => [...held.keys()].sort(),
    age: (key, modifiedAt) => {
      held.get(key)!.modifiedAt = modifiedAt;
    },
    failNext: (times) => {
      failures = times;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response
    .writeHead(status, { 'Content-Type': 'application/xml' })
    .end(`<Error><Code>${code}</Code></Error>`);
}

interface Account {
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();

/** What is wrong with the signature of a request, as the code of the answer; null when it is right. */
function signatureComplaint(
  request: IncomingMessage,
  url: URL,
  body: Buffer,
  account: Account,
): string | null {
  const header = (name: string) => String(request.headers[name] ?? '');
  const match = /^AWS4-HMAC-SHA256 Credential=(\S+), SignedHeaders=(\S+), Signature=([0-9a-f]{64})$/.exec(
    header('authorization'),
  );
  if (!match) return 'AccessDenied';
  const [, credential = '', signedHeaders = '', signature = ''] = match;
  const date = header('x-amz-date');
  const scope = `${date.slice(0, 8)}/${account.region}/s3/aws4_request`;
  if (credential !== `${account.accessKeyId}/${scope}`) return 'InvalidAccessKeyId';
  const names = signedHeaders.split(';');
  if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => names.includes(name)))
    return 'AuthorizationHeaderMalformed';
  if (header('x-amz-content-sha256') !== sha256(body)) return 'XAmzContentSHA256Mismatch';
  const query = [...url.searchParams]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort()
    .join('&');
  const canonical = [
    request.method,
    url.pathname,
    query,
    ...names.map((name) => `${name}:${header(name).trim().replace(/\s+/g, ' ')}`),
    '',
    signedHeaders,
    header('x-amz-content-sha256'),
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n');
  const key = hmac(
    hmac(hmac(hmac(`AWS4${account.secretAccessKey}`, date.slice(0, 8)), account.region), 's3'),
    'aws4_request',
  );
  const expected = hmac(key, toSign);
  return timingSafeEqual(expected, Buffer.from(signature, 'hex')) ? null : 'SignatureDoesNotMatch';
}
