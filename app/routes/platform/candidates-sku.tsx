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
import { newSkuOptions } from '~/modules/catalog/queries/new-sku-options.server';
import { candidateSkuForm } from '~/modules/orders/candidate-forms';
import { makeCandidateSku } from '~/modules/orders/commands/make-candidate-sku.server';
import { candidateDetail } from '~/modules/orders/queries/candidate-detail.server';
import { CandidateSkuEditor } from '~/modules/orders/ui/candidates/candidate-sku-editor';
import { useCandidateWords } from '~/modules/orders/ui/candidates/use-candidate-words';
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
    { key: 'candidates:sku.title', to: paths.platform.candidateSku(params.candidate!) },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.candidates:manage');
  const found = await inPlatform(
    access,
    async (tx) => {
      const detail = await candidateDetail(
        tx,
        args.params.candidate!,
        systemClock.now(),
        access.user.timeZone,
      );
      return detail && { detail, options: await newSkuOptions(tx, detail.candidate.categoryCode) };
    },
    { accessMode: 'read only' },
  );
  if (!found) throw new Response(null, { status: 404 });
  const { id, nameEn, nameZh, skuId } = found.detail.candidate;
  if (skuId) throw redirect(paths.platform.candidate(id));
  const title = await pageTitle(args.request, access.user.locale, (t) => t('candidates:sku.title'));
  return { title, candidate: { nameEn, nameZh }, ...found.options };
}

/** Makes the SKU with its first source. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.candidates:manage');
  const form = await parseForm(args.request, candidateSkuForm);
  if (!form.ok) return form.reply;
  const { code, grossG, lengthMm, widthMm, heightMm, hsCode, factory, ...terms } = form.value;
  const input = {
    code,
    grossG,
    lengthMm,
    widthMm,
    heightMm,
    hsCode,
    source: { factoryId: factory, ...terms },
  };
  const made = await inPlatform(access, (tx) =>
    makeCandidateSku(tx, access, args.params.candidate!, input, systemClock.now()),
  );
  if (!made.ok) return form.refuse(made.error);
  throw redirect(paths.platform.candidate(args.params.candidate!));
}

export default function CandidateSku() {
  const { candidate, suggestedCode, factories } = useLoaderData<typeof loader>();
  const { t } = useTranslation('candidates');
  const { name } = useCandidateWords();
  return (
    <>
      <PageHeader title={t('sku.title')} answer={t('sku.answer', { name: name(candidate) })} />
      <CandidateSkuEditor suggestedCode={suggestedCode} factories={factories} />
    </>
  );
}
