import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { frozenReply, readFrozenForm, takeFrozenForm } from '~/http/frozen-change.server';
import { pageTitle } from '~/http/page-title.server';
import { readForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { dateInZone } from '~/kernel/calendar-date';
import { problem } from '~/kernel/problem';
import { err } from '~/kernel/result';
import { frozenSearch } from '~/modules/forecast/commit-forms';
import { frozenChanges } from '~/modules/forecast/queries/frozen-changes.server';
import { FrozenChangesPage } from '~/modules/forecast/ui/commit/frozen-changes-page';
import { alsoMay } from '~/modules/identity/domain/access';
import { factoryBySlug } from '~/modules/identity/queries/factory-by-slug.server';
import { paths } from '~/paths';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['commit', 'forecast'],
  crumb: () => [
    { key: 'areas.forecast', to: paths.platform.forecast() },
    { key: 'commit:changes.title', to: paths.platform.frozenChanges() },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: loaded?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:view');
  const { value: search } = parseSearch(args.request, frozenSearch);
  return {
    view: await inPlatform(access, (tx) => frozenChanges(tx, search), { accessMode: 'read only' }),
    mayAnswer: alsoMay(access, 'platform.forecast:agree'),
    timeZone: access.user.timeZone,
    title: await pageTitle(args.request, access.user.locale, (t) => t('commit:changes.title')),
  };
}

/** Asks a factory (field `factory`) for a change, answers what one asks for, or takes an own request back. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:agree');
  const body = await readForm(args.request);
  const form = readFrozenForm(body);
  if (form.intent === 'wrong') return frozenReply(err(form.problem));
  const now = systemClock.now();
  const today = dateInZone(now, access.user.timeZone);
  const result = await inPlatform(access, async (tx) => {
    const slug = String(body.get('factory') ?? '').slice(0, 80);
    const factory = form.intent === 'ask' ? await factoryBySlug(tx, slug) : null;
    if (form.intent === 'ask' && !factory) return err(problem('factory_unknown'));
    return takeFrozenForm(tx, access, form, { factoryId: factory?.id ?? '', today, now });
  });
  return frozenReply(result);
}

export default function PlatformFrozenChanges() {
  const { view, mayAnswer, timeZone } = useLoaderData<typeof loader>();
  return <FrozenChangesPage view={view} mayAnswer={mayAnswer} timeZone={timeZone} />;
}
