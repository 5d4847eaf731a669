import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import type { Access } from '~/modules/identity/domain/access';
import { newId } from '~/platform/new-id.server';
import { asSystem, inPlatform, inTenant } from '~db/tenancy.server';
import { insertVerdict } from '../data/exception-lists.server';
import type { ExceptionVerdict } from '../domain/exceptions/exception-ranking';
import { type DayException, dayExceptions, exceptionsOf, placeOf } from '../queries/day-exceptions.server';

/**
 * Keeps what a person said to an exception of their day's list: acted, not for me, or later. Their own mark, from which their
 * list learns; it changes nothing of the factory's data and stands in no audit log.
 * @returns the exception, or `exception_unknown` when it is not open on their list
 */
export async function decideException(
  access: Access<'forecast:triage'> | Access<'platform.forecast:triage'>,
  about: { kind: string; subject: string; week: string | null; verdict: ExceptionVerdict['verdict'] },
  now: number,
): Promise<Result<DayException, Problem>> {
  const exceptions =
    access.scope.kind === 'factory'
      ? await inTenant(access as Access<'forecast:triage'>, exceptionsOf, { accessMode: 'read only' })
      : await inPlatform(access as Access<'platform.forecast:triage'>, exceptionsOf, {
          accessMode: 'read only',
        });
  const { open } = await dayExceptions(access as Access<'forecast:triage'>, exceptions, now);
  const found = open.find(
    (one) => one.kind === about.kind && one.subject === about.subject && one.week === about.week,
  );
  if (!found) return err(problem('exception_unknown'));
  await asSystem('people:exceptions', (tx) =>
    insertVerdict(tx, {
      id: newId(),
      userId: access.user.id,
      place: placeOf(access as Access<'forecast:triage'>),
      kind: found.kind,
      subject: found.subject,
      week: found.week,
      verdict: about.verdict,
      money: found.money,
      at: now,
    }),
  );
  return ok(found);
}
