import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData, useParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { pageTitle } from '~/http/page-title.server';
import { requireAccess } from '~/http/require-access.server';
import { dateInZone } from '~/kernel/calendar-date';
import { referenceNames } from '~/modules/catalog/queries/reference-names.server';
import { ownDocuments } from '~/modules/orders/queries/own-documents.server';
import { DocumentList } from '~/modules/orders/ui/document-list';
import { paths } from '~/paths';
import { systemClock } from '~/platform/system-clock.server';
import { PageHeader } from '~/ui/page-header';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inTenant } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['sourcing'],
  crumb: ({ params }) => [
    { key: 'areas.orders', to: paths.factory.orders(params.factory!) },
    { key: 'sourcing:documents.title', to: paths.factory.documents(params.factory!) },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'orders:view');
  const [documents, { categories }] = await inTenant(
    access,
    async (tx) => [await ownDocuments(tx), await referenceNames(tx)] as const,
    { accessMode: 'read only' },
  );
  return {
    documents,
    categories,
    today: dateInZone(systemClock.now(), access.scope.timeZone),
    title: await pageTitle(args.request, access.user.locale, (t) => t('sourcing:documents.title')),
  };
}

export default function FactoryDocuments() {
  const { documents, categories, today } = useLoaderData<typeof loader>();
  const factory = useParams().factory!;
  const { t } = useTranslation('sourcing');
  const valid = documents.filter(
    ({ isRevoked, validTo }) => !isRevoked && (validTo === null || validTo >= today),
  );
  return (
    <>
      <PageHeader title={t('documents.title')} answer={t('documents.answer', { count: valid.length })} />
      <DocumentList
        documents={documents}
        categories={categories}
        today={today}
        fileHref={(file) => paths.factory.file(factory, file)}
      />
    </>
  );
}
