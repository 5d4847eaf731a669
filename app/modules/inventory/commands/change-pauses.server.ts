import type { z } from 'zod';
import { parseCalendarDate } from '~/kernel/calendar-date';
import { problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import type { Access } from '~/modules/identity/domain/access';
import { formatTime } from '~/platform/format';
import type { PlatformTx } from '~db/tenancy.server';
import { selectFactoryId } from '../data/sell-out-view.server';
import { dayStart } from '../domain/clock/local-days';
import type { pauseForm } from '../sell-out-forms';
import { addPause } from './add-pause.server';
import { endPause } from './end-pause.server';
import { withdrawPause } from './withdraw-pause.server';

const MINUTE = 60_000;

/** The instant at which clocks in a zone show a day and time; the first of two, and the next where it is skipped. */
export function instantAt(local: string, timeZone: string, field: string): Result<number> {
  const date = parseCalendarDate(local.slice(0, 10));
  if (!date.ok) return err(problem('instant_invalid', undefined, field));
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
  const wanted = minutes(local.slice(11));
  let at = dayStart(date.value, timeZone) + wanted * MINUTE;
  // On a day that summer time makes longer or shorter, the clock is off by the change after it.
  const off = wanted - minutes(formatTime(at, timeZone));
  if (off !== 0 && Math.abs(off) <= 180) at += off * MINUTE;
  return ok(at);
}

/**
 * Does what a form of the clock's page asks: records, ends or withdraws a pause; times are those of `timeZone`.
 * Problems: those of the commands, and `instant_invalid`.
 */
export async function changePauses(
  tx: PlatformTx,
  access: Access<'platform.inventory:manage'>,
  at: { factory: string; clockId: string; timeZone: string },
  form: z.output<typeof pauseForm>,
  nowMs: number,
): Promise<Result<unknown>> {
  const factoryId = await selectFactoryId(tx, at.factory);
  if (factoryId === null) return err(problem('clock_unknown'));
  const key = { factoryId, clockId: at.clockId };
  if (form.intent === 'withdraw') return withdrawPause(tx, access, { ...key, pauseId: form.pause }, nowMs);
  const to = form.to === undefined ? ok(null) : instantAt(form.to, at.timeZone, 'to');
  if (!to.ok) return to;
  if (form.intent === 'end')
    return endPause(tx, access, { ...key, pauseId: form.pause }, to.value ?? nowMs, nowMs);
  const from = instantAt(form.from, at.timeZone, 'from');
  if (!from.ok) return from;
  const { cause, evidence } = form;
  return addPause(tx, access, { ...key, cause, evidence, from: from.value, to: to.value }, nowMs);
}
