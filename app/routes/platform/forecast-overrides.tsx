import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { pageTitle } from '~/http/page-title.server';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { overridesSearch } from '~/modules/forecast/override-forms';
import { overridesList } from '~/modules/forecast/queries/overrides-list.server';
import { OverridesPage } from '~/modules/forecast/ui/overrides/overrides-page';
import { paths } from '~/paths';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['changes', 'forecast'],
  crumb: () => [
    { key: 'areas.forecast', to: paths.platform.forecast() },
    { key: 'forecastTabs.overrides', to: paths.platform.overrides() },
  ],
};

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:view');
  const { value: search } = parseSearch(args.request, overridesSearch);
  const view = await inPlatform(access, (tx) => overridesList(tx, search), { accessMode: 'read only' });
  return {
    view,
    timeZone: access.user.timeZone,
    title: await pageTitle(args.request, access.user.locale, (t) => t('changes:overrides.list.title')),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function PlatformForecastOverrides() {
  const { view, timeZone } = useLoaderData<typeof loader>();
  return <OverridesPage view={view} timeZone={timeZone} />;
}
