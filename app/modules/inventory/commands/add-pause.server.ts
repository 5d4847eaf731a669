import { problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { newId } from '~/platform/new-id.server';
import type { PlatformTx } from '~db/tenancy.server';
import { lockClock } from '../data/sell-out-clock.server';
import { insertPause } from '../data/sell-out-pause.server';
import { type NewPause, pauseProblem } from '../domain/clock/pause-rules';
import { pauseLabel, pauseWords } from './pause-audit.server';
import { readClocks } from './read-clocks.server';

/**
 * Records a pause of a clock for a cause on the platform's side, with its evidence, in the factory's log, and reads the
 * clock again. Problems: `clock_unknown`, `pause_in_future`, `pause_backwards`.
 */
export async function addPause(
  tx: PlatformTx,
  access: Access<'platform.inventory:manage'>,
  input: NewPause & { factoryId: string; clockId: string },
  nowMs: number,
): Promise<Result<{ id: string }>> {
  const clock = await lockClock(tx, input.factoryId, input.clockId);
  if (!clock) return err(problem('clock_unknown'));
  const refused = pauseProblem(input, nowMs);
  if (refused) return err(refused);
  const id = newId();
  await insertPause(tx, { ...input, id, recordedByName: access.user.displayName, createdAt: nowMs });
  await recordAudit(tx, {
    by: access,
    action: 'sell_out_pause.recorded',
    entity: { type: 'sell_out_pause', id, label: pauseLabel(clock) },
    after: pauseWords(input),
    factoryId: input.factoryId,
  });
  await readClocks(tx, [clock], nowMs);
  return ok({ id });
}
