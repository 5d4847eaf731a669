import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { pageTitle } from '~/http/page-title.server';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import {
  cancelForecast,
  requestForecast,
  resumeForecast,
} from '~/modules/forecast/commands/request-forecast.server';
import { forecastRuns } from '~/modules/forecast/queries/forecast-runs.server';
import { runForm } from '~/modules/forecast/run-forms';
import { RunsPage } from '~/modules/forecast/ui/runs-page';
import { useLiveRuns } from '~/modules/forecast/ui/use-live-runs';
import { alsoMay } from '~/modules/identity/domain/access';
import { paths } from '~/paths';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['runs', 'forecast'],
  crumb: () => [
    { key: 'areas.forecast', to: paths.platform.forecast() },
    { key: 'forecastTabs.runs', to: paths.platform.forecastRuns() },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:view');
  const now = systemClock.now();
  const runs = await inPlatform(access, (tx) => forecastRuns(tx, now), { accessMode: 'read only' });
  return {
    runs,
    mayRun: alsoMay(access, 'platform.forecast:publish'),
    timeZone: access.user.timeZone,
    now,
    title: await pageTitle(args.request, access.user.locale, (t) => t('runs:title')),
  };
}

/** Starts, cancels or resumes a run. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:publish');
  const form = await parseForm(args.request, runForm);
  if (!form.ok) return form.reply;
  const asked = form.value;
  if (asked.intent === 'start') {
    await requestForecast(access, asked.publishes === 'on');
    return redirect(paths.platform.forecastRuns());
  }
  const done = await (asked.intent === 'cancel' ? cancelForecast : resumeForecast)(access, asked.run);
  return done.ok ? redirect(paths.platform.forecastRuns()) : form.refuse(done.error);
}

export default function ForecastRuns() {
  const { runs, mayRun, timeZone, now } = useLoaderData<typeof loader>();
  useLiveRuns();
  return <RunsPage runs={runs} mayRun={mayRun} timeZone={timeZone} now={now} />;
}
