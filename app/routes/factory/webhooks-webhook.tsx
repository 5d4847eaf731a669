import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useLoaderData, useSearchParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { changeWebhook } from '~/modules/forecast/commands/webhook-endpoints.server';
import { webhookPage } from '~/modules/forecast/queries/webhooks-page.server';
import { WebhookPage } from '~/modules/forecast/ui/feeds/webhook-page';
import { deliveriesSearch, webhookActionForm } from '~/modules/forecast/webhook-forms';
import { alsoMay } from '~/modules/identity/domain/access';
import { Notice } from '~/modules/identity/ui/notice';
import { paths, withSearch } from '~/paths';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';

export const handle: PageHandle = {
  i18n: 'feeds',
  crumb: ({ data, params }) => [
    { key: 'areas.settings', to: paths.factory.webhooks(params.factory!) },
    {
      text: (data as { title?: string } | undefined)?.title ?? '',
      to: paths.factory.webhook(params.factory!, params.endpoint!),
    },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'settings:view');
  const { value: search } = parseSearch(args.request, deliveriesSearch);
  const page = await webhookPage(access, args.params.endpoint ?? '', search.after);
  if (!page) throw redirect(paths.factory.webhooks(access.scope.slug));
  return {
    ...page,
    title: new URL(page.endpoint.url).host,
    mayManage: alsoMay(access, 'settings:manage'),
    timeZone: access.user.timeZone,
  };
}

/** Pauses, resumes, tests or removes the address, or sends a delivery again. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'settings:manage');
  const form = await parseForm(args.request, webhookActionForm);
  if (!form.ok) return form.reply;
  const id = args.params.endpoint ?? '';
  const { slug } = access.scope;
  const changed = await changeWebhook(access, id, form.value, systemClock.now());
  if (!changed.ok && changed.error.code !== 'webhook_unknown') return form.refuse(changed.error);
  if (!changed.ok) throw redirect(paths.factory.webhooks(slug));
  const done = changed.value;
  throw redirect(
    done === 'remove'
      ? withSearch(paths.factory.webhooks(slug), { done: 'removed' })
      : withSearch(paths.factory.webhook(slug, id), { done }),
  );
}

const DONE = ['pause', 'resume', 'test', 'resend'] as const;

export default function FactoryWebhook() {
  const page = useLoaderData<typeof loader>();
  const { t } = useTranslation('feeds');
  const [search] = useSearchParams();
  const done = DONE.find((one) => one === search.get('done'));
  return (
    <>
      {done ? <Notice>{t(`webhooks.done.${done}`)}</Notice> : null}
      <WebhookPage {...page} />
    </>
  );
}
