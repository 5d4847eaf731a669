import { randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import { zipSync } from 'fflate';
import sharp from 'sharp';

const XLSX_MAIN = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';
const DOCX_MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const MIB = 1024 * 1024;

/** A photo with a place and a device in it, lying on its side. */
export function phonePhoto(width = 800, height = 600): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#884422' } })
    .jpeg()
    .withExif({
      IFD0: { Make: 'SecretPhone', Orientation: '6' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '29/1 52/1 0/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '121/1 33/1 0/1',
      },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer();
}

export function picture(kind: 'png' | 'webp', width = 40, height = 30): Promise<Buffer> {
  const image = sharp({
    create: { width, height, channels: 4, background: { r: 9, g: 99, b: 9, alpha: 0.5 } },
  });
  return image[kind]().toBuffer();
}

/** A small PNG that claims, and really holds, far too many pixels of one colour. */
export function bombPng(side: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([1, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc(Math.min(64 * MIB, side * Math.ceil(side / 8 + 1)));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A file of Excel or Word with further parts. */
export function officeFile(
  kind: 'xlsx' | 'docx' | 'xlsm' = 'xlsx',
  parts: Record<string, Uint8Array> = {},
): Buffer {
  const main = {
    xlsx: XLSX_MAIN,
    docx: DOCX_MAIN,
    xlsm: 'application/vnd.ms-excel.sheet.macroEnabled.main+xml',
  }[kind];
  return Buffer.from(
    zipSync({
      '[Content_Types].xml': Buffer.from(
        `<Types><Override PartName="/xl/workbook.xml" ContentType="${main}"/></Types>`,
      ),
      'xl/workbook.xml': Buffer.from('<workbook/>'),
      ...parts,
    }),
  );
}

/** An Excel file whose directory says that a part is small, while it unpacks to many megabytes. */
export function lyingOfficeFile(): Buffer {
  const file = officeFile('xlsx', { 'xl/a.xml': new Uint8Array(30 * MIB) });
  const real = Buffer.alloc(4);
  real.writeUInt32LE(30 * MIB);
  const claimed = Buffer.alloc(4);
  claimed.writeUInt32LE(1000);
  for (let at = file.indexOf(real); at >= 0; at = file.indexOf(real, at + 4)) claimed.copy(file, at);
  return file;
}

const PDF = '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n';

export const pdf = (): Buffer => Buffer.from(PDF);
export const csv = (): Buffer => Buffer.from('\ufeffSKU,件数\r\nA-1,24\r\nA-2,30\r\n');

/** What must never be kept: a name, the bytes, and the code of the answer. */
export async function hostileFiles(): Promise<[name: string, bytes: Buffer, code: string][]> {
  const jpeg = await phonePhoto(64, 48);
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  return [
    ['empty.jpg', Buffer.alloc(0), 'upload_empty'],
    ['huge.pdf', Buffer.concat([pdf(), Buffer.alloc(10 * MIB), pdf()]), 'upload_too_big'],
    ['photo.jpg', Buffer.from(svg), 'upload_svg'],
    ['logo.svg', Buffer.from(`<?xml version="1.0"?>\n<!-- x -->\n${svg}`), 'upload_svg'],
    ['list.csv', Buffer.from('a,b\n1,<script>alert(1)</script>\n'), 'upload_svg'],
    ['late.csv', Buffer.from(`a,b\n${'1,2\n'.repeat(2000)}1,<script>x</script>\n`), 'upload_type'],
    ['page.pdf', Buffer.from('<!DOCTYPE html><html><body onload=x>'), 'upload_svg'],
    ['words.csv', Buffer.from('only words\nand no columns\n'), 'upload_type'],
    ['run.csv', Buffer.from('#!/bin/sh\nrm -rf a,b\n'), 'upload_type'],
    ['zeros.csv', Buffer.concat([Buffer.from('a,b\n'), Buffer.alloc(20)]), 'upload_type'],
    ['noise.png', randomBytes(5000), 'upload_type'],
    ['program.pdf', Buffer.concat([Buffer.from('MZ'), randomBytes(2000)]), 'upload_type'],
    ['cut.jpg', jpeg.subarray(0, jpeg.length / 2), 'upload_damaged'],
    ['head.jpg', jpeg.subarray(0, 20), 'upload_damaged'],
    ['cut.pdf', Buffer.from('%PDF-1.7\nnothing more'), 'upload_damaged'],
    ['moved.pdf', Buffer.concat([Buffer.from('<html>'), pdf()]), 'upload_svg'],
    ['bomb.png', bombPng(30_000), 'upload_pixels'],
    ['photo.heic', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0heicmif1', 'latin1'), 'upload_heic'],
    ['photo.gif', Buffer.from('GIF89a\x01\0\x01\0\0\0\0;', 'latin1'), 'upload_type'],
    ['bomb.xlsx', officeFile('xlsx', { 'xl/a.xml': new Uint8Array(70 * MIB) }), 'upload_bomb'],
    ['ratio.xlsx', officeFile('xlsx', { 'xl/a.xml': new Uint8Array(9 * MIB) }), 'upload_bomb'],
    ['lie.xlsx', lyingOfficeFile(), 'upload_bomb'],
    [
      'many.xlsx',
      officeFile(
        'xlsx',
        Object.fromEntries(Array.from({ length: 4000 }, (_, i) => [`x/${i}`, new Uint8Array(1)])),
      ),
      'upload_bomb',
    ],
    ['macro.xlsx', officeFile('xlsm'), 'upload_active'],
    ['vba.xlsx', officeFile('xlsx', { 'xl/vbaProject.bin': new Uint8Array(9) }), 'upload_active'],
    ['slip.docx', officeFile('docx', { '../../etc/cron.d/x': new Uint8Array(9) }), 'upload_damaged'],
    ['plain.xlsx', Buffer.from(zipSync({ 'a.txt': Buffer.from('no office file') })), 'upload_type'],
    ['cut.xlsx', officeFile().subarray(0, 60), 'upload_damaged'],
    ['nothing.xlsx', Buffer.from('PK\x05\x06'.padEnd(22, '\0'), 'latin1'), 'upload_damaged'],
  ];
}
