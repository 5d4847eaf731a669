import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
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
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['changes', 'forecast'],
  crumb: () => [
    { key: 'areas.forecast', to: paths.platform.forecast() },
    { key: 'forecastTabs.changes', to: paths.platform.forecastChanges() },
  ],
};

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:view');
  const { value: search } = parseSearch(args.request, changesSearch);
  const view = await inPlatform(access, (tx) => changePage(tx, search), { accessMode: 'read only' });
  return {
    view,
    title: await pageTitle(args.request, access.user.locale, (t) => t('changes:page.title')),
  };
}

export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:view');
  const form = await parseForm(args.request, pairForm);
  if (!form.ok) return form.reply;
  const asked = await requestChanges(access, form.value);
  return asked.ok ? form.done() : form.refuse(asked.error);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function PlatformForecastChanges() {
  const { view } = useLoaderData<typeof loader>();
  return (
    <ChangesPage
      view={view}
      side="platform"
      skuHref={(sku, factory, since) =>
        `${withSearch(paths.platform.forecastSku(sku), { factory, since })}#changes`
      }
    />
  );
}
