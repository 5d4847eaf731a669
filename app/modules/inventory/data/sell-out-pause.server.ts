import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import type { PauseCause } from '../domain/clock/types';

/** A pause as the pages show it. Instants in epoch ms. */
export interface PauseView {
  id: string;
  cause: PauseCause;
  from: number;
  to: number | null;
  evidence: string;
  recordedByName: string;
  createdAt: number;
  withdrawnAt: number | null;
  withdrawnByName: string | null;
}

const pauseColumns = (tx: PlatformTx | TenantTx) => tx.sql`
  id, cause, floor(extract(epoch from from_at) * 1000)::float8 as "from",
  floor(extract(epoch from to_at) * 1000)::float8 as "to", evidence, recorded_by_name as "recordedByName",
  floor(extract(epoch from created_at) * 1000)::float8 as "createdAt",
  floor(extract(epoch from withdrawn_at) * 1000)::float8 as "withdrawnAt", withdrawn_by_name as "withdrawnByName"`;

/** The pauses of a clock, withdrawn ones too, in time. */
export async function selectPauses(
  tx: PlatformTx | TenantTx,
  factoryId: string,
  clockId: string,
): Promise<PauseView[]> {
  return tx.sql<PauseView[]>`
    select ${pauseColumns(tx)} from sell_out_pause
    where factory_id = ${factoryId} and clock_id = ${clockId} order by from_at, id`;
}

/** One pause of a clock, locked; null when there is none. */
export async function lockPause(
  tx: PlatformTx,
  key: { factoryId: string; clockId: string; id: string },
): Promise<PauseView | null> {
  const [row] = await tx.sql<PauseView[]>`
    select ${pauseColumns(tx)} from sell_out_pause
    where factory_id = ${key.factoryId} and clock_id = ${key.clockId} and id = ${key.id} for update`;
  return row ?? null;
}

export async function insertPause(
  tx: PlatformTx,
  pause: {
    factoryId: string;
    clockId: string;
    id: string;
    cause: PauseCause;
    from: number;
    to: number | null;
    evidence: string;
    recordedByName: string;
    createdAt: number;
  },
): Promise<void> {
  await tx.sql`
    insert into sell_out_pause (factory_id, id, clock_id, cause, from_at, to_at, evidence, recorded_by_name, created_at)
    values (${pause.factoryId}, ${pause.id}, ${pause.clockId}, ${pause.cause},
      to_timestamp(${pause.from}::float8 / 1000), to_timestamp(${pause.to}::float8 / 1000), ${pause.evidence},
      ${pause.recordedByName}, to_timestamp(${pause.createdAt}::float8 / 1000))`;
}

/** Ends an open pause. */
export async function endPauseRow(
  tx: PlatformTx,
  key: { factoryId: string; id: string },
  toMs: number,
): Promise<void> {
  await tx.sql`
    update sell_out_pause set to_at = to_timestamp(${toMs}::float8 / 1000)
    where factory_id = ${key.factoryId} and id = ${key.id}`;
}

/** Marks a pause as withdrawn; it stays on record. */
export async function withdrawPauseRow(
  tx: PlatformTx,
  key: { factoryId: string; id: string },
  by: { at: number; name: string },
): Promise<void> {
  await tx.sql`
    update sell_out_pause
    set withdrawn_at = to_timestamp(${by.at}::float8 / 1000), withdrawn_by_name = ${by.name}
    where factory_id = ${key.factoryId} and id = ${key.id}`;
}
