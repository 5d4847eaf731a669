import { isUuid } from '~/kernel/ids';
import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import { type PauseView, selectPauses } from '../data/sell-out-pause.server';
import {
  type ClockDetailRow,
  type EvidenceRow,
  selectClockDetail,
  selectClockFlows,
  selectEvidence,
  selectEvidenceTotals,
} from '../data/sell-out-view.server';
import { type ClockHelp, clockHelp } from '../domain/clock/clock-list';
import { type ClockDay, dailySeries } from '../domain/clock/daily-series';
import { factsFrom } from '../domain/clock/kept-facts';
import { sellOutClock } from '../domain/clock/sell-out-clock';
import type { Flow, SellOutClock } from '../domain/clock/types';
import type { EvidenceSearch } from '../sell-out-forms';

export type { EvidenceRow, PauseView };

export const EVIDENCE_PER_PAGE = 50;
export const EVIDENCE_EXPORT_ROWS = 50_000;

export interface SellOutView {
  row: Omit<ClockDetailRow, 'kept'>;
  /** Read again for this instant, so that it is right whenever the page is opened. */
  clock: SellOutClock;
  days: ClockDay[];
  help: ClockHelp;
  pauses: PauseView[];
  evidence: { rows: EvidenceRow[]; next: string | null; totals: Record<string, number> };
}

type ReadTx = PlatformTx | TenantTx;

/** A clock with its arithmetic, its days, its pauses and a page of its evidence; null when the reader's scope has none. */
export async function sellOutView(
  tx: ReadTx,
  factorySlug: string,
  clockId: string,
  search: EvidenceSearch,
  nowMs: number,
): Promise<SellOutView | null> {
  const found = await findClock(tx, factorySlug, clockId);
  if (!found) return null;
  const { kept, ...row } = found;
  const flows = await selectClockFlows(tx, row.factoryId, row.id);
  const pauses = await selectPauses(tx, row.factoryId, row.id);
  const facts = factsFrom(
    kept,
    {
      sales: flowsOf(flows, 'sale'),
      returns: flowsOf(flows, 'return'),
      pauses: pauses.filter((pause) => pause.withdrawnAt === null),
    },
    { agreedUnits: row.acceptedUnits, isComplete: false },
  );
  const clock = sellOutClock(row.rule, facts, nowMs);
  return {
    row,
    clock,
    days: dailySeries(row.rule, facts, clock, nowMs),
    help: clockHelp({
      status: clock.status,
      probabilityBp: row.probabilityBp,
      reasoning: row.reasoning,
      missing: clock.missingUnits,
      agreed: clock.acceptedUnits,
      received: clock.receivedUnits,
      sellable: clock.sellableUnits,
    }),
    pauses,
    evidence: {
      ...(await evidencePage(tx, row, search, EVIDENCE_PER_PAGE)),
      totals: Object.fromEntries(
        (await selectEvidenceTotals(tx, { factoryId: row.factoryId, clockId: row.id })).map((total) => [
          total.type,
          total.quantity,
        ]),
      ),
    },
  };
}

/** The evidence of a clock as an export holds it; null when the reader's scope has no such clock. */
export async function sellOutEvidence(
  tx: ReadTx,
  factorySlug: string,
  clockId: string,
  search: EvidenceSearch,
): Promise<{ row: Omit<ClockDetailRow, 'kept'>; rows: EvidenceRow[] } | null> {
  const row = await findClock(tx, factorySlug, clockId);
  if (!row) return null;
  return { row, rows: (await evidencePage(tx, row, search, EVIDENCE_EXPORT_ROWS)).rows };
}

/** When a clock was last changed, for its live stream; null when the reader's scope has no such clock. */
export async function clockChange(tx: ReadTx, factorySlug: string, clockId: string): Promise<string | null> {
  const row = await findClock(tx, factorySlug, clockId);
  return row && `${row.updatedAt} ${row.oddsAt ?? ''}`;
}

function findClock(tx: ReadTx, factorySlug: string, clockId: string): Promise<ClockDetailRow | null> {
  if (!isUuid(clockId)) return Promise.resolve(null);
  return selectClockDetail(tx, 'factoryId' in tx ? { id: tx.factoryId } : { slug: factorySlug }, clockId);
}

async function evidencePage(
  tx: ReadTx,
  row: { factoryId: string; id: string },
  search: EvidenceSearch,
  size: number,
): Promise<{ rows: EvidenceRow[]; next: string | null }> {
  const key = { factoryId: row.factoryId, clockId: row.id };
  const found = await selectEvidence(tx, key, search, parseCursor(search.after), size + 1);
  const rows = found.slice(0, size);
  const last = rows.at(-1);
  return { rows, next: found.length > size && last ? `${last.sortAt}_${last.id}` : null };
}

function flowsOf(rows: Awaited<ReturnType<typeof selectClockFlows>>, type: string): Flow[] {
  const row = rows.find((one) => one.type === type);
  return row ? row.at.map((at, index) => ({ at, quantity: row.quantity[index]! })) : [];
}

const CURSOR = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z)_(.{36})$/;

function parseCursor(text: string | undefined): { at: string; id: string } | null {
  const [, at, id] = text?.match(CURSOR) ?? [];
  return at && isUuid(id) && !Number.isNaN(Date.parse(at)) ? { at, id } : null;
}
