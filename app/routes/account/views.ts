import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { readForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { problemStatus } from '~/http/respond';
import { parseSearch } from '~/http/search-params';
import { zodProblem } from '~/http/zod-problem';
import type { Problem } from '~/kernel/problem';
import { dropView, keepView } from '~/modules/identity/commands/keep-view.server';
import { savedViewForm, savedViewsSearch } from '~/modules/identity/forms';
import { savedViews } from '~/modules/identity/queries/saved-views.server';

/** The person's own views of one page. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'account:view');
  const { page } = parseSearch(args.request, savedViewsSearch).value;
  const views = await savedViews(access, page);
  return Response.json({ views }, { headers: { 'Cache-Control': 'no-store' } });
}

/** Keeps or removes one; the menu that asks shows what comes back. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'account:manage');
  const form = savedViewForm.safeParse(Object.fromEntries(await readForm(args.request)));
  if (!form.success) return refusal(zodProblem(form.error.issues[0]!));
  const { intent, page, name } = form.data;
  if (intent === 'remove') return Response.json({ views: await dropView(access, page, name) });
  const kept = await keepView(access, page, { name, search: form.data.search });
  if (kept.ok) return Response.json({ views: kept.value });
  return refusal(kept.error);
}

function refusal(wrong: Problem) {
  return Response.json({ problem: wrong }, { status: problemStatus(wrong.code) });
}
