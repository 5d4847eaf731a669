import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MultipartPart, MultipartRefused, readMultipart } from './multipart.server';

const limits = { requestBytes: 100_000, fileBytes: 1000, files: 3 };

/** A request whose body arrives in pieces of the given sizes, over and over. */
function post(body: Uint8Array, type: string, sizes: readonly number[] = [body.length || 1]): Request {
  let at = 0;
  let turn = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= body.length) return controller.close();
      const size = sizes[turn++ % sizes.length]!;
      controller.enqueue(body.subarray(at, at + size));
      at += size;
    },
  });
  return new Request('http://localhost/', {
    method: 'POST',
    body: stream,
    headers: { 'Content-Type': type },
    duplex: 'half',
  } as RequestInit);
}

async function parts(request: Request, given = limits): Promise<MultipartPart[]> {
  const found: MultipartPart[] = [];
  for await (const part of readMultipart(request, given)) found.push(part);
  return found;
}

const raw = (text: string, sizes?: number[]) =>
  post(Buffer.from(text.replaceAll('\n', '\r\n')), 'multipart/form-data; boundary=XX', sizes);
const refusal = (request: Request, given = limits) =>
  parts(request, given).then(
    () => null,
    (error) => (error instanceof MultipartRefused ? error.problem.code : error),
  );

describe('readMultipart', () => {
  it('reads what a browser sends, in pieces of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.record({ field: fc.string({ maxLength: 50 }) }),
            fc.record({
              file: fc.uint8Array({ maxLength: 400 }),
              name: fc
                .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
                .filter((n) => !/["\\\r\n\0]/.test(n)),
            }),
          ),
          { maxLength: 3 },
        ),
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 5 }),
        async (given, sizes) => {
          const form = new FormData();
          for (const entry of given) {
            if ('field' in entry) form.append('text', entry.field);
            else form.append('file', new File([entry.file as Uint8Array<ArrayBuffer>], entry.name));
          }
          const sent = new Request('http://localhost/', { method: 'POST', body: form });
          const body = new Uint8Array(await sent.arrayBuffer());
          const found = await parts(post(body, sent.headers.get('Content-Type')!, sizes));
          expect(
            found.map((part) =>
              part.kind === 'field' ? part.value : [part.fileName, [...(part.bytes ?? [])]],
            ),
          ).toEqual(
            given.map((entry) =>
              // Forms are sent with CRLF.
              'field' in entry ? entry.field.replace(/\r\n|\r|\n/g, '\r\n') : [entry.name, [...entry.file]],
            ),
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  it('passes a file that is too big on without its bytes, and reads on', async () => {
    const form = new FormData();
    form.append('file', new File([new Uint8Array(1001)], 'big.bin'));
    form.append('file', new File([new Uint8Array(1000)], 'fits.bin'));
    const sent = new Request('http://localhost/', { method: 'POST', body: form });
    const found = await parts(sent);
    expect(found.map((part) => part.kind === 'file' && part.bytes?.length)).toEqual([undefined, 1000]);
  });

  it('leaves out an empty file field, but not an empty file', async () => {
    const empty = raw(
      '--XX\nContent-Disposition: form-data; name="f"; filename=""\n\n\n--XX\nContent-Disposition: form-data; name="f"; filename="a"\n\n\n--XX--\n',
    );
    expect(await parts(empty)).toMatchObject([{ fileName: 'a' }]);
  });

  it('refuses more files than allowed, and more bytes than allowed, told or not', async () => {
    const form = new FormData();
    for (let i = 0; i < 4; i++) form.append('file', new File(['x'], `${i}.txt`));
    expect(await refusal(new Request('http://localhost/', { method: 'POST', body: form }))).toBe(
      'upload_files_exceeded',
    );
    const endless = raw(
      `--XX\nContent-Disposition: form-data; name="f"; filename="a"\n\n${'x'.repeat(200_000)}`,
      [999],
    );
    expect(await refusal(endless)).toBe('upload_request_too_big');
    const told = raw('--XX--');
    told.headers.set('Content-Length', '100001');
    expect(await refusal(told)).toBe('upload_request_too_big');
  });

  it.each([
    ['nothing', ''],
    ['no end', '--XX\nContent-Disposition: form-data; name="a"\n\nx'],
    ['no head', '--XX\n\nx\n--XX--'],
    ['no name', '--XX\nContent-Disposition: form-data; filename="a"\n\nx\n--XX--'],
    ['another disposition', '--XX\nContent-Disposition: attachment; name="a"\n\nx\n--XX--'],
    ['a head without end', `--XX\nContent-Disposition: form-data; name="${'a'.repeat(20_000)}`],
    ['a long field', `--XX\nContent-Disposition: form-data; name="a"\n\n${'x'.repeat(70_000)}\n--XX--`],
    ['many fields', `${'--XX\nContent-Disposition: form-data; name="a"\n\nx\n'.repeat(60)}--XX--`],
    ['another boundary', '--YY\nContent-Disposition: form-data; name="a"\n\nx\n--YY--'],
  ])('refuses %s', async (_, text) => {
    expect(await refusal(raw(text, [17]))).toBe('upload_unreadable');
  });

  it('refuses bodies of other types', async () => {
    const body = Buffer.from('--XX--');
    for (const type of ['text/plain', 'multipart/mixed; boundary=XX', 'multipart/form-data', ''])
      expect(await refusal(post(body, type))).toBe('upload_unreadable');
  });

  it('reads a body to its end, so that the sender reads the answer', async () => {
    const body = (files: number) =>
      `${'--XX\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\nbytes\r\n'.repeat(files)}--XX--\r\n`;
    for (const [files, code] of [
      [2, null],
      [9, 'upload_files_exceeded'],
    ] as const) {
      const request = post(Buffer.from(body(files)), 'multipart/form-data; boundary=XX', [7]);
      const given = request.body!;
      const read: boolean[] = [];
      const cancelled: unknown[] = [];
      const reader = given.getReader();
      const watched = new ReadableStream<Uint8Array>({
        async pull(controller) {
          const { done, value } = await reader.read();
          read.push(done);
          if (done) controller.close();
          else controller.enqueue(value);
        },
        cancel: (reason) => void cancelled.push(reason),
      });
      const again = new Request('http://localhost/', {
        method: 'POST',
        body: watched,
        headers: request.headers,
        duplex: 'half',
      } as RequestInit);
      expect(await refusal(again)).toBe(code);
      expect([read.at(-1), cancelled]).toEqual([true, []]);
    }
  });

  it('never throws anything else, whatever comes', async () => {
    const token = fc.constantFrom(
      '--XX',
      '--',
      '\r\n',
      '\r\n\r\n',
      'Content-Disposition: form-data; name="a"',
      '; filename="',
      '"',
      'x',
      '\0',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(token, { maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        async (tokens, size) => {
          const answer = await refusal(
            post(Buffer.from(tokens.join('')), 'multipart/form-data; boundary=XX', [size]),
          );
          expect(answer === null || typeof answer === 'string').toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});
