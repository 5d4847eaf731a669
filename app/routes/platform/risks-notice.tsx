import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { readForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { problemStatus } from '~/http/respond';
import { dateInZone } from '~/kernel/calendar-date';
import { type Problem, problem } from '~/kernel/problem';
import { capacityLeft } from '~/modules/capacity/queries/capacity-left.server';
import { alsoMay } from '~/modules/identity/domain/access';
import { closeRiskNotice, dismissMove, proposeMoves } from '~/modules/orders/commands/risk-notices.server';
import { placedLinks } from '~/modules/orders/domain/place-links';
import { riskNotice } from '~/modules/orders/queries/risk-notices.server';
import { riskActionForm } from '~/modules/orders/risk-forms';
import { RiskNoticePage } from '~/modules/orders/ui/risk-notice-page';
import { paths, withSearch } from '~/paths';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['sourcing', 'orders'],
  crumb: ({ data: loaded, params }) => [
    { key: 'areas.risks', to: paths.platform.risks() },
    {
      text: (loaded as { name?: string } | undefined)?.name ?? '…',
      to: paths.platform.risk(params.notice!),
    },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: loaded?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.risk:view');
  const view = await inPlatform(access, (tx) => riskNotice(tx, args.params.notice ?? ''), {
    accessMode: 'read only',
  });
  if (!view) throw new Response(null, { status: 404, statusText: 'Not Found' });
  const params = new URL(args.request.url).searchParams;
  const kind = params.get('done');
  const [made] = placedLinks(params);
  const t = await translatorFor(await localeOf(args.request, access.user.locale));
  const name = view.notice.title || t(`sourcing:risk.kind.${view.notice.kind}`);
  return {
    view,
    name,
    done: kind ? { kind, factory: made?.factory ?? null, number: made?.number ?? null } : null,
    mayManage: alsoMay(access, 'platform.risk:manage'),
    mayMove: alsoMay(access, 'platform.orders:manage'),
    title: `${name} · ${t('appName')}`,
  };
}

/** Works the proposals out anew, puts one aside, or closes the notice. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.risk:manage');
  const noticeId = args.params.notice ?? '';
  const form = riskActionForm.safeParse(Object.fromEntries(await readForm(args.request)));
  if (!form.success) return refusal(problem('choice_unknown'));
  const today = dateInZone(systemClock.now(), access.user.timeZone);
  const result =
    form.data.intent === 'propose'
      ? await proposeMoves(access, noticeId, today, (tx) => (ids) => capacityLeft(tx, ids, today))
      : form.data.intent === 'close'
        ? await closeRiskNotice(access, noticeId)
        : await dismissMove(access, form.data.proposalId);
  if (!result.ok) return refusal(result.error);
  throw redirect(withSearch(paths.platform.risk(noticeId), { done: form.data.intent }));
}

function refusal(wrong: Problem) {
  return data({ problems: [wrong] }, { status: problemStatus(wrong.code) });
}

export default function RiskNotice() {
  const reply = useActionData<typeof action>();
  return <RiskNoticePage {...useLoaderData<typeof loader>()} problems={reply?.problems} />;
}
