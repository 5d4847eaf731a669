import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import type { FormReply } from '~/form/use-portal-form';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { readUploadForm } from '~/http/upload-form.server';
import { addDays, dateInZone } from '~/kernel/calendar-date';
import { capacityLeft } from '~/modules/capacity/queries/capacity-left.server';
import { referenceNames } from '~/modules/catalog/queries/reference-names.server';
import { alsoMay } from '~/modules/identity/domain/access';
import {
  attachCertificate,
  recordDocument,
  revokeComplianceDocument,
} from '~/modules/orders/commands/compliance-documents.server';
import { changeFactoryStatus } from '~/modules/orders/commands/pool-factory-status.server';
import { factoryForm } from '~/modules/orders/pool-forms';
import { poolFactory } from '~/modules/orders/queries/pool-factories.server';
import { PoolFactoryPage } from '~/modules/orders/ui/pool-factory-page';
import { paths, withSearch } from '~/paths';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
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
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

/** Days ahead at which the capacity that is left is named. */
const CAPACITY_DAYS = 56;

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.factories:view');
  const today = dateInZone(systemClock.now(), access.user.timeZone);
  const params = new URL(args.request.url).searchParams;
  const found = await inPlatform(
    access,
    async (tx) => {
      const view = await poolFactory(tx, args.params.factory ?? '', params.get('after') ?? undefined, today);
      if (!view) return null;
      const ahead = (await capacityLeft(tx, [view.factory.id], today)).get(view.factory.id);
      const { categories } = await referenceNames(tx);
      return { view, categories, ahead };
    },
    { accessMode: 'read only' },
  );
  if (!found) throw new Response(null, { status: 404, statusText: 'Not Found' });
  const { view, categories, ahead } = found;
  const locale = await localeOf(args.request, access.user.locale);
  const t = await translatorFor(locale);
  const name = locale === 'zh' ? view.factory.nameZh : view.factory.nameEn;
  return {
    view,
    categories,
    capacity: {
      isKnown: ahead?.isKnown ?? false,
      loadBp: ahead?.loadBp ?? null,
      calendarEndsOn: ahead?.calendarEndsOn ?? null,
      left: ahead?.leftBy(addDays(today, CAPACITY_DAYS)) ?? null,
    },
    today,
    name,
    done: params.get('done'),
    mayManage: alsoMay(access, 'platform.factories:manage'),
    title: `${name} · ${t('appName')}`,
  };
}

/** Moves the factory in the pool, or records or revokes one of its documents, or adds the file of one. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.factories:manage');
  const slug = args.params.factory ?? '';
  const sent = await readUploadForm(args.request);
  const form = await parseForm(sent.request, factoryForm);
  if (!form.ok) return form.reply;
  if (sent.problem) return form.refuse(sent.problem);
  const input = form.value;
  const result =
    input.intent === 'status'
      ? await changeFactoryStatus(access, { slug, status: input.status, reason: input.reason })
      : input.intent === 'document'
        ? await recordDocument(access, slug, input, sent.file)
        : input.intent === 'attach'
          ? await attachCertificate(access, slug, input.documentId, sent.file)
          : await revokeComplianceDocument(access, slug, input.documentId);
  if (!result.ok) return form.refuse(result.error);
  throw redirect(withSearch(paths.platform.poolFactory(slug), { done: input.intent }));
}

export default function Factory() {
  const reply = useActionData<typeof action>() as FormReply | undefined;
  return <PoolFactoryPage {...useLoaderData<typeof loader>()} reply={reply} />;
}
