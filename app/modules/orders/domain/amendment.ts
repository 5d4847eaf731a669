/** An order's content as a version keeps it. Days YYYY-MM-DD, prices in minor units as text. */
export interface OrderContent {
  incoterm: string;
  inspectionRequired: boolean;
  note: string | null;
  lines: LineContent[];
}

export interface LineContent {
  lineNo: number;
  skuCode: string;
  isCancelled: boolean;
  unitPriceMinor: string;
  schedules: ScheduleContent[];
}

export interface ScheduleContent {
  scheduleNo: number;
  warehouseCode: string;
  quantity: number;
  shipFrom: string | null;
  shipBy: string;
}

export const CHANGED_FIELDS = [
  'incoterm',
  'inspectionRequired',
  'note',
  'line',
  'unitPrice',
  'schedule',
  'warehouse',
  'quantity',
  'shipFrom',
  'shipBy',
] as const;
export type ChangedField = (typeof CHANGED_FIELDS)[number];

/**
 * One difference between two versions, field by field. `line` and `schedule` stand for a whole line or dated part that was
 * added (`before` null) or taken out (`after` null), as its pieces.
 */
export interface ChangeView {
  field: ChangedField;
  lineNo: number | null;
  skuCode: string | null;
  scheduleNo: number | null;
  before: string | number | boolean | null;
  after: string | number | boolean | null;
}

const piecesOf = (line: LineContent) => line.schedules.reduce((sum, { quantity }) => sum + quantity, 0);

/** What changed from one version to the next, in the order of the order itself. */
export function contentChanges(before: OrderContent, after: OrderContent): ChangeView[] {
  const changes: ChangeView[] = [];
  for (const field of ['incoterm', 'inspectionRequired', 'note'] as const) {
    if (before[field] !== after[field])
      changes.push({ field, ...nowhere, before: before[field], after: after[field] });
  }
  for (const lineNo of numbers(before.lines, after.lines, ({ lineNo }) => lineNo)) {
    const of = (content: OrderContent) => content.lines.find((line) => line.lineNo === lineNo);
    changes.push(...lineChanges(of(before), of(after)));
  }
  return changes;
}

const nowhere = { lineNo: null, skuCode: null, scheduleNo: null };

/** Line or dated part numbers of both sides, ascending. */
function numbers<T>(before: readonly T[], after: readonly T[], numberOf: (entry: T) => number): number[] {
  return [...new Set([...before, ...after].map(numberOf))].sort((a, b) => a - b);
}

/** What changed in one line; one that is cancelled or undefined is not part of a version. */
export function lineChanges(was: LineContent | undefined, is: LineContent | undefined): ChangeView[] {
  const before = was?.isCancelled ? undefined : was;
  const after = is?.isCancelled ? undefined : is;
  const one = after ?? before;
  if (!one) return [];
  const line = { lineNo: one.lineNo, skuCode: one.skuCode };
  if (!before || !after) {
    return [
      {
        field: 'line',
        ...line,
        scheduleNo: null,
        before: before ? piecesOf(before) : null,
        after: after ? piecesOf(after) : null,
      },
    ];
  }
  const changes: ChangeView[] = [];
  if (before.unitPriceMinor !== after.unitPriceMinor) {
    const prices = { before: before.unitPriceMinor, after: after.unitPriceMinor };
    changes.push({ field: 'unitPrice', ...line, scheduleNo: null, ...prices });
  }
  for (const scheduleNo of numbers(before.schedules, after.schedules, ({ scheduleNo }) => scheduleNo)) {
    const old = before.schedules.find((schedule) => schedule.scheduleNo === scheduleNo);
    const now = after.schedules.find((schedule) => schedule.scheduleNo === scheduleNo);
    changes.push(...scheduleChanges({ ...line, scheduleNo }, old, now));
  }
  return changes;
}

function scheduleChanges(
  at: { lineNo: number; skuCode: string; scheduleNo: number },
  before: ScheduleContent | undefined,
  after: ScheduleContent | undefined,
): ChangeView[] {
  if (!before || !after)
    return [{ field: 'schedule', ...at, before: before?.quantity ?? null, after: after?.quantity ?? null }];
  const pairs = [
    ['warehouse', before.warehouseCode, after.warehouseCode],
    ['quantity', before.quantity, after.quantity],
    ['shipFrom', before.shipFrom, after.shipFrom],
    ['shipBy', before.shipBy, after.shipBy],
  ] as const;
  return pairs
    .filter(([, old, now]) => old !== now)
    .map(([field, old, now]) => ({ field, ...at, before: old, after: now }));
}
