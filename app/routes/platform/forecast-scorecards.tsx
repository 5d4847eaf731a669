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
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: 'accuracy',
  crumb: () => [
    { key: 'areas.forecast', to: paths.platform.forecast() },
    { key: 'forecastTabs.scorecards', to: paths.platform.scorecards() },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:view');
  const { value: search } = parseSearch(args.request, scorecardSearch);
  return {
    title: await pageTitle(args.request, access.user.locale, (t) => t('accuracy:scorecard.listTitle')),
    view: await inPlatform(access, (tx) => scorecardPage(tx, search, { by: 'factory' }), {
      accessMode: 'read only',
    }),
  };
}

export default function PlatformScorecards() {
  const { view } = useLoaderData<typeof loader>();
  return (
    <ScorecardPage
      view={view}
      side="platform"
      factoryName={null}
      rowHref={paths.platform.scorecard}
      exportPath={paths.platform.scorecardsExport()}
    />
  );
}
