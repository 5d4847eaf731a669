import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireAccess } from '~/http/require-access.server';
import { revokeApiKey } from '~/modules/identity/commands/revoke-api-key.server';
import { alsoMay } from '~/modules/identity/domain/access';
import { apiKeyPage } from '~/modules/identity/queries/api-keys-page.server';
import { ApiKeyDetails } from '~/modules/identity/ui/api-key-page';
import { paths, withSearch } from '~/paths';
import type { PageHandle } from '~/ui/shell/breadcrumbs';

export const handle: PageHandle = {
  i18n: ['keys'],
  crumb: ({ data, params }) => [
    { key: 'areas.keys', to: paths.platform.keys() },
    {
      text: (data as { apiKey?: { name: string } } | undefined)?.apiKey?.name ?? '',
      to: paths.platform.key(params.key ?? ''),
    },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.apiKey.name }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.keys:view');
  const apiKey = await apiKeyPage(access, args.params.key ?? '', Date.now());
  if (!apiKey) throw redirect(withSearch(paths.platform.keys(), { done: 'gone' }));
  return { apiKey, mayManage: alsoMay(access, 'platform.keys:manage'), timeZone: access.user.timeZone };
}

/** Revokes the key. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.keys:manage');
  const revoked = await revokeApiKey(access, args.params.key ?? '', Date.now());
  const outcome = revoked.ok ? { done: 'revoked', name: revoked.value.name } : { done: 'gone' };
  throw redirect(withSearch(paths.platform.keys(), outcome));
}

export default function ApiKeyRoute() {
  const { apiKey, mayManage, timeZone } = useLoaderData<typeof loader>();
  return <ApiKeyDetails apiKey={apiKey} mayManage={mayManage} timeZone={timeZone} />;
}
