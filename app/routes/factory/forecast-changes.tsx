import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData, useParams } from '@remix-run/react';
import { pageTitle } from '~/http/page-title.server';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { changesSearch, pairForm } from '~/modules/forecast/change-forms';
import { requestChanges } from '~/modules/forecast/commands/request-changes.server';
import { changePage } from '~/modules/forecast/queries/change-page.server';
import { ChangesPage } from '~/modules/forecast/ui/changes/changes-page';
import { paths, withSearch } from '~/paths';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inTenant } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['changes', 'forecast'],
  crumb: ({ params }) => [
    { key: 'areas.forecast', to: paths.factory.forecast(params.factory!) },
    { key: 'forecastTabs.changes', to: paths.factory.forecastChanges(params.factory!) },
  ],
};

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'forecast:view');
  const { value: search } = parseSearch(args.request, changesSearch);
  const view = await inTenant(access, (tx) => changePage(tx, search), { accessMode: 'read only' });
  return {
    view,
    title: await pageTitle(args.request, access.user.locale, (t) => t('changes:page.title')),
  };
}

export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'forecast:view');
  const form = await parseForm(args.request, pairForm);
  if (!form.ok) return form.reply;
  const asked = await requestChanges(access, form.value);
  return asked.ok ? form.done() : form.refuse(asked.error);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function FactoryForecastChanges() {
  const { view } = useLoaderData<typeof loader>();
  const factory = useParams().factory!;
  return (
    <ChangesPage
      view={view}
      side="factory"
      skuHref={(sku, _, since) => `${withSearch(paths.factory.forecastSku(factory, sku), { since })}#changes`}
    />
  );
}
