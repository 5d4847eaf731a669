import { isUuid } from '~/kernel/ids';
import { convertMinor } from '~/modules/catalog/domain/convert';
import { exactUsdRates } from '~/modules/catalog/queries/exact-usd-rates.server';
import { referenceNames } from '~/modules/catalog/queries/reference-names.server';
import type { PlatformTx } from '~db/tenancy.server';
import { type MoveRow, selectMoves } from '../data/move.server';
import {
  type AffectedLine,
  type RiskRow,
  selectAffectedLines,
  selectAllFactories,
  selectCategoryShares,
  selectConcentrationRule,
  selectFactoryNames,
  selectRisk,
  selectRisks,
} from '../data/risk.server';
import { cursorText, parseListCursor } from '../domain/reorder-search';
import {
  type Concentration,
  type ConcentrationRule,
  concentrationRule,
  concentrations,
} from '../domain/risk-concentration';
import type { RiskSearch } from '../risk-forms';

export type { AffectedLine, MoveRow, RiskRow };
export const RISK_PAGE_SIZE = 25;
const CONCENTRATIONS_SHOWN = 50;

export interface ConcentrationView extends Concentration {
  categoryEn: string;
  categoryZh: string;
  factory: { slug: string; nameEn: string; nameZh: string };
}

export interface RisksView {
  rows: RiskRow[];
  next: string | null;
  previous: string | null;
  concentrations: ConcentrationView[];
  /** All that pass the thresholds, also those that are not shown. */
  concentrationCount: number;
  rule: ConcentrationRule;
  factories: { id: string; slug: string; nameEn: string; nameZh: string }[];
  search: RiskSearch;
}

/** Notices about factories, the latest first, and where too much hangs on one factory. */
export async function riskNotices(tx: PlatformTx, search: RiskSearch): Promise<RisksView> {
  const { after, before, ...filters } = search;
  const place = (text: string | undefined) => {
    const cursor = parseListCursor(text, false);
    return cursor && /^\d{4}-\d{2}-\d{2}$/.test(cursor.key) ? cursor : undefined;
  };
  const [from, back] = [place(after), place(before)];
  const found = await selectRisks(tx, { ...filters, limit: RISK_PAGE_SIZE + 1, after: from, before: back });
  const rows = back ? found.slice(-RISK_PAGE_SIZE) : found.slice(0, RISK_PAGE_SIZE);
  const more = found.length > RISK_PAGE_SIZE;
  const at = (row: RiskRow | undefined) => row && cursorText({ key: row.fromDay, id: row.id });
  const rule = concentrationRule(await selectConcentrationRule(tx));
  const shares = await selectCategoryShares(tx);
  const all = concentrations(
    shares,
    new Map(shares.map(({ categoryCode, categorySkus }) => [categoryCode, categorySkus])),
    rule,
  );
  return {
    rows,
    next: (back || more ? at(rows.at(-1)) : undefined) ?? null,
    previous: ((back ? more : from !== undefined) ? at(rows[0]) : undefined) ?? null,
    concentrations: await named(tx, all.slice(0, CONCENTRATIONS_SHOWN)),
    concentrationCount: all.length,
    rule,
    factories: await selectAllFactories(tx),
    search,
  };
}

/** Every notice that the filters show, for the export. */
export function riskExport(tx: PlatformTx, search: RiskSearch): Promise<RiskRow[]> {
  const { after: _a, before: _b, ...filters } = search;
  return selectRisks(tx, { ...filters, limit: 10_000 });
}

async function named(tx: PlatformTx, rows: readonly Concentration[]): Promise<ConcentrationView[]> {
  const { categories } = await referenceNames(tx);
  const factories = await selectFactoryNames(tx, [...new Set(rows.map(({ factoryId }) => factoryId))]);
  return rows.map((row) => {
    const category = categories.find(({ code }) => code === row.categoryCode);
    const factory = factories.find(({ id }) => id === row.factoryId);
    return {
      ...row,
      categoryEn: category?.nameEn ?? row.categoryCode,
      categoryZh: category?.nameZh ?? row.categoryCode,
      factory: { slug: factory?.slug ?? '', nameEn: factory?.nameEn ?? '', nameZh: factory?.nameZh ?? '' },
    };
  });
}

export interface RiskLineView extends AffectedLine {
  open: number;
  valueMinor: string;
  move: MoveRow | null;
}

export interface RiskView {
  notice: RiskRow;
  /** Lines that the trouble touches now, the most money first. */
  lines: RiskLineView[];
  /** Value of their open pieces in USD cents; null when a rate is missing. */
  valueUsdMinor: string | null;
  pieces: number;
  /** Proposals that were accepted or dismissed. */
  decided: MoveRow[];
}

/** One notice with the orders it endangers and what could move; null when there is none of that id. */
export async function riskNotice(tx: PlatformTx, id: string): Promise<RiskView | null> {
  const notice = isUuid(id) ? await selectRisk(tx, id) : null;
  if (!notice) return null;
  const moves = await selectMoves(tx, id);
  const rates = await exactUsdRates(tx);
  const lines = (await selectAffectedLines(tx, notice.factoryId, notice.fromDay, notice.toDay)).map(
    (line) => {
      const open = line.quantity - line.gone;
      return {
        ...line,
        open,
        valueMinor: (BigInt(line.unitPriceMinor) * BigInt(open)).toString(),
        move: moves.find((move) => move.status === 'proposed' && move.fromPoLineId === line.lineId) ?? null,
      };
    },
  );
  const usd = (line: RiskLineView) =>
    convertMinor(BigInt(line.valueMinor), line.currency, 'USD', rates, 'half_even');
  const values = lines.map(usd);
  const order = lines.map((line, i) => ({ line, usd: values[i] ?? 0n }));
  order.sort((a, b) => (a.usd < b.usd ? 1 : a.usd > b.usd ? -1 : 0));
  return {
    notice,
    lines: order.map(({ line }) => line),
    valueUsdMinor: values.includes(null)
      ? null
      : values.reduce<bigint>((sum, value) => sum + (value ?? 0n), 0n).toString(),
    pieces: lines.reduce((sum, { open }) => sum + open, 0),
    decided: moves.filter(({ status }) => status !== 'proposed'),
  };
}
