import { z } from 'zod';
import { listingRow, MOST_ROWS, movementRow } from '~/modules/inventory/forms';
import { MOST_PAGE_ROWS, PAGE_ROWS } from './api-limits';

/** Everything that crosses the edge of the API, as zod schemas: the description at /api/v1/openapi.json is made of them. */

const text = z
  .string()
  .min(1)
  .max(40)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u);
const limit = z.coerce.number().int().min(1).max(MOST_PAGE_ROWS).default(PAGE_ROWS);
const cursor = z.string().max(200);

const MOVEMENT_TYPES = movementRow.options.map((option) => option.shape.type.value);

export const balancesParameters = z.strictObject({
  sku: text.optional().describe('Code of one SKU'),
  warehouse: text.optional().describe('Code of one warehouse'),
  limit: limit.describe('Rows per page'),
  cursor: cursor.optional().describe('`next` of the page before'),
});

export const movementsParameters = z.strictObject({
  sku: text.optional().describe('Code of one SKU; its ledger in the order of recording'),
  warehouse: text.optional().describe('Code of one warehouse; together with `sku`'),
  type: z.enum(MOVEMENT_TYPES).optional().describe('One type; together with `sku`'),
  limit: limit.describe('Rows per page'),
  cursor: cursor.optional().describe('`next` of the page before'),
});

const rows = <T extends z.ZodType>(row: T) => z.strictObject({ rows: z.array(row).min(1).max(MOST_ROWS) });

export const movementsBody = rows(movementRow);
export const listingsBody = rows(listingRow);

const place = {
  pointer: z.string().optional().describe('JSON pointer into the body, as a URI fragment'),
  parameter: z.string().optional().describe('Query parameter'),
  header: z.string().optional().describe('Header'),
};

const locatedProblem = z.object({
  ...place,
  code: z.string().describe('Name of the problem, the same in every language'),
  detail: z.string().describe('What is wrong and what to do, in the language of Accept-Language (en, zh)'),
});

const outcome = z.enum(['taken', 'duplicate', 'refused']);

const batchCounts = {
  rows: z.int().min(1),
  taken: z.int().min(0).describe('Rows that are in the books now'),
  duplicate: z.int().min(0).describe('Rows that were in the books before, with the same content'),
  refused: z.int().min(0),
  outcomes: z.array(outcome).describe('One per row, in the order of the request'),
};

export const batchAnswer = z.object({
  ...batchCounts,
  errors: z.array(locatedProblem).describe('Why rows were refused; the first 1,000'),
});

/** RFC 9457. */
export const problemAnswer = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string().optional().describe('Names the request in the portal’s log'),
  code: z.string(),
  errors: z.array(locatedProblem).optional(),
  ...Object.fromEntries(Object.entries(batchCounts).map(([name, schema]) => [name, schema.optional()])),
});

const page = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().describe('Cursor of the next page; null on the last'),
  });

const instant = z.iso.datetime();

export const balancesAnswer = page(
  z.object({
    sku: z.string(),
    warehouse: z.string(),
    onHand: z.int().describe('Pieces; negative only where a source vouched for it'),
    sellable: z.int().describe('The part that is put away'),
    inTransfer: z.int().describe('Pieces on their way here from another warehouse'),
    flagged: z.boolean().describe('Wants looking at: the books went below zero'),
    updatedAt: instant,
  }),
);

export const movementsAnswer = page(
  z.object({
    id: z.uuid(),
    sku: z.string(),
    warehouse: z.string(),
    type: z.enum(MOVEMENT_TYPES),
    quantity: z.int(),
    rejected: z.int(),
    occurredAt: instant,
    recordedAt: instant,
    source: z.string().describe('The system that sent it'),
    sourceRef: z.string(),
    market: z.string().nullable(),
    reason: z.string().nullable(),
    transferRef: z.string().nullable(),
    toWarehouse: z.string().nullable(),
    saleRef: z.string().nullable(),
    orderNumber: z.string().nullable(),
    orderLine: z.int().nullable(),
    asn: z.string().nullable(),
    damaged: z.boolean(),
    sellable: z.boolean(),
    allowsNegative: z.boolean(),
  }),
);
