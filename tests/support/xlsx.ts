import { inflateRawSync } from 'node:zlib';

/**
 * The cells of the first sheet of an XLSX file, row by row: numbers as numbers, texts as texts, empty cells null.
 * Reads the zip and the sheet itself, so that it does not share the writer's mistakes.
 * @throws Error when the file is no zip, or a part that a workbook must have is missing
 */
export function readXlsx(file: Uint8Array): (string | number | null)[][] {
  const parts = unzip(Buffer.from(file));
  for (const name of ['[Content_Types].xml', 'xl/workbook.xml'])
    if (!parts.has(name)) throw new Error(`no ${name}`);
  const sheetName = [...parts.keys()].find((name) => /^xl\/worksheets\/sheet\d+\.xml$/.test(name));
  const sheet = sheetName && parts.get(sheetName)?.toString('utf8');
  if (!sheet) throw new Error('no sheet');
  const shared = [
    ...(parts.get('xl/sharedStrings.xml')?.toString('utf8') ?? '').matchAll(/<si>(.*?)<\/si>/gs),
  ].map(([, content]) => textOf(content!));
  return [...sheet.matchAll(/<row\b[^>]*>(.*?)<\/row>/gs)].map(([, row]) => {
    const cells: (string | number | null)[] = [];
    for (const [, attributes, content = ''] of row!.matchAll(/<c\b([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
      const column = /r="([A-Z]+)\d+"/.exec(attributes!)?.[1];
      const at = column ? columnIndex(column) : cells.length;
      while (cells.length < at) cells.push(null);
      cells.push(cellOf(attributes!, content, shared));
    }
    return cells;
  });
}

function cellOf(attributes: string, content: string, shared: readonly string[]): string | number | null {
  if (/<f\b/.test(content)) throw new Error('a cell holds a formula');
  const type = /t="(\w+)"/.exec(attributes)?.[1];
  const value = /<v>(.*?)<\/v>/s.exec(content)?.[1];
  if (type === 'inlineStr') return textOf(content);
  if (value === undefined) return null;
  if (type === 's') return shared[Number(value)] ?? null;
  if (type === 'str') return unescapeXml(value);
  return Number(value);
}

const columnIndex = (letters: string) =>
  [...letters].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0) - 1;

const textOf = (xml: string) =>
  [...xml.matchAll(/<t\b[^>]*>(.*?)<\/t>/gs)].map(([, text]) => unescapeXml(text!)).join('');

const unescapeXml = (text: string) =>
  text
    .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&#(\d+);/g, (_, digits: string) => String.fromCodePoint(Number(digits)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

/** The files of a zip by name, through its central directory. */
function unzip(file: Buffer): Map<string, Buffer> {
  const end = file.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('not a zip file');
  const parts = new Map<string, Buffer>();
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    const method = file.readUInt16LE(at + 10);
    const size = file.readUInt32LE(at + 20);
    const nameLength = file.readUInt16LE(at + 28);
    const local = file.readUInt32LE(at + 42);
    const name = file.toString('utf8', at + 46, at + 46 + nameLength);
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const bytes = file.subarray(start, start + size);
    parts.set(name, method === 0 ? bytes : inflateRawSync(bytes));
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return parts;
}
