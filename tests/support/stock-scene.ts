import type postgres from 'postgres';
import { newId } from '~/platform/new-id.server';

/** SKUs, warehouses and markets to move pieces of; gives the SKUs' ids by code. */
export async function addStockScene(
  sql: postgres.Sql,
  given: { skus?: readonly string[]; warehouses?: readonly string[]; markets?: readonly string[] } = {},
): Promise<Map<string, string>> {
  const { skus = ['CUP-1', 'CUP-2'], warehouses = ['R1', 'F1'], markets = ['US', 'DE'] } = given;
  const named = (code: string) => ({ code, name_en: code, name_zh: code });
  await sql`insert into product_category ${sql([named('cups')])}`;
  await sql`insert into market ${sql(
    markets.map((code) => ({ ...named(code), region: 'NA', currency: 'USD', time_zone: 'America/New_York' })),
  )}`;
  await sql`insert into warehouse ${sql(
    warehouses.map((code) => ({
      ...named(code),
      kind: 'regional',
      country_code: 'US',
      city: 'Columbus',
      time_zone: 'America/New_York',
    })),
  )}`;
  const ids = new Map(skus.map((code) => [code, newId() as string]));
  await sql`insert into sku ${sql([...ids].map(([code, id]) => ({ ...named(code), id, category_code: 'cups' })))}`;
  return ids;
}

type Row = Record<string, unknown>;

/** Rows as a warehouse sends them; `ref` is the sender's own name of the message. */
export const rowOf = {
  receipt: (ref: string, quantity: number, more: Row = {}): Row => ({
    type: 'receipt',
    sourceRef: ref,
    sku: 'CUP-1',
    warehouse: 'R1',
    occurredAt: '2026-03-01T08:00:00Z',
    quantity,
    sellable: true,
    ...more,
  }),
  sale: (ref: string, quantity: number, more: Row = {}): Row => ({
    type: 'sale',
    sourceRef: ref,
    sku: 'CUP-1',
    warehouse: 'R1',
    occurredAt: '2026-03-02T08:00:00+02:00',
    quantity,
    market: 'US',
    ...more,
  }),
  listing: (ref: string, listed: boolean, more: Row = {}): Row => ({
    sourceRef: ref,
    sku: 'CUP-1',
    market: 'US',
    listed,
    occurredAt: '2026-03-01T00:00:00Z',
    ...more,
  }),
};
