import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useNavigation } from '@remix-run/react';
import { pageTitle } from '~/http/page-title.server';
import { readForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { problemStatus } from '~/http/respond';
import { dateInZone } from '~/kernel/calendar-date';
import type { Problem } from '~/kernel/problem';
import { referenceNames } from '~/modules/catalog/queries/reference-names.server';
import { pastLaunches } from '~/modules/inventory/queries/past-launches.server';
import { importCandidates } from '~/modules/orders/commands/import-candidates.server';
import { scoreCandidates } from '~/modules/orders/commands/score-candidates.server';
import { readCandidateTable } from '~/modules/orders/domain/candidate-import';
import { CandidateImportPage, type ImportAnswer } from '~/modules/orders/ui/candidates/candidate-import-page';
import { paths } from '~/paths';
import { systemClock } from '~/platform/system-clock.server';
import { readTableFile } from '~/platform/table-file.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['candidates'],
  crumb: () => [
    { key: 'shell:areas.candidates', to: paths.platform.candidates() },
    { key: 'candidates:import.title', to: paths.platform.candidatesImport() },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

/** Refused rows that one page tells of. */
const MOST_SHOWN = 200;

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.candidates:manage');
  return { title: await pageTitle(args.request, access.user.locale, (t) => t('candidates:import.title')) };
}

/** Takes a file or pasted cells; wrong rows are answered with their places, good ones are in. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.candidates:manage');
  const form = await readForm(args.request);
  const file = form.get('file');
  const text = form.get('pasted');
  const pasted = typeof text === 'string' ? text.slice(0, 1_000_000) : '';
  const refuse = (error: Problem) => data(answer({ error, pasted }), problemStatus(error.code));
  const bytes =
    file instanceof Blob && file.size > 0
      ? new Uint8Array(await file.arrayBuffer())
      : new TextEncoder().encode(pasted);
  const table = await readTableFile(bytes);
  if (!table.ok) return refuse(table.error);
  const now = systemClock.now();
  const today = dateInZone(now, access.user.timeZone);
  const taken = await inPlatform(access, async (tx) => {
    const names = await referenceNames(tx);
    const reading = readCandidateTable(table.value, {
      categories: new Set(names.categories.map(({ code }) => code)),
      markets: new Set(names.markets.map(({ code }) => code)),
      today,
    });
    if (!reading.ok) return reading;
    const { touched, ...summary } = await importCandidates(tx, access, reading.value.candidates, now);
    if (touched.length > 0) await scoreCandidates(tx, await pastLaunches(tx, today), today, touched);
    return {
      ok: true as const,
      value: { ...reading.value, summary: { ...summary, rows: reading.value.rows } },
    };
  });
  if (!taken.ok) return refuse(taken.error);
  const { problems, summary } = taken.value;
  return data(answer({ summary, problems: problems.slice(0, MOST_SHOWN), refused: problems.length }), 200);
}

function answer(parts: Partial<ImportAnswer>): ImportAnswer {
  return { error: null, summary: null, problems: [], refused: 0, pasted: '', ...parts };
}

export default function ImportCandidates() {
  const reply = useActionData<typeof action>();
  const navigation = useNavigation();
  return <CandidateImportPage answer={reply ?? null} busy={navigation.state === 'submitting'} />;
}
