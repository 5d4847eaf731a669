import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { translatorFor } from '~/platform/i18n/i18n.server';
import { SAMPLE_GROUPS, shipNoticeDetailOf } from '../../../../tests/support/ship-notice-detail';
import { cartonLabelsPdf, LABELS_PER_DOCUMENT, qrText } from './carton-labels-pdf.server';
import { packingListPdf } from './packing-list-pdf.server';
import { packingListSheet } from './packing-list-sheet.server';

const detail = shipNoticeDetailOf(SAMPLE_GROUPS);
const latin = (pdf: Buffer) => pdf.toString('latin1');
const pagesOf = (pdf: Buffer) => latin(pdf).match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;

/** Every stream of a PDF, unpacked. */
function streams(pdf: Buffer): string[] {
  const found: string[] = [];
  const text = latin(pdf);
  for (const match of text.matchAll(/stream\r?\n/g)) {
    const start = match.index + match[0].length;
    const bytes = pdf.subarray(start, text.indexOf('endstream', start));
    try {
      found.push(inflateSync(bytes).toString('latin1'));
    } catch {
      // Not packed.
    }
  }
  return found;
}

/** Black rectangles of a page in points: x, y, width, height. */
const rectangles = (page: string) =>
  [...page.matchAll(/([\d.-]+) ([\d.-]+) ([\d.-]+) ([\d.-]+) re/g)].map((match) =>
    match.slice(1, 5).map(Number),
  );

describe('carton labels', () => {
  it('are one page of 100 × 150 mm for each carton, or for those asked for', async () => {
    const all = await cartonLabelsPdf(detail);
    expect(pagesOf(all)).toBe(36);
    expect(latin(all)).toMatch(/\/MediaBox \[0 0 283\.46\d* 425\.19\d*\]/);
    expect(pagesOf(await cartonLabelsPdf(detail, { from: 3, to: 5 }))).toBe(3);
    expect(pagesOf(await cartonLabelsPdf(detail, { from: 36 }))).toBe(1);
  });

  it('have bars of half a millimetre and 33 mm height, with room at both sides', async () => {
    const [page] = streams(await cartonLabelsPdf(detail, { from: 1, to: 1 })).filter((text) =>
      / re\n/.test(text),
    );
    const mm = 72 / 25.4;
    const bars = rectangles(page!).filter(([, , , height]) => Math.abs(height! - 33 * mm) < 0.01);
    // 13 symbols with three bars each, and the stop with four.
    expect(bars).toHaveLength(3 * 13 + 4);
    const narrow = Math.min(...bars.map(([, , width]) => width!));
    expect(narrow / mm).toBeCloseTo(0.5, 2);
    const left = Math.min(...bars.map(([x]) => x!));
    const right = Math.max(...bars.map(([x, , width]) => x! + width!));
    expect(left / mm).toBeGreaterThan(5);
    expect(100 - right / mm).toBeGreaterThan(5);
  });

  it('are limited per document', async () => {
    const many = shipNoticeDetailOf([{ ...SAMPLE_GROUPS[0]!, cartons: LABELS_PER_DOCUMENT + 5 }]);
    expect(pagesOf(await cartonLabelsPdf(many))).toBe(LABELS_PER_DOCUMENT);
    expect(pagesOf(await cartonLabelsPdf(many, { from: LABELS_PER_DOCUMENT + 1 }))).toBe(5);
  });

  it('tell in the QR code what is in the carton', () => {
    expect(qrText(detail, detail.cartons[20]!)).toBe(
      `ASN-261122-0007-1-1/PO-261122-0007-1/1/UMB-0042-NAVY/20/${detail.cartons[20]!.sscc}`,
    );
  });
});

describe('the packing list', () => {
  it('is A4, with a part of each font inside, and as many pages as it needs', async () => {
    const one = await packingListPdf(detail);
    expect(pagesOf(one)).toBe(1);
    expect(latin(one)).toMatch(/\/MediaBox \[0 0 595\.27\d* 841\.88\d*\]/);
    expect(latin(one).match(/\/BaseFont \/[A-Z]{6}\+NotoSansSC-(Regular|Bold)/g)?.length).toBeGreaterThan(1);
    expect(one.length).toBeLessThan(100_000);
    const groups = Array.from({ length: 90 }, (_, index) => ({
      ...SAMPLE_GROUPS[0]!,
      cartons: 2,
      grossG: 12_000 + index,
    }));
    expect(pagesOf(await packingListPdf(shipNoticeDetailOf(groups)))).toBe(5);
  });

  it('as a sheet has one row per carton, sums equal', async () => {
    const sheet = packingListSheet(detail, await translatorFor('zh'));
    expect(sheet.rows).toHaveLength(36);
    expect(sheet.rows.reduce((sum, row) => sum + Number(row[9]), 0)).toBe(detail.totals.pieces);
    expect(sheet.rows.reduce((sum, row) => sum + Math.round(Number(row[11]) * 1000), 0)).toBe(
      detail.totals.grossG,
    );
    expect(new Set(sheet.rows.map((row) => row[4])).size).toBe(36);
    expect(sheet.columns.every(({ header }) => header !== '')).toBe(true);
  });
});
