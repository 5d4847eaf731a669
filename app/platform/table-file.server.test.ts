import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { toXlsx } from './spreadsheet.server';
import { LARGEST_TABLE_BYTES, readTableFile } from './table-file.server';

const bytes = (text: string) => new TextEncoder().encode(text);
const code = async (given: Uint8Array) => {
  const result = await readTableFile(given);
  return result.ok ? 'ok' : result.error.code;
};

describe('an uploaded table', () => {
  it('is read as CSV with commas, semicolons or tabs, in UTF-8 or GB18030', async () => {
    for (const separator of [',', ';', '\t']) {
      expect(await readTableFile(bytes(`\ufeffref${separator}name\r\nA${separator}"灯, 大"\r\n`))).toEqual({
        ok: true,
        value: [
          ['ref', 'name'],
          ['A', '灯, 大'],
        ],
      });
    }
    // 灯 in GB18030.
    const gb18030 = new Uint8Array([...bytes('ref,name\nA,'), 0xb5, 0xc6]);
    expect(await readTableFile(gb18030)).toEqual({
      ok: true,
      value: [
        ['ref', 'name'],
        ['A', '灯'],
      ],
    });
  });

  it('is read as a workbook, whatever its name', async () => {
    const workbook = await toXlsx({
      name: 'x',
      columns: [{ header: 'ref' }, { header: 'value' }],
      rows: [
        ['A', 12],
        ['B', null],
      ],
    });
    expect(await readTableFile(workbook)).toEqual({
      ok: true,
      value: [
        ['ref', 'value'],
        ['A', '12'],
        ['B', ''],
      ],
    });
  });

  it('is refused when empty, too big, no table, or a bomb', async () => {
    expect(await code(new Uint8Array())).toBe('table_file_empty');
    expect(await code(new Uint8Array(LARGEST_TABLE_BYTES + 1))).toBe('table_file_too_big');
    expect(await code(bytes('a\0b'))).toBe('table_file_unreadable');
    expect(await code(bytes('PK not a zip'))).toBe('table_file_unreadable');
    expect(await code(bytes('ref\n'.repeat(20_002)))).toBe('table_file_too_long');
    const bomb = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(80_000_000) });
    expect(bomb.length).toBeLessThan(LARGEST_TABLE_BYTES);
    expect(await code(bomb)).toBe('table_file_unreadable');
    const many = zipSync(
      Object.fromEntries(Array.from({ length: 600 }, (_, i) => [`f${i}`, new Uint8Array(1)])),
    );
    expect(await code(many)).toBe('table_file_unreadable');
    // A workbook whose entry lies about its size: the count of what comes out decides.
    const lying = new Uint8Array(bomb);
    const view = new DataView(lying.buffer);
    for (let at = 0; at < lying.length - 30; at += 1) {
      if (view.getUint32(at, true) === 0x04034b50) view.setUint32(at + 22, 10, true);
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
    }
    expect(await code(lying)).toBe('table_file_unreadable');
  });
});
