import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { pageTitle } from '~/http/page-title.server';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { auditSearch, isAuditFiltered } from '~/modules/identity/forms';
import { platformAuditPage } from '~/modules/identity/queries/audit-page.server';
import { AuditLog } from '~/modules/identity/ui/audit-log';
import { paths } from '~/paths';
import { PageHeader } from '~/ui/page-header';
import type { PageHandle } from '~/ui/shell/breadcrumbs';

export const handle: PageHandle = {
  i18n: ['identity'],
  crumb: () => ({ key: 'shell:areas.audit', to: paths.platform.audit() }),
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.audit:view');
  const { value: search } = parseSearch(args.request, auditSearch);
  return {
    title: await pageTitle(args.request, access.user.locale, (t) => t('audit.title')),
    timeZone: access.user.timeZone,
    filtered: isAuditFiltered(search),
    paged: search.after !== undefined,
    ...(await platformAuditPage(access, { search })),
  };
}

export default function PlatformAuditPage() {
  const log = useLoaderData<typeof loader>();
  const { t } = useTranslation('identity');
  return (
    <>
      <PageHeader title={t('audit.title')} answer={t('audit.answerPlatform')} />
      <AuditLog {...log} exportPath={paths.platform.auditExport()} />
    </>
  );
}
