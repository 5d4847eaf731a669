import { setImmediate as nextTurn } from 'node:timers/promises';
import { gs1Bars, qrModules } from '~/platform/bar-code.server';
import { formatNumber } from '~/platform/format';
import { translatorFor } from '~/platform/i18n/i18n.server';
import { MM, PdfPages } from '~/platform/pdf.server';
import type { CartonRecord } from '../data/ship-notice.server';
import { readableSscc } from '../domain/carton-sscc';
import type { ShipNoticeDetail } from './ship-notice.server';

const WIDTH = 100 * MM;
const HEIGHT = 150 * MM;
const MARGIN = 5 * MM;
/** Width of a module of the bar code: GS1 asks for 0.495 mm at least on logistic labels. */
const MODULE = 0.5 * MM;
/** Height of the bars: 32 mm at least. */
const BARS = 33 * MM;
const QR = 24 * MM;
/** Labels between two breaths of the process. */
const AT_A_TIME = 5;
/** Labels of one document; more are printed in several. */
export const LABELS_PER_DOCUMENT = 200;

/**
 * Carton labels of 100 × 150 mm, one page each: where to, what is in it, which carton of how many, and the SSCC as GS1-128
 * (`(00)` and 18 digits) in bars that are drawn exactly, not as a picture. At most {@link LABELS_PER_DOCUMENT} at a time.
 *
 * @param only numbers of the first and last carton; from the first on where absent
 */
export async function cartonLabelsPdf(
  detail: ShipNoticeDetail,
  only: { from?: number | undefined; to?: number | undefined } = {},
): Promise<Buffer> {
  const words = await labelWords();
  const pages = await PdfPages.open(WIDTH, HEIGHT, detail.notice.number);
  const asked = detail.cartons.filter(
    ({ cartonNo }) => cartonNo >= (only.from ?? 1) && cartonNo <= (only.to ?? Number.POSITIVE_INFINITY),
  );
  const cartons = (asked.length > 0 ? asked : detail.cartons).slice(0, LABELS_PER_DOCUMENT);
  for (const [index, carton] of cartons.entries()) {
    drawLabel(pages, detail, carton, words);
    // Bars of many cartons take seconds; others are served in between.
    if (index % AT_A_TIME === AT_A_TIME - 1) await nextTurn();
  }
  return pages.finish();
}

async function labelWords() {
  const [en, zh] = await Promise.all([translatorFor('en'), translatorFor('zh')]);
  const both = (say: (t: typeof en) => string) => `${say(zh)} ${say(en)}`;
  return {
    from: both((t) => t('shipping:document.from')),
    to: both((t) => t('shipping:document.to')),
    order: both((t) => t('shipping:columns.order')),
    notice: both((t) => t('shipping:columns.number')),
    pieces: both((t) => t('shipping:columns.pieces')),
    carton: both((t) => t('shipping:document.carton')),
    gross: both((t) => t('shipping:columns.gross')),
    net: both((t) => t('shipping:columns.net')),
    size: both((t) => t('shipping:document.size')),
  };
}

type Words = Awaited<ReturnType<typeof labelWords>>;

function drawLabel(pages: PdfPages, detail: ShipNoticeDetail, carton: CartonRecord, words: Words): void {
  const { notice, from, to, totals } = detail;
  const inner = WIDTH - 2 * MARGIN;
  const x = MARGIN;
  const small = { size: 7, grey: 0.25 };
  pages.addPage();
  pages.line(words.from, x, MARGIN, inner, small);
  pages.line(`${from.nameZh} ${from.nameEn}`, x, MARGIN + 9, inner, { size: 8 });
  pages.rule(x, MARGIN + 22, inner);

  const toY = MARGIN + 26;
  const beside = inner - QR - 2 * MM;
  pages.line(words.to, x, toY, beside, small);
  pages.line(to.code, x, toY + 6, beside, { size: 30, weight: 'bold' });
  pages.line(`${to.nameZh} ${to.nameEn}`, x, toY + 45, beside, { size: 9 });
  pages.line(`${to.city}, ${to.countryCode}`, x, toY + 57, beside, { size: 9 });
  drawQr(pages, qrText(detail, carton), x + inner - QR, toY + 2);
  pages.rule(x, toY + 74, inner);

  const skuY = toY + 78;
  pages.line(carton.skuCode, x, skuY, inner, { size: 18, weight: 'bold' });
  pages.line(carton.skuNameZh, x, skuY + 25, inner, { size: 9 });
  pages.line(carton.skuNameEn, x, skuY + 37, inner, { size: 9 });
  pages.rule(x, skuY + 52, inner);

  const half = inner / 2;
  const countY = skuY + 56;
  const number = (value: number) => formatNumber(value, 'en');
  pages.line(words.pieces, x, countY, half, small);
  pages.line(number(carton.pieces), x, countY + 5, half, { size: 26, weight: 'bold' });
  pages.line(words.carton, x + half, countY, half, small);
  pages.line(`${carton.cartonNo} / ${totals.cartons}`, x + half, countY + 5, half, {
    size: 26,
    weight: 'bold',
  });
  pages.rule(x, countY + 42, inner);

  const factsY = countY + 46;
  const kg = (grams: number | null) =>
    grams === null ? '—' : `${formatNumber(grams / 1000, 'en', { minDigits: 1, maxDigits: 2 })} kg`;
  const size = `${carton.lengthMm} × ${carton.widthMm} × ${carton.heightMm} mm`;
  const facts: [string, string][] = [
    [words.gross, kg(carton.grossG)],
    [words.net, kg(carton.netG)],
    [words.size, size],
    [words.order, notice.orderNumber],
    [words.notice, notice.number],
  ];
  for (const [index, [name, value]] of facts.entries()) {
    const y = factsY + index * 12;
    pages.line(name, x, y + 1, inner * 0.42, small);
    pages.line(value, x + inner * 0.42, y, inner * 0.58, { size: 9, weight: 'bold' });
  }
  drawBars(pages, carton.sscc);
}

/** Bars with their quiet zones (ten modules each side) in the middle of the foot, digits below. */
function drawBars(pages: PdfPages, sscc: string): void {
  const widths = gs1Bars(`(00)${sscc}`);
  const total = widths.reduce((sum, width) => sum + width, 0) * MODULE;
  const y = HEIGHT - MARGIN - 13 - BARS;
  const bars: [number, number, number, number][] = [];
  let x = (WIDTH - total) / 2;
  for (const [index, width] of widths.entries()) {
    if (index % 2 === 0) bars.push([x, y, width * MODULE, BARS]);
    x += width * MODULE;
  }
  pages.fill(bars);
  pages.line(`(00) ${readableSscc(sscc)}`, MARGIN, y + BARS + 1, WIDTH - 2 * MARGIN, {
    size: 10,
    align: 'center',
  });
}

function drawQr(pages: PdfPages, text: string, x: number, y: number): void {
  const { side, isDark } = qrModules(text);
  const module = QR / side;
  const dark: [number, number, number, number][] = [];
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      if (isDark(row, column)) dark.push([x + column * module, y + row * module, module, module]);
    }
  }
  pages.fill(dark);
}

/**
 * What the QR code of a carton holds, for warehouses without a GS1 scanner: notice, order, line, SKU, pieces and SSCC, separated
 * by slashes. Capitals and digits make a code of few, large modules.
 */
export function qrText({ notice }: Pick<ShipNoticeDetail, 'notice'>, carton: CartonRecord): string {
  const parts = [
    notice.number,
    notice.orderNumber,
    carton.lineNo,
    carton.skuCode,
    carton.pieces,
    carton.sscc,
  ];
  return parts.join('/');
}
