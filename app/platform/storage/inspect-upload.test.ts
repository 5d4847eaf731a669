import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import {
  bombPng,
  csv,
  hostileFiles,
  officeFile,
  pdf,
  phonePhoto,
  picture,
} from '../../../tests/support/hostile-files';
import { toXlsx } from '../spreadsheet.server';
import { inspectUpload } from './inspect-upload.server';

async function taken(bytes: Uint8Array, name = 'x') {
  const answer = await inspectUpload(bytes, name);
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
}

describe('what is taken', () => {
  it('a photo: upright, without place and device, with a small picture for lists', async () => {
    const photo = await phonePhoto();
    expect(photo.includes('SecretPhone')).toBe(true);
    const file = await taken(photo, 'IMG_0001.HEIC');
    expect(file).toMatchObject({
      kind: 'image/jpeg',
      label: 'IMG_0001.HEIC.jpg',
      image: { width: 600, height: 800 },
    });
    expect(Buffer.from(file.bytes).includes('SecretPhone')).toBe(false);
    const metadata = await sharp(file.bytes).metadata();
    expect(metadata).toMatchObject({ format: 'jpeg', width: 600, height: 800 });
    expect(metadata.exif).toBeUndefined();
    expect(metadata.orientation).toBeUndefined();
    const thumb = await sharp(file.image!.thumb).metadata();
    expect([thumb.format, thumb.height]).toEqual(['webp', 320]);
  });

  it('a large photo, made smaller', async () => {
    const file = await taken(await phonePhoto(5000, 4000), 'big.jpg');
    expect(file.image).toMatchObject({ width: 2400, height: 3000 });
  });

  it.each(['png', 'webp'] as const)('a %s', async (kind) => {
    const file = await taken(await picture(kind), `logo.${kind}`);
    expect(file).toMatchObject({
      kind: `image/${kind}`,
      label: `logo.${kind}`,
      image: { width: 40, height: 30 },
    });
  });

  it('a PDF, an Excel file of ours, a Word file and a table in text, byte for byte', async () => {
    const sheet = await toXlsx({
      name: 's',
      columns: [{ header: 'a' }],
      rows: Array.from({ length: 5000 }, () => [1]),
    });
    for (const [bytes, name, kind] of [
      [pdf(), 'a.pdf', 'application/pdf'],
      [sheet, 'a.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
      [
        officeFile('docx'),
        'a.docx',
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      ],
      [csv(), 'a.csv', 'text/csv'],
    ] as const) {
      const file = await taken(bytes, name);
      expect(file).toMatchObject({ kind, label: name, image: null });
      expect(Buffer.from(file.bytes).equals(bytes)).toBe(true);
    }
  });

  it('tables in the encodings that spreadsheets write', async () => {
    const gb = Buffer.from('c6b7c3fb2ccafdc1bf0d0ac9a1d7d3b7fc2c32340d0a', 'hex');
    const utf16 = Buffer.from('\ufeffSKU;件数\r\nA-1;24\r\n', 'utf16le');
    const tabs = Buffer.from('a\tb\n1\t2\n');
    const long = Buffer.from(`名称,数量\n${'雨伞,24\n'.repeat(60_000)}`);
    for (const bytes of [gb, utf16, tabs, long]) expect((await taken(bytes)).kind).toBe('text/csv');
  });

  it('of a file that is two things at once, only the picture', async () => {
    const jpeg = await phonePhoto(64, 48);
    const script = Buffer.from('<script>alert(1)</script><?php system($_GET[0]); ?>');
    const zip = Buffer.from(zipSync({ 'evil.exe': randomBytes(50) }));
    const file = await taken(Buffer.concat([jpeg, script, zip]), 'evil.php');
    expect(file).toMatchObject({ kind: 'image/jpeg', label: 'evil.php.jpg' });
    expect(Buffer.from(file.bytes).includes('<script>')).toBe(false);
    expect(Buffer.from(file.bytes).includes('PK\x03\x04')).toBe(false);
  });
});

describe('what is refused', async () => {
  it.each(await hostileFiles())('%s', async (name, bytes, code) => {
    const answer = await inspectUpload(bytes, name);
    expect(answer).toMatchObject({ ok: false, error: { code } });
  });

  it('an image of too many pixels, before it is unpacked', async () => {
    const before = process.memoryUsage().rss;
    for (let i = 0; i < 5; i++) expect((await inspectUpload(bombPng(30_000), 'x.png')).ok).toBe(false);
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
  });

  it('never with an exception, whatever is changed in a good file', async () => {
    const seeds = [
      await phonePhoto(32, 24),
      await picture('png'),
      await picture('webp'),
      officeFile(),
      pdf(),
      csv(),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...seeds),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }),
        fc.option(fc.nat()),
        async (seed, changes, cut) => {
          const bytes = Buffer.from(seed);
          for (const [at, value] of changes) bytes[at % bytes.length] = value;
          const given = cut === null ? bytes : bytes.subarray(0, cut % bytes.length);
          const answer = await inspectUpload(given, 'x');
          if (!answer.ok) expect(answer.error.code).toMatch(/^upload_/);
        },
      ),
      { numRuns: 400 },
    );
  });
});
