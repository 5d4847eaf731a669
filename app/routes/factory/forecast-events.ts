import type { LoaderFunctionArgs } from '@remix-run/node';
import { forecastEvents } from '~/http/forecast-events.server';
import { requireAccess } from '~/http/require-access.server';
import { publishedVersion } from '~/modules/forecast/queries/forecast-summary.server';
import { inTenant } from '~db/tenancy.server';

/** Tells an open page of the factory when a new version has been published. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'forecast:view');
  return forecastEvents(args.request, () => inTenant(access, publishedVersion, { accessMode: 'read only' }));
}
