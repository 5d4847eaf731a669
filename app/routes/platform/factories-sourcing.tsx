import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { pageTitle } from '~/http/page-title.server';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { saveSource } from '~/modules/catalog/commands/save-source.server';
import { sourceTerms } from '~/modules/catalog/queries/source-terms.server';
import { sourcingForm } from '~/modules/catalog/sourcing-form';
import { sourcingSearch } from '~/modules/orders/pool-forms';
import { poolFactoryHead } from '~/modules/orders/queries/pool-factories.server';
import { SourcingPage } from '~/modules/orders/ui/sourcing-page';
import { paths, withSearch } from '~/paths';
import { localeOf } from '~/platform/i18n/i18n.server';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['sourcing'],
  crumb: ({ data, params }) => [
    { key: 'areas.factories', to: paths.platform.pool() },
    {
      text: (data as { name?: string } | undefined)?.name ?? params.factory!,
      to: paths.platform.poolFactory(params.factory!),
    },
    { key: 'sourcing:terms.crumb', to: paths.platform.sourcing(params.factory!) },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

const notFound = () => new Response(null, { status: 404, statusText: 'Not Found' });

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.factories:manage');
  const { value: search } = parseSearch(args.request, sourcingSearch);
  const code = search.sku.toUpperCase();
  const found = await inPlatform(
    access,
    async (tx) => {
      const factory = await poolFactoryHead(tx, args.params.factory ?? '');
      if (!factory) return null;
      return { factory, view: code === '' ? null : await sourceTerms(tx, factory.id, code) };
    },
    { accessMode: 'read only' },
  );
  if (!found) throw notFound();
  const { slug, nameEn, nameZh, currency } = found.factory;
  const locale = await localeOf(args.request, access.user.locale);
  return {
    factory: { slug, nameEn, nameZh, currency },
    view: found.view,
    code,
    name: locale === 'zh' ? nameZh : nameEn,
    title: await pageTitle(args.request, access.user.locale, (t) => t('sourcing:terms.crumb')),
  };
}

/** Approves the factory for a SKU, or changes its terms. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.factories:manage');
  const form = await parseForm(args.request, sourcingForm);
  const slug = args.params.factory ?? '';
  const saved = await inPlatform(access, async (tx) => {
    const factory = await poolFactoryHead(tx, slug);
    if (!factory) throw notFound();
    return form.ok ? saveSource(tx, access, factory.id, form.value, systemClock.now()) : null;
  });
  if (!form.ok) return form.reply;
  if (saved && !saved.ok) return form.refuse(saved.error);
  throw redirect(withSearch(paths.platform.poolFactory(slug), { done: 'source' }));
}

export default function FactorySourcing() {
  const { factory, view, code } = useLoaderData<typeof loader>();
  return <SourcingPage factory={factory} view={view} code={code} />;
}
