import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import type { FormReply } from '~/form/use-portal-form';
import { pageTitle } from '~/http/page-title.server';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { dateInZone } from '~/kernel/calendar-date';
import { capacityLeft } from '~/modules/capacity/queries/capacity-left.server';
import { alsoMay } from '~/modules/identity/domain/access';
import { changeConcentrationRule, openRiskNotice } from '~/modules/orders/commands/risk-notices.server';
import { riskNotices } from '~/modules/orders/queries/risk-notices.server';
import { riskPageForm, riskSearch } from '~/modules/orders/risk-forms';
import { RiskListPage } from '~/modules/orders/ui/risk-list-page';
import { paths, withSearch } from '~/paths';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['sourcing'],
  crumb: () => ({ key: 'areas.risks', to: paths.platform.risks() }),
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.risk:view');
  const { value: search } = parseSearch(args.request, riskSearch);
  return {
    view: await inPlatform(access, (tx) => riskNotices(tx, search), { accessMode: 'read only' }),
    today: dateInZone(systemClock.now(), access.user.timeZone),
    mayManage: alsoMay(access, 'platform.risk:manage'),
    title: await pageTitle(args.request, access.user.locale, (t) => t('sourcing:risks.title')),
  };
}

/** Opens a notice, or sets from which share on a category hangs on one factory too much. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.risk:manage');
  const form = await parseForm(args.request, riskPageForm);
  if (!form.ok) return form.reply;
  const now = systemClock.now();
  if (form.value.intent === 'rule') {
    const changed = await changeConcentrationRule(access, form.value, now);
    if (!changed.ok) return form.refuse(changed.error);
    throw redirect(paths.platform.risks());
  }
  const today = dateInZone(now, access.user.timeZone);
  const opened = await openRiskNotice(
    access,
    form.value,
    today,
    (tx) => (ids) => capacityLeft(tx, ids, today),
  );
  if (!opened.ok) return form.refuse(opened.error);
  throw redirect(withSearch(paths.platform.risk(opened.value.id), { done: 'opened' }));
}

export default function Risks() {
  const reply = useActionData<typeof action>() as FormReply | undefined;
  return <RiskListPage {...useLoaderData<typeof loader>()} reply={reply} />;
}
