import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { pageTitle } from '~/http/page-title.server';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { shortfallSearch } from '~/modules/forecast/commit-forms';
import { shortfalls } from '~/modules/forecast/queries/shortfalls.server';
import { ShortfallsPage } from '~/modules/forecast/ui/commit/shortfalls-page';
import { paths } from '~/paths';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['commit', 'forecast'],
  crumb: () => [
    { key: 'areas.forecast', to: paths.platform.forecast() },
    { key: 'commit:shortfalls.title', to: paths.platform.shortfalls() },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:view');
  const { value: search } = parseSearch(args.request, shortfallSearch);
  return {
    view: await inPlatform(access, (tx) => shortfalls(tx, search), { accessMode: 'read only' }),
    title: await pageTitle(args.request, access.user.locale, (t) => t('commit:shortfalls.title')),
  };
}

export default function PlatformShortfalls() {
  const { view } = useLoaderData<typeof loader>();
  return <ShortfallsPage view={view} />;
}
