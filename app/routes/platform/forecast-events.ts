import type { LoaderFunctionArgs } from '@remix-run/node';
import { forecastEvents } from '~/http/forecast-events.server';
import { requireAccess } from '~/http/require-access.server';
import { publishedVersion } from '~/modules/forecast/queries/forecast-summary.server';
import { inPlatform } from '~db/tenancy.server';

/** Tells an open page of the platform when a new version has been published. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:view');
  return forecastEvents(args.request, () =>
    inPlatform(access, publishedVersion, { accessMode: 'read only' }),
  );
}
