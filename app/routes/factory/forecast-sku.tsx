import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData, useParams } from '@remix-run/react';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { sinceSearch } from '~/modules/forecast/change-forms';
import { bucketSearch } from '~/modules/forecast/forms';
import { forecastSkuView } from '~/modules/forecast/queries/forecast-sku.server';
import { lineChange } from '~/modules/forecast/queries/line-change.server';
import { LineChangeSection } from '~/modules/forecast/ui/changes/line-change';
import { SkuLinks } from '~/modules/forecast/ui/commit/sku-links';
import { SkuForecastPage } from '~/modules/forecast/ui/sku-forecast-page';
import { useLiveForecast } from '~/modules/forecast/ui/use-live-forecast';
import { paths, withSearch } from '~/paths';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inTenant } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['forecast', 'changes', 'commit'],
  crumb: ({ params }) => [
    { key: 'areas.forecast', to: paths.factory.forecast(params.factory!) },
    { text: params.sku!, to: paths.factory.forecastSku(params.factory!, params.sku!) },
  ],
};

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'forecast:view');
  const { value: search } = parseSearch(args.request, bucketSearch);
  const view = await inTenant(access, (tx) => forecastSkuView(tx, args.params.sku ?? '', search), {
    accessMode: 'read only',
  });
  if (!view) throw new Response(null, { status: 404, statusText: 'Not Found' });
  const { value } = parseSearch(args.request, sinceSearch);
  const change = await lineChange(access, view.sku.code, value.since, search.quantile);
  const t = await translatorFor(await localeOf(args.request, access.user.locale));
  return {
    view,
    change,
    now: systemClock.now(),
    timeZone: access.scope.timeZone,
    title: `${view.sku.code} · ${t('appName')}`,
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function FactoryForecastSku() {
  const { view, change, now, timeZone } = useLoaderData<typeof loader>();
  const factory = useParams().factory!;
  useLiveForecast(paths.factory.forecastEvents(factory), view.version.id);
  return (
    <>
      <SkuLinks side="factory" to={withSearch(paths.factory.forecastCommit(factory), { q: view.sku.code })} />
      <SkuForecastPage
        view={view}
        now={now}
        timeZone={timeZone}
        changes={<LineChangeSection view={change} />}
      />
    </>
  );
}
