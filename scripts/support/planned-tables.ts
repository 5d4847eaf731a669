export type TableScope = 'tenant' | 'reference' | 'platform';

export interface PlannedTable {
  module: string;
  name: string;
  scope: TableScope;
  /** Columns of the intended primary key. */
  key: string;
  purpose: string;
}

const tenant = (module: string, name: string, purpose: string): PlannedTable => ({
  module,
  name,
  scope: 'tenant',
  key: 'factory_id, id',
  purpose,
});

/** Tables of the product that are designed and not made yet; the document leaves out those that have been made. */
export const PLANNED_TABLES: readonly PlannedTable[] = [
  {
    ...tenant(
      'capacity',
      'calendar_bucket',
      "A line's effective minutes per day: factory, line and shift calendars met.",
    ),
    key: 'factory_id, production_line_id, day',
  },
  {
    ...tenant('capacity', 'changeover_rule', 'Minutes to change a line from one product family to another.'),
    key: 'factory_id, production_line_id, from_family, to_family',
  },
  tenant(
    'capacity',
    'production_order',
    'A job on a line: need-by and projected dates, slack, state from proposed to done.',
  ),
  tenant(
    'capacity',
    'capacity_reservation',
    'Minutes that a capable-to-promise quote holds until it expires.',
  ),
  tenant(
    'capacity',
    'pegging',
    'Which job makes the pieces of which order schedule line or forecast bucket.',
  ),
  tenant(
    'capacity',
    'constraint_note',
    'Why a job is late: capacity, lead time, fence, material or quality hold.',
  ),
  tenant('quality', 'inspection_booking', 'An asked-for inspection: service, provider, dates.'),
  tenant(
    'quality',
    'inspection_lot',
    'The pieces of an order line that are inspected together, with plan and sample size.',
  ),
  {
    module: 'quality',
    name: 'aql_limit',
    scope: 'reference',
    key: 'code_letter, severity, aql',
    purpose: 'Acceptance and rejection numbers of ISO 2859-1 / GB/T 2828.1.',
  },
  tenant(
    'quality',
    'inspection_result',
    "The inspector's verdict and, beside it, the buyer's after the right of reply.",
  ),
  tenant('quality', 'defect', 'Pieces found with one defect, by class, with photos.'),
  tenant('quality', 'capa', 'Corrective and preventive action with owner, deadline and evidence.'),
  tenant(
    'quality',
    'disposition',
    'What became of a rejected lot: rework, sort, accept under deviation, scrap.',
  ),
  tenant(
    'logistics',
    'freight_quote',
    'A price for a shipment with its expiry; a carrier without a price says why.',
  ),
  tenant(
    'logistics',
    'quote_charge',
    'One typed charge of a quote: list and negotiated amount, discountable or not.',
  ),
  {
    module: 'logistics',
    name: 'rate_sheet',
    scope: 'platform',
    key: 'id',
    purpose: "A carrier's prices per lane and weight break, with divisor and rounding.",
  },
  tenant('logistics', 'shipment_event', 'A tracking event, idempotent by its source reference.'),
  {
    module: 'rebates',
    name: 'rebate_program',
    scope: 'platform',
    key: 'id, version',
    purpose: 'The terms that are offered; a change is a new version.',
  },
  tenant(
    'rebates',
    'rebate_agreement',
    'Binds a factory to one version of a program, frozen by the hash of its terms.',
  ),
  tenant('rebates', 'rebate_tier', 'A threshold of an agreement and its rate.'),
  tenant('rebates', 'rebate_ledger_entry', 'Append-only double entry, with source rows, run and input hash.'),
  tenant(
    'rebates',
    'rebate_run',
    'One calculation of a period, with the hash of its inputs and the version of its rule.',
  ),
  tenant(
    'rebates',
    'rebate_claim',
    'What is asked to be paid for a claim period, made by one person and checked by another.',
  ),
  tenant('rebates', 'rebate_dispute', 'An objection to one entry, with evidence, deadline and outcome.'),
  tenant('identity', 'webhook_message', 'One event sent or to be sent, readable as an inbox.'),
  {
    module: 'identity',
    name: 'inbound_event',
    scope: 'platform',
    key: 'id',
    purpose: 'The raw body of a webhook that came in, deduplicated by provider and event id.',
  },
];
