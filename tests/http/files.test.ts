import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { UploadReply } from '~/modules/orders/ui/use-upload';
import { UPLOAD_LIMITS } from '~/platform/storage/file-kinds';
import { OrdersScene } from '../db/orders-scene';
import type { TestUser } from '../support/fixtures';
import { csv, hostileFiles, pdf, phonePhoto } from '../support/hostile-files';
import { request, unexpectedErrors } from '../support/request';

let scene: OrdersScene;
let order: { id: string; number: string; milestoneId: string };
let photo: Buffer;

beforeAll(async () => {
  scene = await OrdersScene.make();
  photo = await phonePhoto(640, 480);
  order = await newOrder();
});
afterAll(() => scene?.database.close());
beforeEach(() => {
  unexpectedErrors.length = 0;
});

async function newOrder() {
  const detail = await scene.detail(await scene.inProduction());
  return { id: detail.id, number: detail.number, milestoneId: detail.lines[0]!.milestones[0]!.id };
}

const base = () => `/factories/${scene.factory.slug}`;
type Sent = readonly [name: string, bytes: Uint8Array, type?: string];

function upload(files: readonly Sent[], given: { as?: TestUser; to?: string; milestone?: string } = {}) {
  const body = new FormData();
  body.append('milestone', given.milestone ?? '');
  for (const [name, bytes, type = 'image/jpeg'] of files)
    body.append('file', new File([bytes as Uint8Array<ArrayBuffer>], name, { type }));
  const path = given.to ?? `${base()}/orders/${order.number}/files`;
  return request(path, { as: given.as ?? scene.people.shipping, method: 'POST', body });
}

const replyOf = async (response: Response) => (await response.json()) as UploadReply;

async function stored(files: readonly Sent[], milestone = '') {
  const response = await upload(files, { milestone });
  const reply = await replyOf(response);
  expect(reply.refused).toEqual([]);
  expect(response.status).toBe(201);
  return reply.stored;
}

const fileUrl = (id: string, thumb = false) => `${base()}/files/${id}${thumb ? '?size=thumb' : ''}`;

describe('uploads', () => {
  test('keep several files of one request, photos made clean', async () => {
    const [image, document] = await stored([
      ['../../包装.JPG', photo],
      ['list.csv', csv(), 'image/png'],
    ]);
    expect(image!.label).toBe('包装.JPG');
    const shown = await request(fileUrl(image!.id), { as: scene.people.viewer });
    expect(shown.headers.get('Content-Type')).toBe('image/jpeg');
    expect(shown.headers.get('Content-Disposition')).toBe(
      `inline; filename="__.JPG"; filename*=UTF-8''%E5%8C%85%E8%A3%85.JPG`,
    );
    const bytes = Buffer.from(await shown.arrayBuffer());
    expect(Number(shown.headers.get('Content-Length'))).toBe(bytes.length);
    expect(bytes.includes('SecretPhone')).toBe(false);
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 480, height: 640 });
    const thumb = await request(fileUrl(image!.id, true), { as: scene.people.viewer });
    expect(thumb.headers.get('Content-Type')).toBe('image/webp');
    const csvFile = await request(fileUrl(document!.id), { as: scene.people.viewer });
    expect(csvFile.headers.get('Content-Type')).toBe('text/csv');
    expect(csvFile.headers.get('Content-Disposition')).toMatch(/^attachment; filename="list.csv"/);
  });

  test('belong to a milestone where one is named', async () => {
    const [file] = await stored([['half.pdf', pdf()]], order.milestoneId);
    const [row] = await scene.database
      .sql`select purpose, po_milestone_id from stored_file where id = ${file!.id}`;
    expect(row).toEqual({ purpose: 'milestone', po_milestone_id: order.milestoneId });
    const wrong = await upload([['a.pdf', pdf()]], { milestone: 'x' });
    expect((await replyOf(wrong)).refused[0]!.problem.code).toBe('invalid_id');
  });

  test('refuse the bad ones by name and keep the good ones', async () => {
    const response = await upload([
      ['a/bad\u202e.svg', Buffer.from('<svg onload="x"/>'), 'image/svg+xml'],
      ['good.jpg', photo],
      ['big.pdf', new Uint8Array(UPLOAD_LIMITS.fileBytes + 1)],
      ['empty.jpg', new Uint8Array(0)],
    ]);
    expect(response.status).toBe(201);
    const reply = await replyOf(response);
    expect(reply.stored.map(({ label }) => label)).toEqual(['good.jpg']);
    expect(reply.refused.map(({ label, problem }) => [label, problem.code])).toEqual([
      ['bad.svg', 'upload_svg'],
      ['big.pdf', 'upload_too_big'],
      ['empty.jpg', 'upload_empty'],
    ]);
    expect(unexpectedErrors).toEqual([]);
  });

  test('whatever is hostile is refused with its reason, and nothing of it is kept', async () => {
    const before = await scene.database.sql`select count(*)::int as n from stored_file`;
    for (const [name, bytes, code] of await hostileFiles()) {
      const response = await upload([[name, bytes, 'image/png']]);
      expect(response.status, name).toBeLessThan(500);
      expect(
        (await replyOf(response)).refused.map(({ problem }) => problem.code),
        name,
      ).toEqual([code]);
    }
    expect(await scene.database.sql`select count(*)::int as n from stored_file`).toEqual(before);
    expect(unexpectedErrors).toEqual([]);
  });

  test('that are too many, too much, cut off or no form are refused as a whole', async () => {
    const path = `${base()}/orders/${order.number}/files`;
    const send = (body: BodyInit, type: string, headers: Record<string, string> = {}) =>
      request(path, {
        as: scene.people.owner,
        method: 'POST',
        body,
        headers: { 'Content-Type': type, ...headers },
      });
    const many = await upload(
      Array.from({ length: 11 }, (_, n) => [`${n}.svg`, Buffer.from('<svg/>')] as const),
    );
    expect((await replyOf(many)).refused.at(-1)).toEqual({
      label: null,
      problem: { code: 'upload_files_exceeded', params: { files: 10 } },
    });
    const answers = await Promise.all([
      send(
        '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
        'multipart/form-data; boundary=x',
      ),
      send('a=b', 'application/x-www-form-urlencoded'),
      send('{}', 'application/json'),
      send('x', 'multipart/form-data; boundary=x', {
        'Content-Length': String(UPLOAD_LIMITS.requestBytes + 1),
      }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 413]);
    const none = await upload([]);
    expect((await replyOf(none)).refused[0]!.problem.code).toBe('upload_empty');
    expect(unexpectedErrors).toEqual([]);
  });

  test('of an order that the factory does not have are not found', async () => {
    for (const to of [
      'PO-NONE',
      order.id.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      '%00',
      'x'.repeat(3000),
    ]) {
      const response = await upload([['a.pdf', pdf()]], { to: `${base()}/orders/${to}/files` });
      expect(response.status, to).toBe(404);
    }
    const other = await scene.database.sql`select 1`;
    expect(other).toHaveLength(1);
    expect(unexpectedErrors).toEqual([]);
  });
});

describe('downloads', () => {
  test('run nothing, are not guessed at, and answer shortly while nothing changed', async () => {
    const [file] = await stored([['plan.pdf', pdf()]]);
    const first = await request(fileUrl(file!.id), { as: scene.people.viewer });
    expect(first.status).toBe(200);
    expect(first.headers.get('Content-Disposition')).toMatch(/^attachment/);
    expect(first.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(first.headers.get('Content-Security-Policy')).toBe("default-src 'none'; sandbox");
    expect(first.headers.get('Cache-Control')).toBe('private, no-cache');
    expect(Buffer.from(await first.arrayBuffer()).equals(pdf())).toBe(true);
    const again = await request(fileUrl(file!.id), {
      as: scene.people.viewer,
      headers: { 'If-None-Match': first.headers.get('ETag')! },
    });
    expect(again.status).toBe(304);
  });

  test('open to the factory and the platform, and to nobody else', async () => {
    const [file] = await stored([['a.jpg', photo]]);
    const platformUrl = `/platform/factories/${scene.factory.slug}/files/${file!.id}`;
    expect((await request(platformUrl, { as: scene.staff.auditor })).status).toBe(200);
    expect((await request(`${platformUrl}?size=thumb`, { as: scene.staff.auditor })).status).toBe(200);
    expect((await request(platformUrl, { as: scene.people.owner })).status).toBe(404);
    expect((await request(fileUrl(file!.id), { as: scene.staff.buyer })).status).toBe(404);
    const elsewhere = `/platform/factories/${scene.other.slug}/files/${file!.id}`;
    expect((await request(elsewhere, { as: scene.staff.buyer })).status).toBe(404);
    expect((await request(platformUrl)).status).toBe(302);
    for (const id of ['none', '..%2f..%2fetc%2fpasswd', order.id])
      expect((await request(fileUrl(id), { as: scene.people.owner })).status, id).toBe(404);
    expect(unexpectedErrors).toEqual([]);
  });

  test('are not found when the bytes are gone', async () => {
    const [file] = await stored([['a.pdf', pdf()]]);
    await scene.database
      .sql`update stored_file set storage_key = ${`${scene.factory.id}/00/00/${'0'.repeat(28)}`} where id = ${file!.id}`;
    expect((await request(fileUrl(file!.id), { as: scene.people.owner })).status).toBe(404);
  });
});

describe('removing', () => {
  test('takes the file away, once', async () => {
    const [file] = await stored([['a.jpg', photo]]);
    const remove = () =>
      request(`${fileUrl(file!.id)}/remove`, { as: scene.people.shipping, method: 'POST' });
    const removed = await remove();
    expect(removed.status).toBe(302);
    expect(removed.headers.get('Location')).toBe(`${base()}/orders/${order.number}`);
    expect((await request(fileUrl(file!.id), { as: scene.people.owner })).status).toBe(404);
    expect((await remove()).status).toBe(404);
    const [log] = await scene.database.sql`
      select action from audit_event where entity_id = ${file!.id} and action = 'file.removed'`;
    expect(log).toBeDefined();
  });
});
