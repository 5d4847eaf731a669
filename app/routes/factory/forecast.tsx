import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData, useParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { forecastSearch } from '~/modules/forecast/forms';
import { forecastTable } from '~/modules/forecast/queries/forecast-table.server';
import { ForecastTabs } from '~/modules/forecast/ui/forecast-tabs';
import { OrderForecastPage } from '~/modules/forecast/ui/order-forecast-page';
import { useLiveForecast } from '~/modules/forecast/ui/use-live-forecast';
import { paths, withSearch } from '~/paths';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inTenant } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: 'forecast',
  crumb: ({ params }) => ({ key: 'areas.forecast', to: paths.factory.forecast(params.factory!) }),
};

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'forecast:view');
  const { value: search } = parseSearch(args.request, forecastSearch);
  const view = await inTenant(access, (tx) => forecastTable(tx, search), { accessMode: 'read only' });
  const t = await translatorFor(await localeOf(args.request, access.user.locale));
  return {
    view,
    now: systemClock.now(),
    timeZone: access.scope.timeZone,
    title: `${t('forecast:title')} · ${t('appName')}`,
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function FactoryForecast() {
  const { view, now, timeZone } = useLoaderData<typeof loader>();
  const factory = useParams().factory!;
  const { t } = useTranslation('forecast');
  useLiveForecast(paths.factory.forecastEvents(factory), view?.version.id ?? null);
  return (
    <>
      <ForecastTabs side="factory" />
      <OrderForecastPage
        view={view}
        title={t('title')}
        now={now}
        timeZone={timeZone}
        skuHref={(sku, quantile) => withSearch(paths.factory.forecastSku(factory, sku), { quantile })}
        exportPath={paths.factory.forecastExport(factory)}
      />
    </>
  );
}
