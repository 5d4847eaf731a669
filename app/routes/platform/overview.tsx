import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireAccess } from '~/http/require-access.server';
import { dayExceptions, exceptionsOf } from '~/modules/forecast/queries/day-exceptions.server';
import { overview } from '~/modules/forecast/queries/overview.server';
import { platformExceptionLink } from '~/modules/forecast/ui/exception-links';
import { ExceptionList } from '~/modules/forecast/ui/exception-list';
import { OverviewPage } from '~/modules/forecast/ui/overview-page';
import { useLiveForecast } from '~/modules/forecast/ui/use-live-forecast';
import { alsoMay } from '~/modules/identity/domain/access';
import { paths, withSearch } from '~/paths';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = { i18n: ['overview', 'changes', 'forecast'] };

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.overview:view');
  const now = systemClock.now();
  const { view, exceptions } = await inPlatform(
    access,
    async (tx) => ({
      view: await overview(tx, now, access.user.timeZone),
      exceptions: await exceptionsOf(tx),
    }),
    { accessMode: 'read only' },
  );
  const t = await translatorFor(await localeOf(args.request, access.user.locale));
  return {
    view,
    exceptions: await dayExceptions(access, exceptions, now),
    mayDecide: alsoMay(access, 'platform.forecast:triage'),
    mayOverride: alsoMay(access, 'platform.forecast:override'),
    title: `${t('overview:title')} · ${t('appName')}`,
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function PlatformOverview() {
  const { view, exceptions, mayDecide, mayOverride } = useLoaderData<typeof loader>();
  useLiveForecast(paths.platform.forecastEvents(), view.forecast?.version.id ?? null);
  return (
    <OverviewPage
      view={view}
      forecastHref={paths.platform.forecast()}
      skuHref={(sku, factory) => withSearch(paths.platform.forecastSku(sku), { factory })}
      orderHref={(number, factory) => paths.platform.order(factory ?? '', number)}
      attention={exceptions.open.length}
      exceptions={
        <ExceptionList
          exceptions={exceptions}
          action={paths.platform.exceptions()}
          linkOf={platformExceptionLink}
          mayDecide={mayDecide}
          mayOverride={mayOverride}
        />
      }
      platform
    />
  );
}
