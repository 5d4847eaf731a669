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
import { parseSearch } from '~/http/search-params';
import { dateInZone } from '~/kernel/calendar-date';
import type { Problem } from '~/kernel/problem';
import { referenceNames } from '~/modules/catalog/queries/reference-names.server';
import { alsoMay } from '~/modules/identity/domain/access';
import { draftReorders } from '~/modules/orders/commands/draft-reorders.server';
import { placedLinks } from '~/modules/orders/domain/place-links';
import { reorderProposals } from '~/modules/orders/queries/reorder-proposals.server';
import { readReorderDraft, reorderSearch } from '~/modules/orders/reorder-forms';
import { ReorderPage } from '~/modules/orders/ui/reorder-page';
import { paths } from '~/paths';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['sourcing', 'orders'],
  crumb: () => ({ key: 'areas.reorders', to: paths.platform.reorders() }),
};
export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: loaded?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.orders:view');
  const { value: search } = parseSearch(args.request, reorderSearch);
  const today = dateInZone(systemClock.now(), access.user.timeZone);
  const found = await inPlatform(
    access,
    async (tx) => ({
      view: await reorderProposals(tx, search, today),
      categories: (await referenceNames(tx)).categories,
    }),
    { accessMode: 'read only' },
  );
  return {
    ...found,
    drafted: placedLinks(new URL(args.request.url).searchParams),
    mayPlace: alsoMay(access, 'platform.orders:place'),
    title: await pageTitle(args.request, access.user.locale, (t) => t('sourcing:reorders.title')),
  };
}

/** Makes drafts of the chosen SKUs' proposals. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.orders:place');
  const chosen = readReorderDraft(await readForm(args.request));
  if (!chosen.ok) return refusal(chosen.error);
  const now = systemClock.now();
  const when = { now, today: dateInZone(now, access.user.timeZone) };
  const drafted = await draftReorders(access, chosen.value, when);
  if (!drafted.ok) return refusal(drafted.error);
  const url = new URL(args.request.url);
  url.searchParams.delete('order');
  url.searchParams.delete('_data');
  for (const { factorySlug, number } of drafted.value) {
    url.searchParams.append('order', `${factorySlug} ${number}`);
  }
  throw redirect(`${paths.platform.reorders()}${url.search}`);
}

function refusal(problem: Problem) {
  return data({ problems: [problem] }, { status: problemStatus(problem.code) });
}

export default function Reorders() {
  const reply = useActionData<typeof action>();
  return <ReorderPage {...useLoaderData<typeof loader>()} problems={reply?.problems} />;
}
