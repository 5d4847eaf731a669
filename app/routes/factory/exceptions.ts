import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { respondProblem } from '~/http/respond';
import { problem } from '~/kernel/problem';
import { decideException } from '~/modules/forecast/commands/decide-exception.server';
import { exceptionForm } from '~/modules/forecast/exception-forms';
import { factoryExceptionLink } from '~/modules/forecast/ui/exception-links';
import { paths } from '~/paths';
import { systemClock } from '~/platform/system-clock.server';

/** Takes what a member says to an exception of their day; acting leads to where it is dealt with. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'forecast:triage');
  const form = await parseForm(args.request, exceptionForm);
  if (!form.ok) return respondProblem(problem('value_invalid'));
  const about = { ...form.value, week: form.value.week ?? null };
  const done = await decideException(access, about, systemClock.now());
  if (!done.ok) return respondProblem(done.error);
  const { slug } = access.scope;
  return redirect(
    about.verdict === 'acted' ? factoryExceptionLink(slug, done.value) : paths.factory.home(slug),
    303,
  );
}

/** This address only takes submissions. */
export async function loader(args: LoaderFunctionArgs) {
  await requireAccess(args, 'overview:view');
  return redirect(paths.factory.home(args.params.factory!));
}
