import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData, useLocation } from '@remix-run/react';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { platformForecastSearch } from '~/modules/forecast/forms';
import { platformForecastTable } from '~/modules/forecast/queries/platform-forecast-table.server';
import { ForecastTabs } from '~/modules/forecast/ui/forecast-tabs';
import { groupLink } from '~/modules/forecast/ui/group-link';
import { PlatformForecastPage } from '~/modules/forecast/ui/platform-forecast-page';
import { useLiveForecast } from '~/modules/forecast/ui/use-live-forecast';
import { paths } from '~/paths';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: 'forecast',
  crumb: () => ({ key: 'areas.forecast', to: paths.platform.forecast() }),
};

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:view');
  const { value: search } = parseSearch(args.request, platformForecastSearch);
  const view = await inPlatform(access, (tx) => platformForecastTable(tx, search), {
    accessMode: 'read only',
  });
  const t = await translatorFor(await localeOf(args.request, access.user.locale));
  return {
    view,
    now: systemClock.now(),
    timeZone: access.user.timeZone,
    title: `${t('forecast:title')} · ${t('appName')}`,
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function PlatformForecast() {
  const { view, now, timeZone } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  useLiveForecast(paths.platform.forecastEvents(), view?.version.id ?? null);
  return (
    <>
      <ForecastTabs side="platform" />
      <PlatformForecastPage
        view={view}
        now={now}
        timeZone={timeZone}
        groupHref={(row, by) => groupLink(row, by, search)}
        exportPath={paths.platform.forecastExport()}
      />
    </>
  );
}
