import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useNavigation, useParams } from '@remix-run/react';
import { pageTitle } from '~/http/page-title.server';
import { readForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { problemStatus } from '~/http/respond';
import type { Problem } from '~/kernel/problem';
import { importCommits } from '~/modules/forecast/commands/import-commits.server';
import { returnedFile } from '~/modules/forecast/queries/commit-returned.server';
import { inColumnNames, sheetWords } from '~/modules/forecast/queries/commit-words.server';
import { type CommitImportAnswer, CommitImportPage } from '~/modules/forecast/ui/commit/import-page';
import { paths } from '~/paths';
import { i18nFor, localeOf } from '~/platform/i18n/i18n.server';
import { systemClock } from '~/platform/system-clock.server';
import { readTableFile } from '~/platform/table-file.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inTenant } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['commit', 'forecast'],
  crumb: ({ params }) => [
    { key: 'areas.forecast', to: paths.factory.forecast(params.factory!) },
    { key: 'commit:title', to: paths.factory.forecastCommit(params.factory!) },
    { key: 'commit:import.title', to: paths.factory.commitImport(params.factory!) },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: loaded?.title }];

/** Returned rows that one page tells of; the file has them all. */
const MOST_SHOWN = 200;

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'forecast:commit');
  return { title: await pageTitle(args.request, access.user.locale, (t) => t('commit:import.title')) };
}

/** Takes a file: good rows are written, the others come back with their reasons, on the page and as a file. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'forecast:commit');
  const file = (await readForm(args.request)).get('file');
  const locale = await localeOf(args.request, access.user.locale);
  const i18n = await i18nFor(locale);
  const t = i18n.getFixedT(locale, 'commit');
  const refuse = (error: Problem) =>
    data<CommitImportAnswer>({ error: inColumnNames(error, t), done: null }, problemStatus(error.code));
  const bytes = file instanceof Blob ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
  const table = await readTableFile(bytes);
  if (!table.ok) return refuse(table.error);
  const taken = await inTenant(access, (tx) =>
    importCommits(tx, access, table.value, sheetWords(), systemClock.now()),
  );
  if (!taken.ok) return refuse(taken.error);
  const { returned, ...counts } = taken.value;
  const problems = i18n.getFixedT(locale, 'problems');
  const back = returned.length > 0 ? await returnedFile(taken.value, t, problems, locale) : null;
  return data<CommitImportAnswer>(
    {
      error: null,
      done: { ...counts, refused: returned.length, rows: returned.slice(0, MOST_SHOWN), file: back },
    },
    200,
  );
}

export default function FactoryForecastCommitImport() {
  const answer = useActionData<typeof action>();
  const factory = useParams().factory!;
  const navigation = useNavigation();
  return (
    <CommitImportPage
      answer={answer ?? null}
      busy={navigation.state === 'submitting'}
      gridPath={paths.factory.forecastCommit(factory)}
      exportPath={paths.factory.commitExport(factory)}
    />
  );
}
