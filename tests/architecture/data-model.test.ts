import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { dataModelDocument, modelTables } from '../../scripts/support/data-model';
import { PLANNED_TABLES } from '../../scripts/support/planned-tables';

/** The trade's words that the product is built with. */
const NAMES =
  `purchase_order po_line po_line_schedule po_acknowledgement asn goods_receipt stock_movement stock_lot
  forecast_version forecast_line forecast_commit fence production_line calendar_bucket changeover_rule
  production_order capacity_reservation pegging constraint_note inspection_booking inspection_lot aql_limit
  inspection_result defect capa disposition freight_quote quote_charge rate_sheet shipment_event rebate_program
  rebate_agreement rebate_tier rebate_ledger_entry rebate_run rebate_claim rebate_dispute webhook_endpoint
  webhook_message inbound_event idempotency_record api_key audit_event`.split(/\s+/);

describe('docs/data-model.md', () => {
  const tables = modelTables();

  test('is what the schema says: npm run docs:data-model writes it anew', () => {
    const written = readFileSync(path.resolve(import.meta.dirname, '../../docs/data-model.md'), 'utf8');
    expect(written).toBe(dataModelDocument());
  });

  test('changes with the schema', () => {
    const [first, ...rest] = tables;
    const changed = { ...first!, primaryKey: ['another_key'] };
    expect(dataModelDocument([changed, ...rest])).not.toBe(dataModelDocument(tables));
    expect(dataModelDocument(rest)).not.toBe(dataModelDocument(tables));
  });

  test('says of every table what it holds', () => {
    expect(tables.filter(({ purpose }) => purpose === '').map(({ name }) => name)).toEqual([]);
    expect(tables.filter(({ primaryKey }) => primaryKey.length === 0)).toEqual([]);
  });

  test('has a place for every name of the product, and plans no table twice', () => {
    const planned = PLANNED_TABLES.map(({ name }) => name);
    const made = tables.map(({ name }) => name);
    expect(NAMES.filter((name) => !made.includes(name) && !planned.includes(name))).toEqual([]);
    expect(new Set([...planned, ...made]).size).toBe(planned.length + made.length);
  });
});
