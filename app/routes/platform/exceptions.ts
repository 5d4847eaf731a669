import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { respondProblem } from '~/http/respond';
import { problem } from '~/kernel/problem';
import { decideException } from '~/modules/forecast/commands/decide-exception.server';
import { exceptionForm } from '~/modules/forecast/exception-forms';
import { platformExceptionLink } from '~/modules/forecast/ui/exception-links';
import { paths } from '~/paths';
import { systemClock } from '~/platform/system-clock.server';

/** Takes what someone of the platform says to an exception of their day; acting leads to where it is dealt with. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:triage');
  const form = await parseForm(args.request, exceptionForm);
  if (!form.ok) return respondProblem(problem('value_invalid'));
  const about = { ...form.value, week: form.value.week ?? null };
  const done = await decideException(access, about, systemClock.now());
  if (!done.ok) return respondProblem(done.error);
  return redirect(about.verdict === 'acted' ? platformExceptionLink(done.value) : paths.platform.home(), 303);
}

/** This address only takes submissions. */
export async function loader(args: LoaderFunctionArgs) {
  await requireAccess(args, 'platform.overview:view');
  return redirect(paths.platform.home());
}
