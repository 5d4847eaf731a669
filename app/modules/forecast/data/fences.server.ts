import type { ReadTx } from './forecast-lines.server';

/** One factory's fences in force on a day; null where it has none, or in a scope over all factories. */
export async function selectFactoryFence(
  tx: ReadTx,
  asOf: string,
  factoryId?: string,
): Promise<{ frozenWeeks: number; firmWeeks: number; flexBp: number } | null> {
  const own = 'factoryId' in tx ? tx.factoryId : factoryId;
  if (!own) return null;
  const [fence] = await tx.sql<{ frozenWeeks: number; firmWeeks: number; flexBp: number }[]>`
    select frozen_weeks as "frozenWeeks", firm_weeks as "firmWeeks", flex_bp as "flexBp" from fence
    where factory_id = ${own} and valid_from <= ${asOf}::date order by valid_from desc limit 1`;
  return fence ?? null;
}
