import { type CalendarDate, parseCalendarDate } from '~/kernel/calendar-date';
import { type Problem, problem } from '~/kernel/problem';
import { parsePieces } from '~/kernel/quantity';
import type { PlacedKind } from './eligibility';

/** One line of the form as it was typed: nothing is thrown away, wrong or not. */
export interface PlaceRow {
  sku: string;
  warehouse: string;
  quantity: string;
}

/** What the address of the page says: the whole first step of an order, so that it survives anything. */
export interface PlaceSearch {
  kind: PlacedKind;
  /** First and last day of the ship window as typed; empty when not. */
  from: string;
  by: string;
  rows: PlaceRow[];
}

export const PLACED_KINDS: readonly PlacedKind[] = ['reorder', 'first_order', 'sample'];
/** Lines of one order that the page takes. */
export const MOST_PLACE_ROWS = 60;
/** Most pieces of one line. */
export const MOST_PIECES = 10_000_000;

/** Reads the first step from search parameters `kind`, `from`, `by` and the repeated `sku`, `wh`, `q`. */
export function readPlaceSearch(params: URLSearchParams): PlaceSearch {
  const clean = (text: string | null, most = 60) => (text ?? '').replaceAll('\0', '').trim().slice(0, most);
  const [skus, warehouses, quantities] = ['sku', 'wh', 'q'].map((name) => params.getAll(name)) as [
    string[],
    string[],
    string[],
  ];
  const length = Math.min(MOST_PLACE_ROWS, Math.max(skus.length, warehouses.length, quantities.length));
  const rows = Array.from({ length }, (_, i) => ({
    sku: clean(skus[i] ?? ''),
    warehouse: clean(warehouses[i] ?? ''),
    quantity: clean(quantities[i] ?? '').replace(/(?<=\d)[,\s](?=\d{3}(\D|$))/g, ''),
  }));
  const kind = params.get('kind');
  return {
    kind: PLACED_KINDS.find((known) => known === kind) ?? 'reorder',
    from: clean(params.get('from'), 10),
    by: clean(params.get('by'), 10),
    rows: rows.filter((row) => row.sku !== '' || row.quantity !== ''),
  };
}

/** The same as search parameters, in the order of the form. */
export function placeSearchParams(search: PlaceSearch): URLSearchParams {
  const params = new URLSearchParams({ kind: search.kind });
  if (search.from) params.set('from', search.from);
  if (search.by) params.set('by', search.by);
  for (const { sku, warehouse, quantity } of search.rows) {
    params.append('sku', sku);
    params.append('wh', warehouse);
    params.append('q', quantity);
  }
  return params;
}

export interface WantedSku {
  code: string;
  destinations: { warehouseCode: string; quantity: number }[];
}

export interface PlaceWish {
  shipFrom: CalendarDate | null;
  shipBy: CalendarDate;
  skus: WantedSku[];
}

export type PlaceProblems = Record<string, Problem>;

/**
 * What is asked for, or what is wrong with it by field: `from`, `by`, `sku.0`, `wh.0`, `q.0`.
 * @param today the last day to ship is not before it
 */
export function placeWish(
  search: PlaceSearch,
  today: CalendarDate,
  warehouses: readonly string[],
): { wish: PlaceWish | null; problems: PlaceProblems } {
  const problems: PlaceProblems = {};
  const dayOf = (field: 'from' | 'by') => {
    if (search[field] === '') return null;
    const day = parseCalendarDate(search[field]);
    if (!day.ok) problems[field] = problem('invalid_date');
    return day.ok ? day.value : null;
  };
  const shipFrom = dayOf('from');
  const shipBy = dayOf('by');
  if (search.by === '') problems.by = problem('value_required');
  else if (shipBy && shipBy < today) problems.by = problem('ship_date_passed', { date: search.by });
  else if (shipBy && shipFrom && shipFrom > shipBy) problems.from = problem('ship_window_reversed');
  const skus = new Map<string, WantedSku>();
  search.rows.forEach((row, i) => {
    const quantity = parsePieces(row.quantity);
    if (row.sku === '') problems[`sku.${i}`] = problem('value_required');
    if (row.quantity === '') problems[`q.${i}`] = problem('value_required');
    else if (!quantity.ok) problems[`q.${i}`] = quantity.error;
    else if (quantity.value === 0) problems[`q.${i}`] = problem('number_too_small', { minimum: 1 });
    else if (quantity.value > MOST_PIECES)
      problems[`q.${i}`] = problem('number_too_big', { maximum: MOST_PIECES });
    if (!warehouses.includes(row.warehouse)) problems[`wh.${i}`] = problem('choice_unknown');
    if (!quantity.ok || row.sku === '') return;
    const sku = skus.get(row.sku) ?? { code: row.sku, destinations: [] };
    const same = sku.destinations.find(({ warehouseCode }) => warehouseCode === row.warehouse);
    if (same) same.quantity += quantity.value;
    else sku.destinations.push({ warehouseCode: row.warehouse, quantity: quantity.value });
    skus.set(row.sku, sku);
  });
  if (search.rows.length === 0) problems['sku.0'] = problem('value_required');
  if (Object.keys(problems).length > 0 || !shipBy) return { wish: null, problems };
  return { wish: { shipFrom, shipBy, skus: [...skus.values()] }, problems };
}
