import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData, useParams } from '@remix-run/react';
import { requireAccess } from '~/http/require-access.server';
import { overview } from '~/modules/forecast/queries/overview.server';
import { OverviewPage } from '~/modules/forecast/ui/overview-page';
import { useLiveForecast } from '~/modules/forecast/ui/use-live-forecast';
import { markOverviewSeen } from '~/modules/identity/commands/mark-overview-seen.server';
import { overviewSeen } from '~/modules/identity/queries/overview-seen.server';
import { paths } from '~/paths';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inTenant } from '~db/tenancy.server';

export const handle: PageHandle = { i18n: ['overview', 'forecast'] };

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'overview:view');
  const now = systemClock.now();
  const all = new URL(args.request.url).searchParams.has('all');
  const view = await inTenant(
    access,
    async (tx) => {
      const seenAt = all ? null : await overviewSeen(tx, access.user.id);
      return overview(tx, now, access.scope.timeZone, seenAt);
    },
    { accessMode: 'read only' },
  );
  const t = await translatorFor(await localeOf(args.request, access.user.locale));
  return { view, title: `${t('overview:title')} · ${t('appName')}` };
}

export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'overview:view');
  await markOverviewSeen(access, systemClock.now());
  return { seen: true };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function FactoryOverview() {
  const { view } = useLoaderData<typeof loader>();
  const factory = useParams().factory!;
  useLiveForecast(paths.factory.forecastEvents(factory), view.forecast?.version.id ?? null);
  return (
    <OverviewPage
      view={view}
      forecastHref={paths.factory.forecast(factory)}
      skuHref={(sku) => paths.factory.forecastSku(factory, sku)}
      canMarkSeen
    />
  );
}
