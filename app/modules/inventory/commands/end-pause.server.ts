import { problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import type { PlatformTx } from '~db/tenancy.server';
import { lockClock } from '../data/sell-out-clock.server';
import { endPauseRow, lockPause } from '../data/sell-out-pause.server';
import { endPauseProblem } from '../domain/clock/pause-rules';
import { pauseLabel, pauseWords } from './pause-audit.server';
import { readClocks } from './read-clocks.server';

/**
 * Ends an open pause at an instant (epoch ms) and reads the clock again. Problems: `clock_unknown`, `pause_unknown`,
 * `pause_withdrawn`, `pause_over`, `pause_in_future`, `pause_backwards`.
 */
export async function endPause(
  tx: PlatformTx,
  access: Access<'platform.inventory:manage'>,
  key: { factoryId: string; clockId: string; pauseId: string },
  toMs: number,
  nowMs: number,
): Promise<Result<null>> {
  const clock = await lockClock(tx, key.factoryId, key.clockId);
  if (!clock) return err(problem('clock_unknown'));
  const pause = await lockPause(tx, { ...key, id: key.pauseId });
  if (!pause) return err(problem('pause_unknown'));
  const refused = endPauseProblem(pause, toMs, nowMs);
  if (refused) return err(refused);
  await endPauseRow(tx, { factoryId: key.factoryId, id: pause.id }, toMs);
  await recordAudit(tx, {
    by: access,
    action: 'sell_out_pause.ended',
    entity: { type: 'sell_out_pause', id: pause.id, label: pauseLabel(clock) },
    before: pauseWords(pause),
    after: pauseWords({ ...pause, to: toMs }),
    factoryId: key.factoryId,
  });
  await readClocks(tx, [clock], nowMs);
  return ok(null);
}
