import type { TFunction } from 'i18next';
import { currencyCode } from '~/kernel/currency';
import { toDecimalString } from '~/kernel/money';
import type { Sheet, SheetCell } from '~/platform/spreadsheet.server';
import type { OrderRow } from '../domain/order-views';

/** A list of orders as a sheet: figures are numbers, days YYYY-MM-DD, states in the reader's words. */
export function ordersSheet(rows: readonly OrderRow[], t: TFunction<'orders'>): Sheet {
  const pieces = t('columns.piecesUnit');
  const amount = (minor: string, currency: string) =>
    Number(toDecimalString({ minor: BigInt(minor), currency: currencyCode(currency) }));
  const day = (at: number | null) => (at === null ? null : new Date(at).toISOString().slice(0, 10));
  return {
    name: t('export.sheet'),
    columns: [
      { header: t('columns.number'), width: 20 },
      { header: t('columns.factory'), width: 28 },
      { header: t('columns.kind'), width: 12 },
      { header: t('columns.state'), width: 14 },
      { header: t('columns.needs'), width: 24 },
      { header: t('columns.daysLate'), width: 10 },
      { header: t('columns.due'), width: 12 },
      { header: t('columns.skus'), width: 30 },
      { header: t('columns.lines'), width: 8 },
      { header: `${t('columns.pieces')} (${pieces})`, width: 12 },
      { header: `${t('columns.agreed')} (${pieces})`, width: 12 },
      { header: `${t('columns.shipped')} (${pieces})`, width: 12 },
      { header: `${t('columns.received')} (${pieces})`, width: 12 },
      { header: t('columns.value'), width: 14 },
      { header: t('columns.atRisk'), width: 14 },
      { header: t('columns.currency'), width: 9 },
      { header: t('columns.issued'), width: 12 },
      { header: t('columns.buyer'), width: 18 },
      { header: t('columns.version'), width: 8 },
    ],
    rows: rows.map((row): SheetCell[] => [
      row.number,
      row.factory ? `${row.factory.nameEn} ${row.factory.nameZh}` : null,
      t(`kind.${row.kind}`),
      t(`state.${row.state}`),
      needsOf(row, t),
      row.daysLate || null,
      row.dueOn,
      row.skus.map((sku) => sku.code).join(' '),
      row.lines,
      row.pieces,
      row.agreedPieces,
      row.shippedPieces,
      row.receivedPieces,
      amount(row.valueMinor, row.currency),
      amount(row.riskMinor, row.currency),
      row.currency,
      day(row.issuedAt),
      row.buyerName,
      row.version,
    ]),
  };
}

function needsOf(row: OrderRow, t: TFunction<'orders'>): string | null {
  const words = [
    row.state === 'draft' ? t('needs.issue') : null,
    row.awaitingAnswer ? t('needs.waitsForAnswer') : null,
    row.awaitingDecision ? t('needs.waitsForBuyer') : null,
    row.risk === 'late' ? t('needs.late', { count: row.daysLate }) : null,
    row.risk === 'at_risk' ? t('needs.at_risk') : null,
  ].filter((word) => word !== null);
  return words.length > 0 ? words.join(', ') : null;
}
