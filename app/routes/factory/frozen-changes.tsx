import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { frozenReply, readFrozenForm, takeFrozenForm } from '~/http/frozen-change.server';
import { pageTitle } from '~/http/page-title.server';
import { readForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { dateInZone } from '~/kernel/calendar-date';
import { err } from '~/kernel/result';
import { frozenSearch } from '~/modules/forecast/commit-forms';
import { frozenChanges } from '~/modules/forecast/queries/frozen-changes.server';
import { FrozenChangesPage } from '~/modules/forecast/ui/commit/frozen-changes-page';
import { alsoMay } from '~/modules/identity/domain/access';
import { paths } from '~/paths';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inTenant } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['commit', 'forecast'],
  crumb: ({ params }) => [
    { key: 'areas.forecast', to: paths.factory.forecast(params.factory!) },
    { key: 'commit:changes.title', to: paths.factory.frozenChanges(params.factory!) },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: loaded?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'forecast:view');
  const { value: search } = parseSearch(args.request, frozenSearch);
  return {
    view: await inTenant(access, (tx) => frozenChanges(tx, search), { accessMode: 'read only' }),
    mayAnswer: alsoMay(access, 'forecast:commit'),
    timeZone: access.scope.timeZone,
    title: await pageTitle(args.request, access.user.locale, (t) => t('commit:changes.title')),
  };
}

/** Asks the platform for a change, answers what it asks for, or takes an own request back. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'forecast:commit');
  const form = readFrozenForm(await readForm(args.request));
  if (form.intent === 'wrong') return frozenReply(err(form.problem));
  const now = systemClock.now();
  const { factoryId, timeZone } = access.scope;
  const given = { factoryId, today: dateInZone(now, timeZone), now };
  return frozenReply(await inTenant(access, (tx) => takeFrozenForm(tx, access, form, given)));
}

export default function FactoryFrozenChanges() {
  const { view, mayAnswer, timeZone } = useLoaderData<typeof loader>();
  return <FrozenChangesPage view={view} mayAnswer={mayAnswer} timeZone={timeZone} />;
}
