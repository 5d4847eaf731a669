import type { LoaderFunctionArgs } from '@remix-run/node';
import { changeEvents } from '~/http/change-events.server';
import { requireAccess } from '~/http/require-access.server';
import { onRunMoved } from '~/modules/forecast/commands/watch-runs.server';
import { forecastRunsState } from '~/modules/forecast/queries/forecast-runs.server';
import { inPlatform } from '~db/tenancy.server';

/** Tells an open page of the platform how the runs of the forecast move. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:view');
  return changeEvents(args.request, {
    event: 'run',
    current: () => inPlatform(access, forecastRunsState, { accessMode: 'read only' }),
    subscribe: onRunMoved,
  });
}
