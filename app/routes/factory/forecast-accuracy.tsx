import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { pageTitle } from '~/http/page-title.server';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { scorecardSearch } from '~/modules/forecast/accuracy-forms';
import { scorecardPage } from '~/modules/forecast/queries/scorecard-page.server';
import { ScorecardPage } from '~/modules/forecast/ui/scorecard-page';
import { paths } from '~/paths';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inTenant } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: 'accuracy',
  crumb: ({ params }) => [
    { key: 'areas.forecast', to: paths.factory.forecast(params.factory!) },
    { key: 'areas.accuracy', to: paths.factory.accuracy(params.factory!) },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'forecast:view');
  const { value: search } = parseSearch(args.request, scorecardSearch);
  const { factoryId, slug } = access.scope;
  return {
    title: await pageTitle(args.request, access.user.locale, (t) => t('accuracy:scorecard.title')),
    view: await inTenant(access, (tx) => scorecardPage(tx, search, { by: 'sku', factoryId }), {
      accessMode: 'read only',
    }),
    slug,
  };
}

export default function FactoryAccuracy() {
  const { view, slug } = useLoaderData<typeof loader>();
  return (
    <ScorecardPage
      view={view}
      side="factory"
      factoryName={slug}
      rowHref={(sku) => paths.factory.forecastSku(slug, sku)}
      exportPath={paths.factory.accuracyExport(slug)}
    />
  );
}
