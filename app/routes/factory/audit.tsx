import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { pageTitle } from '~/http/page-title.server';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { auditSearch, isAuditFiltered } from '~/modules/identity/forms';
import { auditPage } from '~/modules/identity/queries/audit-page.server';
import { AuditLog } from '~/modules/identity/ui/audit-log';
import { usePlaceName } from '~/modules/identity/ui/use-place-name';
import { paths } from '~/paths';
import { PageHeader } from '~/ui/page-header';
import type { PageHandle } from '~/ui/shell/breadcrumbs';

export const handle: PageHandle = {
  i18n: ['identity'],
  crumb: ({ params }) => ({ key: 'shell:areas.audit', to: paths.factory.audit(params.factory ?? '') }),
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'audit:view');
  const { value: search } = parseSearch(args.request, auditSearch);
  const { slug, nameEn, nameZh } = access.scope;
  return {
    title: await pageTitle(args.request, access.user.locale, (t) => t('audit.title')),
    factory: { slug, nameEn, nameZh },
    timeZone: access.user.timeZone,
    filtered: isAuditFiltered(search),
    paged: search.after !== undefined,
    ...(await auditPage(access, { search })),
  };
}

export default function AuditPage() {
  const { factory, ...log } = useLoaderData<typeof loader>();
  const { t } = useTranslation('identity');
  const place = usePlaceName()(factory);
  return (
    <>
      <PageHeader title={t('audit.title')} answer={t('audit.answer', { place })} />
      <AuditLog {...log} exportPath={paths.factory.auditExport(factory.slug)} />
    </>
  );
}
