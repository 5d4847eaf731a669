import type { TFunction } from 'i18next';
import type { Sheet, SheetCell } from '~/platform/spreadsheet.server';
import type { PlatformTx } from '~db/tenancy.server';
import {
  type InstructionRow,
  type ProposalListRow,
  selectInstructions,
  selectProposals,
  selectProposalTotals,
} from '../data/allocation.server';
import { type KeysetPage, keysetPage, PLACE_VALUES, type Place, placeOf } from '../domain/stock-pages';
import type { AllocationSearch } from '../inventory-forms';

export const ALLOCATION_PAGE_SIZE = 50;
const EXPORT_ROWS = 50_000;

export type AllocationListItem = ProposalListRow;

export interface AllocationListView {
  page: KeysetPage<AllocationListItem>;
  totals: { proposals: number; pieces: number; savingMinor: string };
  search: AllocationSearch;
}

const filterOf = ({ status, q, class: abcClass }: AllocationSearch) => ({ status, q, abcClass });

/** Proposals of one state, by what they save. */
export async function allocationList(tx: PlatformTx, search: AllocationSearch): Promise<AllocationListView> {
  const at = {
    after: placeOf(search.after, PLACE_VALUES.whole),
    before: placeOf(search.before, PLACE_VALUES.whole),
  };
  const cursor = (place: Place | null) => place && { savingMinor: place.value, id: place.id };
  const rows = await selectProposals(
    tx,
    filterOf(search),
    { after: cursor(at.after), before: cursor(at.before) },
    ALLOCATION_PAGE_SIZE + 1,
  );
  const page = keysetPage(rows, ALLOCATION_PAGE_SIZE, at, (row) => ({ value: row.savingMinor, id: row.id }));
  return {
    page,
    totals: await selectProposalTotals(tx, filterOf(search)),
    search,
  };
}

/** The moves behind the list, for the warehouses. */
export function allocationInstructions(tx: PlatformTx, search: AllocationSearch): Promise<InstructionRow[]> {
  return selectInstructions(tx, filterOf(search), EXPORT_ROWS);
}

/** Moves as a sheet: one row per SKU and lane. */
export function instructionSheet(rows: readonly InstructionRow[], t: TFunction<'allocation'>): Sheet {
  return {
    name: t('title'),
    columns: [
      { header: t('columns.from'), width: 10 },
      { header: t('columns.to'), width: 10 },
      { header: t('columns.code'), width: 16 },
      { header: t('columns.nameEn'), width: 34 },
      { header: t('columns.nameZh'), width: 28 },
      { header: `${t('columns.quantity')} (${t('pieces')})`, width: 10 },
      { header: `${t('columns.proposed')} (${t('pieces')})`, width: 10 },
      { header: `${t('columns.mass')} (kg)`, width: 10 },
      { header: t('columns.status'), width: 12 },
      { header: t('columns.decidedBy'), width: 20 },
      { header: `${t('columns.decidedAt')} (UTC)`, width: 22 },
      { header: t('columns.proposal'), width: 38 },
    ],
    rows: rows.map((row): SheetCell[] => [
      row.from,
      row.to,
      row.skuCode,
      row.nameEn,
      row.nameZh,
      row.pieces,
      row.proposedPieces,
      row.grossG === null ? null : Math.round(row.pieces * row.grossG) / 1000,
      t(`states.${row.status}` as 'states.proposed'),
      row.decidedByName,
      row.decidedAt === null ? null : new Date(row.decidedAt).toISOString(),
      row.proposalId,
    ]),
  };
}
