import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireAccess } from '~/http/require-access.server';
import { requestForecast } from '~/modules/forecast/commands/request-forecast.server';
import { forecastVersions } from '~/modules/forecast/queries/versions.server';
import { useLiveForecast } from '~/modules/forecast/ui/use-live-forecast';
import { VersionsPage } from '~/modules/forecast/ui/versions-page';
import { alsoMay } from '~/modules/identity/domain/access';
import { paths } from '~/paths';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: 'forecast',
  crumb: () => ({ key: 'areas.forecast', to: paths.platform.forecast() }),
};

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:view');
  const versions = await inPlatform(access, forecastVersions, { accessMode: 'read only' });
  const t = await translatorFor(await localeOf(args.request, access.user.locale));
  return {
    versions,
    mayRun: alsoMay(access, 'platform.forecast:publish'),
    timeZone: access.user.timeZone,
    title: `${t('forecast:versions.title')} · ${t('appName')}`,
  };
}

export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:publish');
  await requestForecast(access);
  return { requested: true };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function ForecastVersions() {
  const { versions, mayRun, timeZone } = useLoaderData<typeof loader>();
  const requested = useActionData<typeof action>()?.requested ?? false;
  const published = versions.find((version) => version.status === 'published');
  useLiveForecast(paths.platform.forecastEvents(), published?.id ?? null);
  return <VersionsPage versions={versions} mayRun={mayRun} requested={requested} timeZone={timeZone} />;
}
