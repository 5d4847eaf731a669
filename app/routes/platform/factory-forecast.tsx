import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { forecastSearch } from '~/modules/forecast/forms';
import { forecastTable } from '~/modules/forecast/queries/forecast-table.server';
import { OrderForecastPage } from '~/modules/forecast/ui/order-forecast-page';
import { useLiveForecast } from '~/modules/forecast/ui/use-live-forecast';
import { factoryBySlug } from '~/modules/identity/queries/factory-by-slug.server';
import { paths, withSearch } from '~/paths';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { useLocale } from '~/ui/use-format';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: 'forecast',
  crumb: ({ data, params }) => ({
    text: (data as { name?: string } | undefined)?.name ?? params.factory!,
    to: paths.platform.factoryForecast(params.factory!),
  }),
};

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:view');
  const { value: search } = parseSearch(args.request, forecastSearch);
  const found = await inPlatform(
    access,
    async (tx) => {
      const factory = await factoryBySlug(tx, args.params.factory ?? '');
      return factory && { factory, view: await forecastTable(tx, search, factory.id) };
    },
    { accessMode: 'read only' },
  );
  if (!found) throw new Response(null, { status: 404, statusText: 'Not Found' });
  const locale = await localeOf(args.request, access.user.locale);
  const t = await translatorFor(locale);
  const name = locale === 'zh' ? found.factory.nameZh : found.factory.nameEn;
  return {
    ...found,
    name,
    now: systemClock.now(),
    timeZone: access.user.timeZone,
    title: `${name} · ${t('forecast:title')} · ${t('appName')}`,
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function PlatformFactoryForecast() {
  const { view, factory, now, timeZone } = useLoaderData<typeof loader>();
  const { t } = useTranslation('forecast');
  const locale = useLocale();
  useLiveForecast(paths.platform.forecastEvents(), view?.version.id ?? null);
  return (
    <OrderForecastPage
      view={view}
      title={t('factoryTitle', { factory: locale === 'zh' ? factory.nameZh : factory.nameEn })}
      now={now}
      timeZone={timeZone}
      skuHref={(sku, quantile) =>
        withSearch(paths.platform.forecastSku(sku), { factory: factory.slug, quantile })
      }
      exportPath={paths.platform.factoryForecastExport(factory.slug)}
    />
  );
}
