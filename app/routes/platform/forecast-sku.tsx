import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { bucketSearch } from '~/modules/forecast/forms';
import { forecastSkuView } from '~/modules/forecast/queries/forecast-sku.server';
import { SkuForecastPage } from '~/modules/forecast/ui/sku-forecast-page';
import { useLiveForecast } from '~/modules/forecast/ui/use-live-forecast';
import { paths } from '~/paths';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: 'forecast',
  crumb: ({ params }) => [
    { key: 'areas.forecast', to: paths.platform.forecast() },
    { text: params.sku!, to: paths.platform.forecastSku(params.sku!) },
  ],
};

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:view');
  const { value: search } = parseSearch(args.request, bucketSearch);
  const view = await inPlatform(access, (tx) => forecastSkuView(tx, args.params.sku ?? '', search), {
    accessMode: 'read only',
  });
  if (!view) throw new Response(null, { status: 404, statusText: 'Not Found' });
  const t = await translatorFor(await localeOf(args.request, access.user.locale));
  return {
    view,
    now: systemClock.now(),
    timeZone: access.user.timeZone,
    title: `${view.sku.code} · ${t('appName')}`,
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function PlatformForecastSku() {
  const { view, now, timeZone } = useLoaderData<typeof loader>();
  useLiveForecast(paths.platform.forecastEvents(), view.version.id);
  return (
    <SkuForecastPage view={view} now={now} timeZone={timeZone} factoryHref={paths.platform.factoryForecast} />
  );
}
