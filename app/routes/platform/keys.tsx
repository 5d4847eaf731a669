import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { FormReply } from '~/form/use-portal-form';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { createApiKey } from '~/modules/identity/commands/create-api-key.server';
import { createApiKeyForm } from '~/modules/identity/forms';
import { apiKeysPage } from '~/modules/identity/queries/api-keys-page.server';
import { ApiKeyCreated } from '~/modules/identity/ui/api-key-created';
import { ApiKeyForm } from '~/modules/identity/ui/api-key-form';
import { ApiKeysTable } from '~/modules/identity/ui/api-keys-table';
import { Notice } from '~/modules/identity/ui/notice';
import { paths } from '~/paths';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import { PageHeader } from '~/ui/page-header';
import type { PageHandle } from '~/ui/shell/breadcrumbs';

export const handle: PageHandle = {
  i18n: ['keys', 'identity'],
  crumb: () => ({ key: 'shell:areas.keys', to: paths.platform.keys() }),
};
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];
/** The answer to a form may hold a key: no cache keeps it. */
export const headers = () => ({ 'Cache-Control': 'no-store' });

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.keys:view');
  const t = await translatorFor(await localeOf(args.request, access.user.locale));
  return {
    title: `${t('keys:title')} · ${t('appName')}`,
    timeZone: access.user.timeZone,
    ...(await apiKeysPage(access, Date.now())),
  };
}

/** Makes a key, and answers with it in full this one time. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.keys:manage');
  const form = await parseForm(args.request, createApiKeyForm);
  if (!form.ok) return form.reply;
  const created = await createApiKey(access, form.value, Date.now());
  if (!created.ok) return form.refuse(created.error);
  const { name, key } = created.value;
  return data({ created: { name, key } }, { headers: { 'Cache-Control': 'no-store' } });
}

export default function ApiKeysRoute() {
  const { keys, active, mayManage, timeZone } = useLoaderData<typeof loader>();
  const answer = useActionData() as FormReply | { created: { name: string; key: string } } | undefined;
  const created = answer && 'created' in answer ? answer.created : undefined;
  const [search] = useSearchParams();
  const { t } = useTranslation('keys');
  const name = search.get('name')?.slice(0, 100) ?? '';
  return (
    <>
      <PageHeader
        title={t('title')}
        answer={active === 0 ? t('answerNone') : t('answer', { count: active })}
      />
      {created ? <ApiKeyCreated key={created.key} name={created.name} apiKey={created.key} /> : null}
      {!created && search.get('done') === 'revoked' ? <Notice>{t('done.revoked', { name })}</Notice> : null}
      {!created && search.get('done') === 'gone' ? <Notice kind="info">{t('done.gone')}</Notice> : null}
      <ApiKeysTable keys={keys} timeZone={timeZone} href={paths.platform.key} />
      {mayManage ? (
        <ApiKeyForm
          key={created?.key ?? 'form'}
          reply={created ? undefined : (answer as FormReply | undefined)}
        />
      ) : null}
    </>
  );
}
