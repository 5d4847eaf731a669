import { z } from 'zod';
import { problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';

/** Rows that one batch may hold. */
export const MOST_ROWS = 10_000;

/** The most pieces that one message may move: a typing error is larger. */
export const MOST_MOVED_PIECES = 1_000_000;

/** Instants that a message may name; the future is refused by the command, which knows the time. */
const EARLIEST_MS = Date.UTC(2000, 0, 1);
const LATEST_MS = Date.UTC(2100, 0, 1);

/** Text of one line without control characters: what a log or a label can show. Messages are `problems` codes. */
const line = (most: number) =>
  z
    .string({ error: 'value_required' })
    .trim()
    .min(1, 'value_required')
    .max(most, 'text_too_long')
    .regex(/^[^\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]*$/u, 'value_invalid');

const whole = z
  .number({ error: 'number_invalid' })
  .refine((value) => Number.isInteger(value), 'number_not_whole');
const pieces = whole.min(1, 'number_too_small').max(MOST_MOVED_PIECES, 'number_too_big');
const piecesOrNone = whole.min(0, 'number_too_small').max(MOST_MOVED_PIECES, 'number_too_big');
const signedPieces = whole
  .min(-MOST_MOVED_PIECES, 'number_too_small')
  .max(MOST_MOVED_PIECES, 'number_too_big')
  .refine((value) => value !== 0, 'number_zero_refused');

/** RFC 3339 with an offset, kept to the millisecond. */
const instant = z
  .string({ error: 'value_required' })
  .max(40, 'text_too_long')
  .pipe(z.iso.datetime({ offset: true, error: 'invalid_instant' }))
  .refine((text) => {
    const ms = Date.parse(text);
    return ms >= EARLIEST_MS && ms < LATEST_MS;
  }, 'invalid_instant');

const flag = z.boolean({ error: 'value_invalid' }).default(false);
const reference = line(120);
const code = line(40);
const reason = line(200);

/** What every message says: which pieces, where, when, and the sender's own name for it. */
const common = { sourceRef: reference, sku: code, warehouse: code, occurredAt: instant };

const receipt = z.strictObject({
  type: z.literal('receipt'),
  ...common,
  /** Accepted pieces; rejected ones are named beside them and never become stock. */
  quantity: piecesOrNone,
  rejected: piecesOrNone.default(0),
  rejectReason: reason.optional(),
  /** The pieces may be sold from this instant; without it a put-away makes them so. */
  sellable: flag,
  /** The order line that the pieces fill, by the names on the ship notice: both, or none. */
  orderNumber: reference.optional(),
  orderLine: whole.min(1, 'number_too_small').max(100_000, 'number_too_big').optional(),
  asn: reference.optional(),
});

const putAway = z.strictObject({ type: z.literal('put_away'), ...common, quantity: pieces });

const transferOut = z.strictObject({
  type: z.literal('transfer_out'),
  ...common,
  quantity: pieces,
  /** Joins the halves of a transfer, whoever reports them. */
  transferRef: reference,
  toWarehouse: code,
  allowsNegative: flag,
});

const transferIn = z.strictObject({
  type: z.literal('transfer_in'),
  ...common,
  quantity: pieces,
  transferRef: reference,
  sellable: flag,
});

const sale = z.strictObject({
  type: z.literal('sale'),
  ...common,
  quantity: pieces,
  market: code,
  allowsNegative: flag,
});

const returned = z.strictObject({
  type: z.literal('return'),
  ...common,
  quantity: pieces,
  market: code.optional(),
  /** `sourceRef` of the sale that came back, from the same source; otherwise the warehouse's latest sale counts. */
  saleRef: reference.optional(),
  /** Cannot be sold again: counts as returned and not as stock. */
  damaged: flag,
  sellable: flag,
});

const adjustment = z.strictObject({
  type: z.literal('adjustment'),
  ...common,
  /** Positive: found; negative: missing. */
  quantity: signedPieces,
  reason,
  allowsNegative: flag,
});

const writeOff = z.strictObject({
  type: z.literal('write_off'),
  ...common,
  quantity: pieces,
  reason,
  allowsNegative: flag,
});

/** One movement as a source sends it. A field that is not named here is refused: no consumer's data enters. */
export const movementRow = z
  .discriminatedUnion(
    'type',
    [receipt, putAway, transferOut, transferIn, sale, returned, adjustment, writeOff],
    { error: 'choice_unknown' },
  )
  .superRefine((row, context) => {
    const refuse = (message: string, field: string) =>
      context.addIssue({ code: 'custom', message, path: [field] });
    if (row.type === 'receipt') {
      if (row.quantity === 0 && row.rejected === 0) refuse('number_zero_refused', 'quantity');
      if (row.orderNumber !== undefined && row.orderLine === undefined) refuse('value_required', 'orderLine');
      if (row.orderNumber === undefined && row.orderLine !== undefined)
        refuse('value_required', 'orderNumber');
    }
    if (row.type === 'transfer_out' && row.toWarehouse === row.warehouse)
      refuse('transfer_to_itself', 'toWarehouse');
  });

/** A movement that has the right form; whether its SKU, warehouse and order exist is for the command to say. */
export type MovementInput = z.output<typeof movementRow>;

/** A SKU's listing in a market going on or off. */
export const listingRow = z.strictObject({
  sourceRef: reference,
  sku: code,
  market: code,
  listed: z.boolean({ error: 'value_invalid' }),
  occurredAt: instant,
});

export type ListingInput = z.output<typeof listingRow>;

/** Reads one row; the problem of a wrong one names its field, or none where the whole row is at fault. */
export function readMovement(row: unknown): Result<MovementInput> {
  return read(movementRow, row);
}

/** As {@link readMovement}, of a listing event. */
export function readListing(row: unknown): Result<ListingInput> {
  return read(listingRow, row);
}

function read<T>(schema: z.ZodType<T>, row: unknown): Result<T> {
  const parsed = schema.safeParse(row);
  if (parsed.success) return ok(parsed.data);
  return err(problemOf(parsed.error.issues[0]));
}

type Issue = z.core.$ZodIssue;

/** The first thing that is wrong with a row, as a problem whose sentence says what to do. */
function problemOf(issue: Issue | undefined) {
  if (!issue) return problem('value_invalid');
  if (issue.code === 'unrecognized_keys') {
    const name = String(issue.keys[0] ?? '').slice(0, 40);
    return problem('field_unknown', { field: name }, name);
  }
  const field = issue.path.length > 0 ? String(issue.path[0]).slice(0, 40) : undefined;
  if (issue.code === 'invalid_type' && issue.path.length === 0) return problem('row_not_object');
  const params: Record<string, string | number> = {};
  if (issue.code === 'too_small') params.minimum = Number(issue.minimum);
  if (issue.code === 'too_big') params.maximum = Number(issue.maximum);
  const isCode = /^[a-z_]+$/.test(issue.message);
  return problem(
    isCode ? issue.message : 'value_invalid',
    Object.keys(params).length > 0 ? params : undefined,
    field,
  );
}
