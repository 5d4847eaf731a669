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
import { calendarDate, dateInZone } from '~/kernel/calendar-date';
import { alsoMay } from '~/modules/identity/domain/access';
import { pastLaunches } from '~/modules/inventory/queries/past-launches.server';
import { candidateIntent } from '~/modules/orders/candidate-forms';
import { moveCandidate } from '~/modules/orders/commands/move-candidate.server';
import { addSignal, removeSignal } from '~/modules/orders/commands/save-candidate.server';
import { scoreCandidates } from '~/modules/orders/commands/score-candidates.server';
import { candidateDetail } from '~/modules/orders/queries/candidate-detail.server';
import { CandidatePage } from '~/modules/orders/ui/candidates/candidate-page';
import { paths } from '~/paths';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['candidates'],
  crumb: ({ params, data }) => [
    { key: 'shell:areas.candidates', to: paths.platform.candidates() },
    {
      text: (data as { name?: string } | undefined)?.name ?? params.candidate!,
      to: paths.platform.candidate(params.candidate!),
    },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.candidates:view');
  const detail = await inPlatform(
    access,
    (tx) => candidateDetail(tx, args.params.candidate!, systemClock.now(), access.user.timeZone),
    { accessMode: 'read only' },
  );
  if (!detail) throw new Response(null, { status: 404 });
  const { nameEn, nameZh } = detail.candidate;
  const name = access.user.locale === 'zh' ? nameZh : nameEn;
  return {
    title: await pageTitle(args.request, access.user.locale, () => name),
    name,
    detail,
    mayManage: alsoMay(access, 'platform.candidates:manage'),
    mayPlace: alsoMay(access, 'platform.orders:place'),
  };
}

/** Moves it, adds a signal or takes one away; then it is scored anew. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.candidates:manage');
  const form = await parseForm(args.request, candidateIntent);
  if (!form.ok) return form.reply;
  const id = args.params.candidate!;
  const now = systemClock.now();
  const done = await inPlatform(access, async (tx) => {
    const { value } = form;
    if (value.intent === 'move') {
      return moveCandidate(tx, access, { id, to: value.to, reason: value.reason ?? null }, now);
    }
    const changed =
      value.intent === 'remove'
        ? await removeSignal(tx, access, id, value.signal)
        : await addSignal(tx, access, id, {
            kind: value.kind,
            source: value.source,
            subject: value.subject,
            marketCode: value.marketCode || null,
            unit: value.unit,
            value: value.value,
            observedOn: calendarDate(value.observedOn),
          });
    const today = dateInZone(now, access.user.timeZone);
    if (changed.ok) await scoreCandidates(tx, await pastLaunches(tx, today), today, [id]);
    return changed;
  });
  if (!done.ok) return form.refuse(done.error);
  throw redirect(paths.platform.candidate(id));
}

export default function Candidate() {
  const { detail, mayManage, mayPlace } = useLoaderData<typeof loader>();
  return <CandidatePage detail={detail} mayManage={mayManage} mayPlace={mayPlace} />;
}
