import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useLoaderData, useParams } from '@remix-run/react';
import { pageTitle } from '~/http/page-title.server';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { isUuid } from '~/kernel/ids';
import { alsoMay } from '~/modules/identity/domain/access';
import { changePauses } from '~/modules/inventory/commands/change-pauses.server';
import { sellOutView } from '~/modules/inventory/queries/sell-out-view.server';
import { evidenceSearch, pauseForm } from '~/modules/inventory/sell-out-forms';
import { SellOutClockPage } from '~/modules/inventory/ui/sell-out-clock-page';
import { useLiveClock } from '~/modules/inventory/ui/use-live-clock';
import { paths } from '~/paths';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: 'sellOut',
  crumb: ({ params, data }) => [
    { key: 'areas.sellOut', to: paths.platform.sellOut() },
    {
      text: (data as { code?: string } | undefined)?.code ?? '',
      to: paths.platform.sellOutClock(params.factory ?? '', params.clock ?? ''),
    },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.inventory:view');
  const { value: search } = parseSearch(args.request, evidenceSearch);
  const { factory = '', clock = '' } = args.params;
  const now = systemClock.now();
  const view = await inPlatform(access, (tx) => sellOutView(tx, factory, clock, search, now), {
    accessMode: 'read only',
  });
  if (!view) throw new Response(null, { status: 404, statusText: 'Not Found' });
  return {
    title: await pageTitle(
      args.request,
      access.user.locale,
      (t) => `${view.row.skuCode} · ${t('sellOut:title')}`,
    ),
    code: view.row.skuCode,
    view,
    now,
    narrowed: search.type !== undefined || search.after !== undefined,
    pauseZone: alsoMay(access, 'platform.inventory:manage') ? access.user.timeZone : undefined,
  };
}

/** Records, ends or withdraws a pause. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.inventory:manage');
  const { factory = '', clock = '' } = args.params;
  if (!isUuid(clock)) throw new Response(null, { status: 404, statusText: 'Not Found' });
  const form = await parseForm(args.request, pauseForm);
  if (!form.ok) return form.reply;
  const at = { factory, clockId: clock, timeZone: access.user.timeZone };
  const done = await inPlatform(access, (tx) => changePauses(tx, access, at, form.value, systemClock.now()));
  return done.ok ? redirect(paths.platform.sellOutClock(factory, clock)) : form.refuse(done.error);
}

export default function PlatformSellOutClock() {
  const { view, now, narrowed, pauseZone } = useLoaderData<typeof loader>();
  const { factory = '', clock = '' } = useParams();
  useLiveClock(
    paths.platform.sellOutEvents(factory, clock),
    `${view.row.updatedAt} ${view.row.oddsAt ?? ''}`,
  );
  return (
    <SellOutClockPage
      view={view}
      now={now}
      orderHref={paths.platform.order(factory, view.row.orderNumber)}
      exportPath={paths.platform.sellOutEvidenceExport(factory, clock)}
      evidenceNarrowed={narrowed}
      {...(pauseZone === undefined ? {} : { pauseZone })}
    />
  );
}
