import { referenceNames } from '~/modules/catalog/queries/reference-names.server';
import type { PlatformTx } from '~db/tenancy.server';
import {
  type ProposalLine,
  selectNewestProposal,
  selectProposalLines,
  selectWarehouseNames,
} from '../data/allocation.server';
import { type StockBalanceRow, selectStockBalances, selectStockSku } from '../data/stock-sku.server';
import type { ProposalContent } from '../domain/allocation-content';
import type { AllocationOutcome, MoveReason } from '../domain/allocation-cost';
import type { DemandSource } from '../domain/allocation-demand';

export interface AllocationLaneView {
  from: string;
  to: string;
  transitDays: number;
}

export interface ProposalView {
  id: string;
  status: 'proposed' | 'accepted' | 'rejected' | 'superseded';
  createdAt: number;
  createdByName: string;
  decidedAt: number | null;
  decidedByName: string | null;
  demandSource: DemandSource;
  asOf: string;
  horizonDays: number;
  dayPriceMinor: number;
  asIs: AllocationOutcome;
  best: AllocationOutcome;
  /** What was decided, where it differs from the proposal. */
  decidedCostMinor: number;
  reasons: MoveReason[];
  lines: (ProposalLine & { transitDays: number })[];
  /** Ways on which pieces may be moved by hand. */
  lanes: AllocationLaneView[];
  warehouses: { code: string; kind: 'regional' | 'forward'; stock: number; inbound: number; room: number }[];
  demand: { market: string; pieces: number }[];
}

export interface AllocationPageView {
  sku: { id: string; code: string; nameEn: string; nameZh: string; abcClass: 'A' | 'B' | 'C' };
  onHand: number;
  names: Record<string, { nameEn: string; nameZh: string }>;
  markets: Record<string, { nameEn: string; nameZh: string }>;
  balances: StockBalanceRow[];
  proposal: ProposalView | null;
}

/** The newest proposal of one SKU, or where its stock stands; null for a SKU that does not exist. */
export async function allocationPage(
  tx: PlatformTx,
  code: string,
  today: string,
): Promise<AllocationPageView | null> {
  const sku = await selectStockSku(tx, code, today);
  if (!sku) return null;
  const [balances, newest, names, warehouses] = await Promise.all([
    selectStockBalances(tx, sku.id),
    selectNewestProposal(tx, sku.id),
    referenceNames(tx),
    selectWarehouseNames(tx),
  ]);
  const proposal = newest && {
    newest,
    lines: await selectProposalLines(tx, newest.id),
    content: newest.inputs as ProposalContent,
  };
  const named = (rows: readonly { code: string; nameEn: string; nameZh: string }[]) =>
    Object.fromEntries(rows.map(({ code: key, nameEn, nameZh }) => [key, { nameEn, nameZh }]));
  return {
    sku: {
      id: sku.id,
      code: sku.code,
      nameEn: sku.nameEn,
      nameZh: sku.nameZh,
      abcClass: sku.abcClass,
    },
    onHand: balances.reduce((sum, row) => sum + row.onHand, 0),
    names: named(warehouses),
    markets: named(names.markets),
    balances,
    proposal: proposal ? proposalView(proposal) : null,
  };
}

function proposalView(given: {
  newest: NonNullable<Awaited<ReturnType<typeof selectNewestProposal>>>;
  lines: ProposalLine[];
  content: ProposalContent;
}): ProposalView {
  const { newest, lines, content } = given;
  const { input } = content;
  return {
    id: newest.id,
    status: newest.status,
    createdAt: newest.createdAt,
    createdByName: newest.createdByName,
    decidedAt: newest.decidedAt,
    decidedByName: newest.decidedByName,
    demandSource: content.demandSource,
    asOf: content.asOf,
    horizonDays: input.horizonDays,
    dayPriceMinor: input.dayPriceMinor,
    asIs: content.asIs,
    best: content.best,
    decidedCostMinor: Number(newest.costMinor),
    reasons: content.reasons,
    lines: lines.map((line) => ({
      ...line,
      transitDays: input.lanes.find(({ from, to }) => from === line.from && to === line.to)?.transitDays ?? 0,
    })),
    lanes: input.lanes.map(({ from, to, transitDays }) => ({ from, to, transitDays })),
    warehouses: input.warehouses.map(({ code, kind, stock, inbound, roomPieces }) => ({
      code,
      kind,
      stock,
      inbound,
      room: roomPieces,
    })),
    demand: [...input.demand],
  };
}
