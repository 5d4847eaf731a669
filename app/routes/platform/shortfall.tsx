import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { pageTitle } from '~/http/page-title.server';
import { requireAccess } from '~/http/require-access.server';
import { type CalendarDate, dateInZone } from '~/kernel/calendar-date';
import { capacityLeft } from '~/modules/capacity/queries/capacity-left.server';
import { shipBy, shortfall } from '~/modules/forecast/queries/shortfalls.server';
import { ShortfallPage } from '~/modules/forecast/ui/commit/shortfall-page';
import { alsoMay } from '~/modules/identity/domain/access';
import { paths } from '~/paths';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['commit', 'forecast'],
  crumb: ({ params }) => [
    { key: 'areas.forecast', to: paths.platform.forecast() },
    { key: 'commit:shortfalls.title', to: paths.platform.shortfalls() },
    { text: params.sku!, to: paths.platform.shortfall(params.factory!, params.sku!, params.week!) },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:view');
  const { factory = '', sku = '', week = '' } = args.params;
  const today = dateInZone(systemClock.now(), access.user.timeZone);
  const found = await inPlatform(
    access,
    async (tx) => {
      const view = await shortfall(tx, { factory, sku, week });
      if (!view) return null;
      const ids = view.row.sources.map(({ factoryId }) => factoryId);
      const capacity = await capacityLeft(tx, ids, today);
      const left = Object.fromEntries(
        view.row.sources.map(({ factoryId, productionLeadDays }) => [
          factoryId,
          capacity.get(factoryId)?.leftBy(shipBy(week, productionLeadDays) as CalendarDate) ?? null,
        ]),
      );
      return { ...view, left };
    },
    { accessMode: 'read only' },
  );
  return {
    found,
    subject: { factory, sku, week },
    today,
    mayOrder: alsoMay(access, 'platform.orders:place'),
    timeZone: access.user.timeZone,
    title: await pageTitle(args.request, access.user.locale, (t) => t('commit:shortfalls.title')),
  };
}

export default function PlatformShortfall() {
  return <ShortfallPage {...useLoaderData<typeof loader>()} />;
}
