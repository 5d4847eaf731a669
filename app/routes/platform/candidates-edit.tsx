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
import { currencyCode } from '~/kernel/currency';
import { toDecimalString } from '~/kernel/money';
import { pastLaunches } from '~/modules/inventory/queries/past-launches.server';
import { candidateForm } from '~/modules/orders/candidate-forms';
import { changeCandidate } from '~/modules/orders/commands/save-candidate.server';
import { scoreCandidates } from '~/modules/orders/commands/score-candidates.server';
import { CANDIDATE_CURRENCIES } from '~/modules/orders/domain/launch-facts';
import { candidateDetail } from '~/modules/orders/queries/candidate-detail.server';
import { CandidateEditor } from '~/modules/orders/ui/candidates/candidate-editor';
import { paths } from '~/paths';
import { systemClock } from '~/platform/system-clock.server';
import { PageHeader } from '~/ui/page-header';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['candidates'],
  crumb: ({ params, data }) => [
    { key: 'shell:areas.candidates', to: paths.platform.candidates() },
    {
      text: (data as { candidate?: { nameEn: string } } | undefined)?.candidate?.nameEn ?? params.candidate!,
      to: paths.platform.candidate(params.candidate!),
    },
    { key: 'candidates:edit.title', to: paths.platform.candidateEdit(params.candidate!) },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.candidates:manage');
  const detail = await inPlatform(
    access,
    (tx) => candidateDetail(tx, args.params.candidate!, systemClock.now(), access.user.timeZone),
    { accessMode: 'read only' },
  );
  if (!detail) throw new Response(null, { status: 404 });
  const { candidate, categories, markets } = detail;
  const text = (minor: string | null) =>
    minor === null || candidate.currency === null
      ? ''
      : toDecimalString({ minor: BigInt(minor), currency: currencyCode(candidate.currency) });
  return {
    title: await pageTitle(args.request, access.user.locale, (t) => t('candidates:edit.title')),
    candidate: {
      ...candidate,
      expectedPrice: text(candidate.expectedPriceMinor),
      expectedCost: text(candidate.expectedCostMinor),
    },
    categories,
    markets,
  };
}

/** Saves what is known of a candidate and scores it anew. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.candidates:manage');
  const form = await parseForm(args.request, candidateForm);
  if (!form.ok) return form.reply;
  const now = systemClock.now();
  const saved = await inPlatform(access, async (tx) => {
    const changed = await changeCandidate(tx, access, args.params.candidate!, form.value, now);
    const today = dateInZone(now, access.user.timeZone);
    if (changed.ok) await scoreCandidates(tx, await pastLaunches(tx, today), today, [changed.value.id]);
    return changed;
  });
  if (!saved.ok) return form.refuse(saved.error);
  throw redirect(paths.platform.candidate(saved.value.id));
}

export default function EditCandidate() {
  const { candidate, categories, markets } = useLoaderData<typeof loader>();
  const { t } = useTranslation('candidates');
  return (
    <>
      <PageHeader title={t('edit.title')} answer={t('edit.answer')} />
      <CandidateEditor
        candidate={candidate}
        categories={categories}
        markets={markets}
        currencies={CANDIDATE_CURRENCIES}
      />
    </>
  );
}
