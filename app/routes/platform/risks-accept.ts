import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { readForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { problemStatus } from '~/http/respond';
import { dateInZone } from '~/kernel/calendar-date';
import { type Problem, problem } from '~/kernel/problem';
import { acceptMove } from '~/modules/orders/commands/move-accept.server';
import { moveForm } from '~/modules/orders/risk-forms';
import { paths, withSearch } from '~/paths';
import { i18nFor } from '~/platform/i18n/i18n.server';
import { systemClock } from '~/platform/system-clock.server';

/** Carries a proposed move out: fewer pieces on the first order, a draft at the other factory. */
export async function action(args: ActionFunctionArgs) {
  const manage = await requireAccess(args, 'platform.orders:manage');
  const place = await requireAccess(args, 'platform.orders:place');
  const notice = paths.platform.risk(args.params.notice ?? '');
  const form = moveForm.safeParse(Object.fromEntries(await readForm(args.request)));
  if (!form.success) return refusal(problem('move_proposal_unknown'));
  const now = systemClock.now();
  // Both sides read the reason of an amendment, so it is written in both languages.
  const [en, zh] = [await i18nFor('en'), await i18nFor('zh')];
  const reason = `${zh.getFixedT('zh', 'sourcing')('notice.reason')} ${en.getFixedT('en', 'sourcing')('notice.reason')}`;
  const moved = await acceptMove({ place, manage }, form.data.proposalId, {
    now,
    today: dateInZone(now, manage.user.timeZone),
    reason,
  });
  if (!moved.ok) return refusal(moved.error);
  const { factorySlug, number } = moved.value;
  throw redirect(withSearch(notice, { done: 'moved', order: `${factorySlug} ${number}` }));
}

function refusal(wrong: Problem) {
  return Response.json({ problems: [wrong] }, { status: problemStatus(wrong.code) });
}

/** This address only takes submissions. */
export async function loader(args: LoaderFunctionArgs) {
  await requireAccess(args, 'platform.risk:view');
  return redirect(paths.platform.risk(args.params.notice ?? ''));
}
