import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData, useParams, useSearchParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { pageTitle } from '~/http/page-title.server';
import { readForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { problemStatus } from '~/http/respond';
import { parseSearch } from '~/http/search-params';
import { type Problem, problem } from '~/kernel/problem';
import { saveCommits } from '~/modules/forecast/commands/save-commits.server';
import { commitSearch, readSavedCommits } from '~/modules/forecast/commit-forms';
import { commitGrid } from '~/modules/forecast/queries/commit-grid.server';
import { CommitPage } from '~/modules/forecast/ui/commit/commit-page';
import type { SaveReply } from '~/modules/forecast/ui/commit/use-commit-store';
import { ForecastTabs } from '~/modules/forecast/ui/forecast-tabs';
import { useLiveForecast } from '~/modules/forecast/ui/use-live-forecast';
import { alsoMay } from '~/modules/identity/domain/access';
import { paths } from '~/paths';
import { systemClock } from '~/platform/system-clock.server';
import { EmptyState } from '~/ui/empty-state';
import { PageHeader } from '~/ui/page-header';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inTenant } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['commit', 'forecast'],
  crumb: ({ params }) => [
    { key: 'areas.forecast', to: paths.factory.forecast(params.factory!) },
    { key: 'commit:title', to: paths.factory.forecastCommit(params.factory!) },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: loaded?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'forecast:view');
  const { value: search } = parseSearch(args.request, commitSearch);
  return {
    view: await inTenant(access, (tx) => commitGrid(tx, search), { accessMode: 'read only' }),
    mayCommit: alsoMay(access, 'forecast:commit'),
    draftKey: `portal.commit.${access.scope.factoryId}.${access.user.id}`,
    timeZone: access.scope.timeZone,
    title: await pageTitle(args.request, access.user.locale, (t) => t('commit:title')),
  };
}

/** Saves answers: the good ones are written, the others come back with what stands against them. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'forecast:commit');
  const given = readSavedCommits((await readForm(args.request)).get('cells'));
  if (!given.ok) return refusal(given.error);
  const saved = await inTenant(access, (tx) => saveCommits(tx, access, given.value, systemClock.now()));
  if (!saved.ok) return refusal(saved.error);
  return data<SaveReply>({ problem: null, ...saved.value }, 200);
}

function refusal(found: Problem = problem('commit_body_unreadable')) {
  return data<SaveReply>(
    { problem: found, saved: [], written: 0, refused: [], conflicts: [] },
    problemStatus(found.code),
  );
}

export default function FactoryForecastCommit() {
  const { view, mayCommit, draftKey, timeZone } = useLoaderData<typeof loader>();
  const factory = useParams().factory!;
  const [search] = useSearchParams();
  const { t } = useTranslation('commit');
  useLiveForecast(paths.factory.forecastEvents(factory), view?.version.id ?? null);
  if (!view) {
    return (
      <>
        <ForecastTabs side="factory" />
        <PageHeader title={t('title')} />
        <EmptyState title={t('none.title')} text={t('none.text')} />
      </>
    );
  }
  return (
    <CommitPage
      view={view}
      mayCommit={mayCommit}
      draftKey={draftKey}
      timeZone={timeZone}
      search={search}
      skuHref={(code) => paths.factory.forecastSku(factory, code)}
      paths={{
        history: paths.factory.commitHistory(factory),
        changes: paths.factory.frozenChanges(factory),
        importPage: paths.factory.commitImport(factory),
        exportFile: paths.factory.commitExport(factory),
      }}
    />
  );
}
