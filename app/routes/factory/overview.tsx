import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData, useParams } from '@remix-run/react';
import { requireAccess } from '~/http/require-access.server';
import { dayExceptions, exceptionsOf } from '~/modules/forecast/queries/day-exceptions.server';
import { overview } from '~/modules/forecast/queries/overview.server';
import { factoryExceptionLink } from '~/modules/forecast/ui/exception-links';
import { ExceptionList } from '~/modules/forecast/ui/exception-list';
import { OverviewPage } from '~/modules/forecast/ui/overview-page';
import { useLiveForecast } from '~/modules/forecast/ui/use-live-forecast';
import { markOverviewSeen } from '~/modules/identity/commands/mark-overview-seen.server';
import { alsoMay } from '~/modules/identity/domain/access';
import { overviewSeen } from '~/modules/identity/queries/overview-seen.server';
import { waitingOrders } from '~/modules/orders/queries/order-needs.server';
import { WaitingOrders } from '~/modules/orders/ui/waiting-orders';
import { paths, withSearch } from '~/paths';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inTenant } from '~db/tenancy.server';

export const handle: PageHandle = { i18n: ['overview', 'changes', 'forecast', 'orders'] };

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'overview:view');
  const now = systemClock.now();
  const all = new URL(args.request.url).searchParams.has('all');
  const { exceptions, ...found } = await inTenant(
    access,
    async (tx) => {
      const seenAt = all ? null : await overviewSeen(tx, access.user.id);
      return {
        view: await overview(tx, now, access.scope.timeZone, seenAt),
        exceptions: await exceptionsOf(tx),
        waiting: alsoMay(access, 'orders:answer') ? await waitingOrders(tx) : [],
      };
    },
    { accessMode: 'read only' },
  );
  const t = await translatorFor(await localeOf(args.request, access.user.locale));
  return {
    ...found,
    exceptions: await dayExceptions(access, exceptions, now),
    mayDecide: alsoMay(access, 'forecast:triage'),
    title: `${t('overview:title')} · ${t('appName')}`,
  };
}

export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'overview:view');
  await markOverviewSeen(access, systemClock.now());
  return { seen: true };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function FactoryOverview() {
  const { view, waiting, exceptions, mayDecide } = useLoaderData<typeof loader>();
  const factory = useParams().factory!;
  useLiveForecast(paths.factory.forecastEvents(factory), view.forecast?.version.id ?? null);
  return (
    <OverviewPage
      view={view}
      forecastHref={paths.factory.forecast(factory)}
      skuHref={(sku) => paths.factory.forecastSku(factory, sku)}
      orderHref={(number) => paths.factory.order(factory, number)}
      attention={exceptions.open.length}
      exceptions={
        <ExceptionList
          exceptions={exceptions}
          action={paths.factory.exceptions(factory)}
          linkOf={(exception) => factoryExceptionLink(factory, exception)}
          mayDecide={mayDecide}
        />
      }
      first={
        <WaitingOrders
          orders={waiting}
          listHref={withSearch(paths.factory.orders(factory), { needs: 'answer' })}
          answerHref={(number) => paths.factory.orderAnswer(factory, number)}
        />
      }
      canMarkSeen
    />
  );
}
