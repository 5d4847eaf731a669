import { problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import type { PlatformTx } from '~db/tenancy.server';
import { lockClock } from '../data/sell-out-clock.server';
import { lockPause, withdrawPauseRow } from '../data/sell-out-pause.server';
import { pauseLabel, pauseWords } from './pause-audit.server';
import { readClocks } from './read-clocks.server';

/**
 * Withdraws a pause that was recorded by mistake: it stays on record, counts for nothing, and the clock is read again.
 * Problems: `clock_unknown`, `pause_unknown`, `pause_withdrawn`.
 */
export async function withdrawPause(
  tx: PlatformTx,
  access: Access<'platform.inventory:manage'>,
  key: { factoryId: string; clockId: string; pauseId: string },
  nowMs: number,
): Promise<Result<null>> {
  const clock = await lockClock(tx, key.factoryId, key.clockId);
  if (!clock) return err(problem('clock_unknown'));
  const pause = await lockPause(tx, { ...key, id: key.pauseId });
  if (!pause) return err(problem('pause_unknown'));
  if (pause.withdrawnAt !== null) return err(problem('pause_withdrawn'));
  await withdrawPauseRow(
    tx,
    { factoryId: key.factoryId, id: pause.id },
    { at: nowMs, name: access.user.displayName },
  );
  await recordAudit(tx, {
    by: access,
    action: 'sell_out_pause.withdrawn',
    entity: { type: 'sell_out_pause', id: pause.id, label: pauseLabel(clock) },
    before: { ...pauseWords(pause), counts: 'yes' },
    after: { ...pauseWords(pause), counts: 'no' },
    factoryId: key.factoryId,
  });
  await readClocks(tx, [clock], nowMs);
  return ok(null);
}
