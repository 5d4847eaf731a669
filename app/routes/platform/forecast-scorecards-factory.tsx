import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { pageTitle } from '~/http/page-title.server';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { scorecardSearch } from '~/modules/forecast/accuracy-forms';
import { scorecardPage } from '~/modules/forecast/queries/scorecard-page.server';
import { ScorecardPage } from '~/modules/forecast/ui/scorecard-page';
import { factoryBySlug } from '~/modules/identity/queries/factory-by-slug.server';
import { paths, withSearch } from '~/paths';
import { localeOf } from '~/platform/i18n/i18n.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: 'accuracy',
  crumb: ({ data, params }) => [
    { key: 'areas.forecast', to: paths.platform.forecast() },
    { key: 'forecastTabs.scorecards', to: paths.platform.scorecards() },
    {
      text: (data as { name?: string } | undefined)?.name ?? params.factory!,
      to: paths.platform.scorecard(params.factory!),
    },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:view');
  const { value: search } = parseSearch(args.request, scorecardSearch);
  const found = await inPlatform(
    access,
    async (tx) => {
      const factory = await factoryBySlug(tx, args.params.factory ?? '');
      if (!factory) return null;
      return { factory, view: await scorecardPage(tx, search, { by: 'sku', factoryId: factory.id }) };
    },
    { accessMode: 'read only' },
  );
  if (!found) throw new Response(null, { status: 404, statusText: 'Not Found' });
  const isZh = (await localeOf(args.request, access.user.locale)) === 'zh';
  const { slug } = found.factory;
  const name = isZh ? found.factory.nameZh : found.factory.nameEn;
  return {
    title: await pageTitle(args.request, access.user.locale, (t) =>
      t('accuracy:scorecard.titleOf', { factory: name }),
    ),
    view: found.view,
    name,
    slug,
  };
}

export default function PlatformScorecard() {
  const { view, name, slug } = useLoaderData<typeof loader>();
  return (
    <ScorecardPage
      view={view}
      side="platform"
      factoryName={name}
      rowHref={(sku) => withSearch(paths.platform.forecastSku(sku), { factory: slug })}
      exportPath={paths.platform.scorecardExport(slug)}
    />
  );
}
