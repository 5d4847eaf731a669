import { type CalendarDate, dateInZone } from '~/kernel/calendar-date';
import { formatNumber } from '~/platform/format';
import { type Translate, translatorFor } from '~/platform/i18n/i18n.server';
import { MM, PdfPages } from '~/platform/pdf.server';
import { volumeMm3, volumetricG } from '../domain/carton';
import type { PackedGroup, ShipNoticeDetail } from './ship-notice.server';

const WIDTH = 210 * MM;
const HEIGHT = 297 * MM;
const MARGIN = 14 * MM;
const INNER = WIDTH - 2 * MARGIN;
const FOOT = HEIGHT - MARGIN - 14;
const ROW = 34;

interface Column {
  width: number;
  zh: string;
  en: string;
  /** Under the English name. */
  unit?: string;
  isNumber: boolean;
  cell: (group: PackedGroup) => string;
  total?: string;
}

const number = (value: number, digits = 0) =>
  formatNumber(value, 'en', { minDigits: digits, maxDigits: digits });
const kilograms = (grams: number | null) => (grams === null ? '—' : number(grams / 1000, 2));
const cubicMetres = (mm3: number) => number(mm3 / 1e9, 3);

/**
 * The packing list that travels with the goods: parties, every group of equal cartons with pieces, masses and sizes,
 * totals, in Chinese and English at once, pages numbered.
 */
export async function packingListPdf(detail: ShipNoticeDetail): Promise<Buffer> {
  const [en, zh] = await Promise.all([translatorFor('en'), translatorFor('zh')]);
  const both = (say: (t: Translate) => string) => `${say(zh)} ${say(en)}`;
  const pages = await PdfPages.open(WIDTH, HEIGHT, detail.notice.number);
  const columns = columnsOf(detail, en, zh);
  pages.addPage();
  let y = drawTop(pages, detail, both);
  y = drawHead(pages, columns, y);
  for (const group of detail.groups) {
    if (y + ROW > FOOT) {
      pages.addPage();
      y = drawHead(pages, columns, MARGIN);
    }
    drawRow(pages, columns, group, y);
    y += ROW;
  }
  if (y + 110 > FOOT) {
    pages.addPage();
    y = drawHead(pages, columns, MARGIN);
  }
  y = drawTotals(
    pages,
    columns,
    both((t) => t('common:table.total')),
    y,
  );
  drawSums(pages, detail, both, y + 12);
  pages.onEachPage((page, count) => {
    pages.line(detail.notice.number, MARGIN, HEIGHT - MARGIN, INNER / 2, { size: 8, grey: 0.3 });
    const text = both((t) => t('shipping:document.page', { page, pages: count }));
    pages.line(text, MARGIN + INNER / 2, HEIGHT - MARGIN, INNER / 2, { size: 8, grey: 0.3, align: 'right' });
  });
  return pages.finish();
}

function columnsOf({ totals }: ShipNoticeDetail, en: Translate, zh: Translate): Column[] {
  const column = (
    width: number,
    say: (t: Translate) => string,
    cell: (group: PackedGroup) => string,
    rest: Partial<Column> = {},
  ): Column => ({ width, zh: say(zh), en: say(en), isNumber: true, cell, ...rest });
  return [
    column(
      48,
      (t) => t('shipping:document.cartonNos'),
      ({ firstNo, lastNo }) => (firstNo === lastNo ? `${firstNo}` : `${firstNo}–${lastNo}`),
      { isNumber: false },
    ),
    column(
      INNER - 48 - 42 - 42 - 50 - 52 - 52 - 84 - 44,
      (t) => t('shipping:document.goods'),
      () => '',
      { isNumber: false },
    ),
    column(
      42,
      (t) => t('shipping:document.piecesEach'),
      ({ piecesEach }) => number(piecesEach),
    ),
    column(
      42,
      (t) => t('shipping:columns.cartons'),
      ({ cartons }) => number(cartons),
      {
        total: number(totals.cartons),
      },
    ),
    column(
      50,
      (t) => t('shipping:columns.pieces'),
      ({ cartons, piecesEach }) => number(cartons * piecesEach),
      {
        total: number(totals.pieces),
      },
    ),
    column(
      52,
      (t) => t('shipping:columns.net'),
      ({ netG, cartons }) => kilograms(netG === null ? null : netG * cartons),
      { unit: 'kg', total: kilograms(totals.netG) },
    ),
    column(
      52,
      (t) => t('shipping:columns.gross'),
      ({ grossG, cartons }) => kilograms(grossG * cartons),
      {
        unit: 'kg',
        total: kilograms(totals.grossG),
      },
    ),
    column(
      84,
      (t) => t('shipping:document.sizeEach'),
      ({ lengthMm, widthMm, heightMm }) => `${lengthMm}×${widthMm}×${heightMm}`,
      { unit: 'mm' },
    ),
    column(
      44,
      (t) => t('shipping:columns.volume'),
      (group) => cubicMetres(volumeMm3(group) * group.cartons),
      {
        unit: 'm³',
        total: cubicMetres(totals.volumeMm3),
      },
    ),
  ];
}

type Both = (say: (t: Translate) => string) => string;

function drawTop(pages: PdfPages, { notice, from, to }: ShipNoticeDetail, both: Both): number {
  pages.line(
    both((t) => t('shipping:document.packingList')),
    MARGIN,
    MARGIN,
    INNER,
    { size: 18, weight: 'bold' },
  );
  pages.line(notice.number, MARGIN, MARGIN + 27, INNER, { size: 11, weight: 'bold' });
  const half = (INNER - 16) / 2;
  const right = MARGIN + half + 16;
  const y = MARGIN + 50;
  party(
    pages,
    both((t) => t('shipping:document.from')),
    from,
    `${from.city}, ${from.countryCode}`,
    MARGIN,
    y,
    half,
  );
  const place = `${to.code} · ${to.city}, ${to.countryCode}`;
  party(
    pages,
    both((t) => t('shipping:document.to')),
    to,
    place,
    right,
    y,
    half,
  );
  const shippedOn = notice.shippedAt === null ? null : dateInZone(notice.shippedAt, from.timeZone);
  const day = (date: CalendarDate | null) => date ?? '—';
  const facts: [string, string][] = [
    [both((t) => t('shipping:columns.order')), notice.orderNumber],
    [both((t) => t('shipping:columns.carrier')), notice.carrier ?? '—'],
    [both((t) => t('shipping:columns.shipped')), day(shippedOn)],
    [both((t) => t('shipping:columns.tracking')), notice.trackingNo ?? '—'],
    [both((t) => t('shipping:columns.status')), both((t) => t(`shipping:states.${notice.status}`))],
    [both((t) => t('shipping:columns.arrives')), day(notice.expectedArrivalOn)],
  ];
  const factsY = y + 64;
  for (const [index, [name, value]] of facts.entries()) {
    const x = index % 2 === 0 ? MARGIN : right;
    const at = factsY + Math.floor(index / 2) * 14;
    pages.line(name, x, at + 1, half * 0.5, { size: 8, grey: 0.3 });
    pages.line(value, x + half * 0.5, at, half * 0.5, { size: 9 });
  }
  return factsY + 3 * 14 + 10;
}

function party(
  pages: PdfPages,
  title: string,
  { nameZh, nameEn }: { nameZh: string; nameEn: string },
  place: string,
  x: number,
  y: number,
  width: number,
): void {
  pages.line(title, x, y, width, { size: 8, grey: 0.3 });
  pages.line(nameZh, x, y + 11, width, { size: 10, weight: 'bold' });
  pages.line(nameEn, x, y + 26, width, { size: 9 });
  pages.line(place, x, y + 39, width, { size: 9 });
}

function drawHead(pages: PdfPages, columns: readonly Column[], y: number): number {
  pages.rule(MARGIN, y, INNER, 1);
  eachColumn(columns, (column, x, width) => {
    const align = column.isNumber ? 'right' : 'left';
    pages.line(column.zh, x, y + 5, width, { size: 8, weight: 'bold', align });
    pages.line(column.unit ? `${column.en} ${column.unit}` : column.en, x, y + 16, width, { size: 7, align });
  });
  pages.rule(MARGIN, y + 29, INNER);
  return y + 31;
}

function drawRow(pages: PdfPages, columns: readonly Column[], group: PackedGroup, y: number): void {
  eachColumn(columns, (column, x, width, index) => {
    if (index === 1) {
      pages.line(group.skuCode, x, y + 1, width, { weight: 'bold' });
      pages.line(group.skuNameZh, x, y + 12, width, { size: 7.5 });
      pages.line(group.skuNameEn, x, y + 21, width, { size: 7.5 });
    } else {
      pages.line(column.cell(group), x, y + 1, width, { align: column.isNumber ? 'right' : 'left' });
    }
  });
  pages.rule(MARGIN, y + ROW - 1, INNER, 0.25);
}

function drawTotals(pages: PdfPages, columns: readonly Column[], label: string, y: number): number {
  pages.rule(MARGIN, y, INNER, 1);
  pages.line(label, MARGIN, y + 5, 160, { weight: 'bold' });
  eachColumn(columns, ({ total }, x, width) => {
    if (total) pages.line(total, x, y + 5, width, { weight: 'bold', align: 'right' });
  });
  return y + 22;
}

function drawSums(pages: PdfPages, { totals, groups }: ShipNoticeDetail, both: Both, y: number): void {
  const air = volumetricG(totals.volumeMm3);
  const lines = [
    both((t) => t('shipping:document.airWeight', { kg: kilograms(air) })),
    both((t) =>
      t('shipping:document.codes', {
        first: groups[0]?.firstSscc ?? '—',
        last: groups.at(-1)?.lastSscc ?? '—',
      }),
    ),
  ];
  for (const [index, text] of lines.entries()) pages.line(text, MARGIN, y + index * 13, INNER, { size: 8 });
}

/** Columns stand apart by four points; numbers end where their column ends. */
function eachColumn(
  columns: readonly Column[],
  draw: (column: Column, x: number, width: number, index: number) => void,
): void {
  let x = MARGIN;
  for (const [index, column] of columns.entries()) {
    draw(column, x, column.width - 4, index);
    x += column.width;
  }
}
