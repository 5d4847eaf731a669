import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { FormReply } from '~/form/use-portal-form';
import { pageTitle } from '~/http/page-title.server';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { createWebhook } from '~/modules/forecast/commands/webhook-endpoints.server';
import { webhooksPage } from '~/modules/forecast/queries/webhooks-page.server';
import { WebhooksPage } from '~/modules/forecast/ui/feeds/webhooks-page';
import { createWebhookForm } from '~/modules/forecast/webhook-forms';
import { alsoMay } from '~/modules/identity/domain/access';
import { Notice } from '~/modules/identity/ui/notice';
import { paths } from '~/paths';
import type { PageHandle } from '~/ui/shell/breadcrumbs';

export const handle: PageHandle = {
  i18n: 'feeds',
  crumb: ({ params }) => ({ key: 'areas.settings', to: paths.factory.webhooks(params.factory!) }),
};
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];
/** The answer to a form may hold a secret: no cache keeps it. */
export const headers = () => ({ 'Cache-Control': 'no-store' });

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'settings:view');
  return {
    title: await pageTitle(args.request, access.user.locale, (t) => t('feeds:webhooks.title')),
    endpoints: await webhooksPage(access),
    factory: access.scope.slug,
    mayManage: alsoMay(access, 'settings:manage'),
    timeZone: access.user.timeZone,
  };
}

/** Adds an address, and answers with its secret this one time. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'settings:manage');
  const form = await parseForm(args.request, createWebhookForm);
  if (!form.ok) return form.reply;
  const created = await createWebhook(access, form.value);
  if (!created.ok) return form.refuse(created.error);
  return data({ made: created.value }, { headers: { 'Cache-Control': 'no-store' } });
}

export default function FactoryWebhooks() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData() as FormReply | { made: { url: string; secret: string } } | undefined;
  const { t } = useTranslation('feeds');
  const [search] = useSearchParams();
  const made = answer && 'made' in answer ? answer.made : undefined;
  return (
    <>
      {!made && search.get('done') === 'removed' ? <Notice>{t('webhooks.done.remove')}</Notice> : null}
      <WebhooksPage {...page} made={made} reply={made ? undefined : (answer as FormReply | undefined)} />
    </>
  );
}
