import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { pageTitle } from '~/http/page-title.server';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { accuracySearch } from '~/modules/forecast/accuracy-forms';
import { accuracyPage } from '~/modules/forecast/queries/accuracy-page.server';
import { AccuracyPage } from '~/modules/forecast/ui/accuracy-page';
import { paths } from '~/paths';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: 'accuracy',
  crumb: () => [
    { key: 'areas.forecast', to: paths.platform.forecast() },
    { key: 'areas.accuracy', to: paths.platform.accuracy() },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:view');
  const { value: search } = parseSearch(args.request, accuracySearch);
  return {
    title: await pageTitle(args.request, access.user.locale, (t) => t('accuracy:title')),
    view: await inPlatform(access, (tx) => accuracyPage(tx, search), { accessMode: 'read only' }),
  };
}

export default function PlatformAccuracy() {
  const { view } = useLoaderData<typeof loader>();
  return (
    <AccuracyPage
      view={view}
      skuHref={paths.platform.forecastSku}
      exportPath={paths.platform.accuracyExport()}
    />
  );
}
