import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { pageTitle } from '~/http/page-title.server';
import { readForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { problemStatus } from '~/http/respond';
import { dateInZone } from '~/kernel/calendar-date';
import { capacityLeft } from '~/modules/capacity/queries/capacity-left.server';
import { openSellOutClocks } from '~/modules/inventory/commands/open-sell-out-clocks.server';
import { placeOrders } from '~/modules/orders/commands/place-orders.server';
import { placedLinks } from '~/modules/orders/domain/place-links';
import { placeSearchParams, readPlaceSearch } from '~/modules/orders/domain/place-search';
import { readPlaceForm } from '~/modules/orders/place-forms';
import { placeOptions } from '~/modules/orders/queries/place-options.server';
import { PlacePage, type PlaceReply } from '~/modules/orders/ui/place-page';
import { paths } from '~/paths';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['sourcing', 'orders'],
  crumb: () => [
    { key: 'shell:areas.orders', to: paths.platform.orders() },
    { key: 'sourcing:place.title', to: paths.platform.placeOrder() },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: loaded?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.orders:place');
  const params = new URL(args.request.url).searchParams;
  const today = dateInZone(systemClock.now(), access.user.timeZone);
  const view = await inPlatform(
    access,
    (tx) => placeOptions(tx, readPlaceSearch(params), today, (ids) => capacityLeft(tx, ids, today)),
    { accessMode: 'read only' },
  );
  return {
    view,
    placed: placedLinks(params),
    issued: params.get('did') === 'issue',
    title: await pageTitle(args.request, access.user.locale, (t) => t('sourcing:place.title')),
  };
}

/** Places the compared pieces: drafts, or orders that go out at once. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.orders:place');
  const search = readPlaceSearch(new URL(args.request.url).searchParams);
  const form = readPlaceForm(await readForm(args.request));
  if (!form.ok) return refusal({ problems: [form.error], form: null });
  const now = systemClock.now();
  const when = { now, today: dateInZone(now, access.user.timeZone) };
  const placed = await placeOrders(access, { search, form: form.value }, when, openSellOutClocks);
  if (!placed.ok) return refusal({ problems: placed.error, form: form.value });
  const next = placeSearchParams({ kind: search.kind, from: search.from, by: search.by, rows: [] });
  next.set('did', form.value.intent);
  for (const { factorySlug, number } of placed.value) next.append('order', `${factorySlug} ${number}`);
  throw redirect(`${paths.platform.placeOrder()}?${next}`);
}

function refusal(reply: PlaceReply) {
  return data(reply, { status: problemStatus(reply.problems[0]?.code ?? 'value_invalid') });
}

export default function PlaceOrder() {
  const { view, placed, issued } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return <PlacePage view={view} reply={reply} placed={placed} issued={issued} />;
}
