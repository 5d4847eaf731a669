import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { pageTitle } from '~/http/page-title.server';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { dateInZone } from '~/kernel/calendar-date';
import { referenceNames } from '~/modules/catalog/queries/reference-names.server';
import { pastLaunches } from '~/modules/inventory/queries/past-launches.server';
import { candidateForm } from '~/modules/orders/candidate-forms';
import { createCandidate } from '~/modules/orders/commands/save-candidate.server';
import { scoreCandidates } from '~/modules/orders/commands/score-candidates.server';
import { CANDIDATE_CURRENCIES } from '~/modules/orders/domain/launch-facts';
import { CandidateEditor } from '~/modules/orders/ui/candidates/candidate-editor';
import { paths } from '~/paths';
import { systemClock } from '~/platform/system-clock.server';
import { PageHeader } from '~/ui/page-header';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['candidates'],
  crumb: () => [
    { key: 'shell:areas.candidates', to: paths.platform.candidates() },
    { key: 'candidates:new.title', to: paths.platform.candidateNew() },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.candidates:manage');
  const names = await inPlatform(access, (tx) => referenceNames(tx), { accessMode: 'read only' });
  return {
    title: await pageTitle(args.request, access.user.locale, (t) => t('candidates:new.title')),
    ...names,
  };
}

/** Enters an idea and scores it. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.candidates:manage');
  const form = await parseForm(args.request, candidateForm);
  if (!form.ok) return form.reply;
  const now = systemClock.now();
  const made = await inPlatform(access, async (tx) => {
    const created = await createCandidate(tx, access, form.value, now);
    const today = dateInZone(now, access.user.timeZone);
    if (created.ok) await scoreCandidates(tx, await pastLaunches(tx, today), today, [created.value.id]);
    return created;
  });
  if (!made.ok) return form.refuse(made.error);
  throw redirect(paths.platform.candidate(made.value.id));
}

export default function NewCandidate() {
  const { categories, markets } = useLoaderData<typeof loader>();
  const { t } = useTranslation('candidates');
  return (
    <>
      <PageHeader title={t('new.title')} answer={t('new.answer')} />
      <CandidateEditor categories={categories} markets={markets} currencies={CANDIDATE_CURRENCIES} />
    </>
  );
}
