import { type CalendarDate, dateInZone } from '~/kernel/calendar-date';
import { usdPerMinorUnit } from '~/modules/catalog/queries/usd-rates.server';
import type { FactoryAccess, PlatformAccess } from '~/modules/identity/domain/access';
import { startOfDay } from '~/modules/identity/domain/zone-day';
import { asSystem } from '~db/tenancy.server';
import {
  type ExceptionRow,
  selectDayKeys,
  selectExceptions,
  selectVerdicts,
  writeDayKeys,
} from '../data/exception-lists.server';
import type { ReadTx } from '../data/forecast-lines.server';
import { selectPublishedVersion } from '../data/version.server';
import { DAY_MS, dayList, type RankedException } from '../domain/exceptions/exception-ranking';
import { exceptionSubject } from '../domain/exceptions/exception-subject';

/** How far back verdicts teach. */
const LEARN_DAYS = 180;

/** One exception of a person's day. */
export interface DayException extends ExceptionRow, RankedException {
  /** The same as `money`, US cents. */
  money: number;
}

export interface DayExceptions {
  open: DayException[];
  /** How many of the day's list are done. */
  done: number;
}

/** What a place's exceptions are called where lists and verdicts are kept. */
export function placeOf(access: FactoryAccess | PlatformAccess): string {
  return access.scope.kind === 'factory' ? access.scope.factoryId : 'platform';
}

/** The exceptions of the published version in the scope of `tx`, each with its subject and its worth in US cents. */
export async function exceptionsOf(tx: ReadTx): Promise<DayException[]> {
  const version = await selectPublishedVersion(tx);
  if (!version) return [];
  const perUnit = await usdPerMinorUnit(tx);
  return (await selectExceptions(tx, version.id)).map((row) => ({
    ...row,
    subject: exceptionSubject(row),
    money: Math.round(Number(row.moneyMinor) * perUnit(row.currency) * 100),
  }));
}

/**
 * The list of a person's day in one place. The day is that of the person's clock; the list is made at the first look and kept,
 * which is a mark of the reader's own and no change of anybody's data.
 * @param exceptions from {@link exceptionsOf} in the scope of the access
 */
export async function dayExceptions(
  access: FactoryAccess | PlatformAccess,
  exceptions: readonly DayException[],
  now: number,
): Promise<DayExceptions> {
  const place = placeOf(access);
  const { id, timeZone } = access.user;
  const day = dateInZone(now, timeZone);
  return asSystem('people:exceptions', async (tx) => {
    const shown = await selectDayKeys(tx, id, place, day);
    const verdicts = await selectVerdicts(tx, place, id, new Date(now - LEARN_DAYS * DAY_MS));
    const list = dayList(exceptions, shown, verdicts, now, startOfDay(day as CalendarDate, timeZone));
    if (list.keys.length > (shown?.length ?? 0)) await writeDayKeys(tx, id, place, day, list.keys);
    return { open: list.open, done: list.done };
  });
}
