/** One thing that needs the reader, with the money at stake. */
export interface OverviewItem {
  kind: 'late' | 'new' | 'dropped' | 'up' | 'down';
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  pieces: number;
  /** After the change; for a late line the same as `pieces`. */
  total: number;
  valueMinor: string;
  currency: string;
  orderNumber: string | null;
  /** YYYY-MM-DD */
  dueOn: string | null;
  daysLate: number;
  factory: { slug: string; nameEn: string; nameZh: string } | null;
}

interface LateFacts {
  orderNumber: string;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  pieces: number;
  dueOn: string;
  daysLate: number;
  valueMinor: string;
  currency: string;
  factorySlug: string;
  factoryNameEn: string;
  factoryNameZh: string;
}

interface MoverFacts {
  factorySlug: string | null;
  factoryNameEn: string | null;
  factoryNameZh: string | null;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  changeKind: 'new' | 'dropped' | 'up' | 'down' | 'unchanged';
  change: number;
  total: number;
  valueMinor: string;
  currency: string;
}

/** How many an overview shows: more is a list nobody reads. */
export const MOST_ITEMS = 10;

/**
 * Late orders and changes of the forecast in one list, the most money first.
 * @param perUnit value of one minor unit of each currency in a common one, so that currencies compare
 */
export function overviewItems(
  late: readonly LateFacts[],
  movers: readonly MoverFacts[],
  perUnit: (currency: string) => number,
): OverviewItem[] {
  const items = [...late.map(lateItem), ...movers.flatMap(moverItem)];
  const worth = (item: OverviewItem) => Number(item.valueMinor) * perUnit(item.currency);
  return items.sort((a, b) => worth(b) - worth(a) || (a.skuCode < b.skuCode ? -1 : 1)).slice(0, MOST_ITEMS);
}

function lateItem(line: LateFacts): OverviewItem {
  return {
    kind: 'late',
    skuCode: line.skuCode,
    skuNameEn: line.skuNameEn,
    skuNameZh: line.skuNameZh,
    pieces: line.pieces,
    total: line.pieces,
    valueMinor: line.valueMinor,
    currency: line.currency,
    orderNumber: line.orderNumber,
    dueOn: line.dueOn,
    daysLate: line.daysLate,
    factory: { slug: line.factorySlug, nameEn: line.factoryNameEn, nameZh: line.factoryNameZh },
  };
}

function moverItem(row: MoverFacts): OverviewItem[] {
  if (row.changeKind === 'unchanged') return [];
  return [
    {
      kind:
        row.changeKind === 'new' || row.changeKind === 'dropped'
          ? row.changeKind
          : row.change > 0
            ? 'up'
            : 'down',
      skuCode: row.skuCode,
      skuNameEn: row.skuNameEn,
      skuNameZh: row.skuNameZh,
      pieces: Math.abs(row.change),
      total: row.total,
      valueMinor: row.valueMinor,
      currency: row.currency,
      orderNumber: null,
      dueOn: null,
      daysLate: 0,
      factory: row.factorySlug
        ? { slug: row.factorySlug, nameEn: row.factoryNameEn ?? '', nameZh: row.factoryNameZh ?? '' }
        : null,
    },
  ];
}
