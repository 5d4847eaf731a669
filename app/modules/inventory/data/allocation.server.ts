import type { Fragment } from 'postgres';
import type { PlatformTx } from '~db/tenancy.server';

export interface NewProposal {
  id: string;
  skuId: string;
  inputHash: string;
  ruleVersion: string;
  inputs: unknown;
  costMinor: number;
  costAsIsMinor: number;
  createdByName: string;
  lines: { from: string; to: string; quantity: number; costMinor: number }[];
}

export interface ProposalRow {
  id: string;
  skuId: string;
  status: 'proposed' | 'accepted' | 'rejected' | 'superseded';
  inputHash: string;
  inputs: unknown;
  costMinor: string;
  costAsIsMinor: string;
  decidedByName: string | null;
  decidedAt: number | null;
  createdByName: string;
  createdAt: number;
}

export interface ProposalLine {
  from: string;
  to: string;
  quantity: number;
  editedQuantity: number | null;
  costMinor: string;
}

const columns = (tx: PlatformTx) => tx.sql`
  id, sku_id as "skuId", status, input_hash as "inputHash", inputs, cost_minor::text as "costMinor",
  cost_as_is_minor::text as "costAsIsMinor", decided_by_name as "decidedByName", (extract(epoch from decided_at) * 1000)::float8 as "decidedAt",
  created_by_name as "createdByName", (extract(epoch from created_at) * 1000)::float8 as "createdAt"`;

/** The newest proposal of a SKU, whatever became of it. */
export async function selectNewestProposal(tx: PlatformTx, skuId: string): Promise<ProposalRow | null> {
  const [row] = await tx.sql<ProposalRow[]>`
    select ${columns(tx)} from allocation_proposal where sku_id = ${skuId}
      and status <> 'superseded' order by created_at desc, id desc limit 1`;
  return row ?? null;
}

/** One proposal, held until the transaction ends. */
export async function lockProposal(tx: PlatformTx, id: string): Promise<ProposalRow | null> {
  const [row] = await tx.sql<ProposalRow[]>`
    select ${columns(tx)} from allocation_proposal where id = ${id} for update`;
  return row ?? null;
}

export async function selectProposalLines(tx: PlatformTx, id: string): Promise<ProposalLine[]> {
  return tx.sql<ProposalLine[]>`
    select from_code as "from", to_code as "to", quantity, edited_quantity as "editedQuantity",
      cost_minor::text as "costMinor"
    from allocation_line where proposal_id = ${id} order by from_code, to_code`;
}

/** How people name a SKU. */
export async function selectSkuCode(tx: PlatformTx, skuId: string): Promise<string> {
  const [row] = await tx.sql<{ code: string }[]>`select code from sku where id = ${skuId}`;
  return row?.code ?? skuId;
}

/** Names of all warehouses. */
export async function selectWarehouseNames(
  tx: PlatformTx,
): Promise<{ code: string; nameEn: string; nameZh: string }[]> {
  return tx.sql<{ code: string; nameEn: string; nameZh: string }[]>`
    select code, name_en as "nameEn", name_zh as "nameZh" from warehouse order by code`;
}

/** Input hashes of the open proposals of SKUs, by SKU id. */
export async function selectOpenHashes(
  tx: PlatformTx,
  skuIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx.sql<{ skuId: string; inputHash: string }[]>`
    select sku_id as "skuId", input_hash as "inputHash" from allocation_proposal
    where sku_id = any(${skuIds as string[]}::uuid[]) and status = 'proposed'`;
  return new Map(rows.map((row) => [row.skuId, row.inputHash]));
}

/** Open proposals of the SKUs give way to newer ones. @returns how many did */
export async function supersedeProposals(tx: PlatformTx, skuIds: readonly string[]): Promise<number> {
  const rows = await tx.sql`
    update allocation_proposal set status = 'superseded'
    where sku_id = any(${skuIds as string[]}::uuid[]) and status = 'proposed' returning id`;
  return rows.length;
}

export async function insertProposals(tx: PlatformTx, proposals: readonly NewProposal[]): Promise<void> {
  if (proposals.length === 0) return;
  const rows = JSON.stringify(
    proposals.map((one) => ({
      id: one.id,
      sku_id: one.skuId,
      input_hash: one.inputHash,
      rule_version: one.ruleVersion,
      inputs: one.inputs,
      cost_minor: one.costMinor,
      cost_as_is_minor: one.costAsIsMinor,
      created_by_name: one.createdByName,
    })),
  );
  await tx.sql`
    insert into allocation_proposal (id, sku_id, input_hash, rule_version, inputs, cost_minor, cost_as_is_minor,
      created_by_name, created_at)
    select id, sku_id, input_hash, rule_version, inputs, cost_minor, cost_as_is_minor, created_by_name, clock_timestamp()
    from jsonb_to_recordset(${rows}::text::jsonb) as r (id uuid, sku_id uuid, input_hash text, rule_version text,
      inputs jsonb, cost_minor bigint, cost_as_is_minor bigint, created_by_name text)`;
  await insertLines(
    tx,
    proposals.flatMap((one) =>
      one.lines.map((line) => ({
        proposal_id: one.id,
        from_code: line.from,
        to_code: line.to,
        quantity: line.quantity,
        edited_quantity: null,
        cost_minor: line.costMinor,
      })),
    ),
  );
}

interface LineRow {
  proposal_id: string;
  from_code: string;
  to_code: string;
  quantity: number;
  edited_quantity: number | null;
  cost_minor: number;
}

async function insertLines(tx: PlatformTx, lines: readonly LineRow[]): Promise<void> {
  await tx.sql`
    insert into allocation_line (proposal_id, from_code, to_code, quantity, edited_quantity, cost_minor)
    select proposal_id, from_code, to_code, quantity, edited_quantity, cost_minor
    from jsonb_to_recordset(${JSON.stringify(lines)}::text::jsonb) as r (proposal_id uuid, from_code text,
      to_code text, quantity int, edited_quantity int, cost_minor bigint)
    on conflict (proposal_id, from_code, to_code) do update set edited_quantity = excluded.edited_quantity,
      cost_minor = excluded.cost_minor`;
}

/** Writes what a person made of a proposal's moves, and closes it. */
export async function decideProposal(
  tx: PlatformTx,
  given: {
    id: string;
    status: 'accepted' | 'rejected';
    decidedByName: string;
    costMinor?: number;
    lines?: {
      from: string;
      to: string;
      quantity: number;
      editedQuantity: number | null;
      costMinor: number;
    }[];
  },
): Promise<void> {
  const { id, status, decidedByName, costMinor, lines = [] } = given;
  await insertLines(
    tx,
    lines.map((line) => ({
      proposal_id: id,
      from_code: line.from,
      to_code: line.to,
      quantity: line.quantity,
      edited_quantity: line.editedQuantity,
      cost_minor: line.costMinor,
    })),
  );
  await tx.sql`
    update allocation_proposal set status = ${status}, decided_by_name = ${decidedByName}, decided_at = now(),
      cost_minor = coalesce(${costMinor ?? null}::bigint, cost_minor) where id = ${id}`;
}

export interface ProposalListRow {
  id: string;
  skuCode: string;
  nameEn: string;
  nameZh: string;
  abcClass: string;
  status: string;
  moves: number;
  pieces: number;
  savingMinor: string;
  costMinor: string;
  costAsIsMinor: string;
  decidedByName: string | null;
  decidedAt: number | null;
  createdAt: number;
}

export interface ProposalFilter {
  status: 'proposed' | 'accepted' | 'rejected';
  q?: string | undefined;
  abcClass?: string | undefined;
}

function matches(tx: PlatformTx, { status, q, abcClass }: ProposalFilter): Fragment {
  const { sql } = tx;
  const like = q && `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  return sql`p.status = ${status}
    ${abcClass ? sql`and k.abc_class = ${abcClass}` : sql``}
    ${like ? sql`and (k.code ilike ${like} or k.name_en ilike ${like} or k.name_zh ilike ${like})` : sql``}`;
}

export interface ProposalCursor {
  savingMinor: string;
  id: string;
}

/** Proposals by what they save, the most first, beyond a place in that order. */
export async function selectProposals(
  tx: PlatformTx,
  filter: ProposalFilter,
  at: { after?: ProposalCursor | null; before?: ProposalCursor | null },
  limit: number,
): Promise<ProposalListRow[]> {
  const { sql } = tx;
  const saving = sql`(p.cost_as_is_minor - p.cost_minor)`;
  const place = at.before
    ? sql`and (${saving}, p.id) > (${at.before.savingMinor}::bigint, ${at.before.id}::uuid)`
    : at.after
      ? sql`and (${saving}, p.id) < (${at.after.savingMinor}::bigint, ${at.after.id}::uuid)`
      : sql``;
  const direction = at.before ? sql`asc` : sql`desc`;
  const rows = await sql<ProposalListRow[]>`
    with page as (
      select p.id, p.sku_id, ${saving} as saving from allocation_proposal p join sku k on k.id = p.sku_id
      where ${matches(tx, filter)} ${place} order by ${saving} ${direction}, p.id ${direction} limit ${limit})
    select p.id, k.code as "skuCode", k.name_en as "nameEn", k.name_zh as "nameZh", k.abc_class as "abcClass", p.status,
      coalesce(l.moves, 0) as moves, coalesce(l.pieces, 0) as pieces, page.saving::text as "savingMinor",
      p.cost_minor::text as "costMinor", p.cost_as_is_minor::text as "costAsIsMinor",
      p.decided_by_name as "decidedByName", (extract(epoch from p.decided_at) * 1000)::float8 as "decidedAt", (extract(epoch from p.created_at) * 1000)::float8 as "createdAt"
    from page join allocation_proposal p on p.id = page.id join sku k on k.id = page.sku_id
    left join lateral (
      select count(*) filter (where coalesce(edited_quantity, quantity) > 0)::int as moves,
        sum(coalesce(edited_quantity, quantity))::int as pieces
      from allocation_line where proposal_id = page.id) l on true
    order by page.saving desc, page.id desc`;
  return rows;
}

export async function selectProposalTotals(
  tx: PlatformTx,
  filter: ProposalFilter,
): Promise<{ proposals: number; pieces: number; savingMinor: string }> {
  const [row] = await tx.sql<{ proposals: number; pieces: number; savingMinor: string }[]>`
    with shown as (
      select p.id, p.cost_as_is_minor - p.cost_minor as saving from allocation_proposal p join sku k on k.id = p.sku_id
      where ${matches(tx, filter)})
    select count(*)::int as proposals, coalesce(sum(saving), 0)::text as "savingMinor",
      coalesce((select sum(coalesce(l.edited_quantity, l.quantity)) from allocation_line l
        join shown s on s.id = l.proposal_id), 0)::int as pieces from shown`;
  return row!;
}

export interface InstructionRow {
  proposalId: string;
  skuCode: string;
  nameEn: string;
  nameZh: string;
  from: string;
  to: string;
  pieces: number;
  proposedPieces: number;
  grossG: number | null;
  decidedByName: string | null;
  decidedAt: number | null;
  status: string;
}

/** The moves of all proposals under a filter, for the warehouses: what to send from where to where. */
export async function selectInstructions(
  tx: PlatformTx,
  filter: ProposalFilter,
  limit: number,
): Promise<InstructionRow[]> {
  return tx.sql<InstructionRow[]>`
    select p.id as "proposalId", k.code as "skuCode", k.name_en as "nameEn", k.name_zh as "nameZh",
      l.from_code as "from", l.to_code as "to", coalesce(l.edited_quantity, l.quantity) as pieces,
      l.quantity as "proposedPieces", k.gross_g as "grossG", p.decided_by_name as "decidedByName",
      (extract(epoch from p.decided_at) * 1000)::float8 as "decidedAt", p.status
    from allocation_proposal p join sku k on k.id = p.sku_id join allocation_line l on l.proposal_id = p.id
    where ${matches(tx, filter)} and coalesce(l.edited_quantity, l.quantity) > 0
    order by (p.cost_as_is_minor - p.cost_minor) desc, p.id desc, l.from_code, l.to_code limit ${limit}`;
}
