import { currencyCode } from '~/kernel/currency';
import { toDecimalString } from '~/kernel/money';
import type { Sheet, SheetCell } from '~/platform/spreadsheet.server';
import type { PlatformTx } from '~db/tenancy.server';
import type { CandidateSearch } from '../candidate-forms';
import {
  type CandidateRow,
  type SignalRow,
  selectCandidates,
  selectSignals,
} from '../data/candidates.server';
import { IMPORT_COLUMNS } from '../domain/candidate-import';

const MOST = 5000;

/**
 * Candidates that the filters show, in the columns of the import, so that the file can be changed and taken in again; one
 * row per signal. Stage and score stand behind them for reading.
 * @param finishedSince finished ones that were decided earlier are left out, as on the board
 */
export async function candidateRows(tx: PlatformTx, search: CandidateSearch, finishedSince: string) {
  const rows = await selectCandidates(
    tx,
    {
      category: search.category || undefined,
      market: search.market || undefined,
      text: search.q || undefined,
      ...(search.month ? { month: `${search.month}-01` } : { finishedSince }),
    },
    MOST,
  );
  return {
    rows,
    signals: await selectSignals(
      tx,
      rows.map(({ id }) => id),
    ),
  };
}

/** The sheet of {@link candidateRows}. */
export function candidateSheet(
  { rows, signals }: { rows: readonly CandidateRow[]; signals: readonly SignalRow[] },
  name: string,
): Sheet {
  return {
    name,
    columns: IMPORT_COLUMNS.map((header) => ({ header, width: header.startsWith('name') ? 30 : 16 })),
    rows: rows.flatMap((row) => {
      const own = signals.filter(({ candidateId }) => candidateId === row.id);
      return (own.length > 0 ? own : [null]).map((signal) => sheetRow(row, signal));
    }),
  };
}

function sheetRow(row: CandidateRow, signal: SignalRow | null): SheetCell[] {
  const amount = (minor: string | null) =>
    minor === null || row.currency === null
      ? null
      : Number(toDecimalString({ minor: BigInt(minor), currency: currencyCode(row.currency) }));
  return [
    row.sourceRef ?? row.id,
    row.nameEn,
    row.nameZh,
    row.categoryCode,
    row.targetMarkets.join(' '),
    amount(row.expectedPriceMinor),
    amount(row.expectedCostMinor),
    row.currency,
    signal?.kind ?? null,
    signal?.source ?? null,
    signal?.subject ?? null,
    signal?.marketCode ?? null,
    signal?.unit ?? null,
    signal?.value ?? null,
    signal?.observedOn ?? null,
    row.note,
  ];
}
