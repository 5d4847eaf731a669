import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { pageTitle } from '~/http/page-title.server';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { dateInZone } from '~/kernel/calendar-date';
import { alsoMay } from '~/modules/identity/domain/access';
import { pastLaunches, slowLaunches } from '~/modules/inventory/queries/past-launches.server';
import { candidateSearch } from '~/modules/orders/candidate-forms';
import { scoreCandidates } from '~/modules/orders/commands/score-candidates.server';
import { candidateBoard } from '~/modules/orders/queries/candidate-board.server';
import { CandidateBoardPage } from '~/modules/orders/ui/candidates/candidate-board';
import { paths } from '~/paths';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['candidates'],
  crumb: () => ({ key: 'shell:areas.candidates', to: paths.platform.candidates() }),
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.candidates:view');
  const { value: search } = parseSearch(args.request, candidateSearch);
  const now = systemClock.now();
  const today = dateInZone(now, access.user.timeZone);
  const [board, slow] = await inPlatform(
    access,
    async (tx) =>
      [await candidateBoard(tx, search, now, access.user.timeZone), await slowLaunches(tx, today)] as const,
    { accessMode: 'read only' },
  );
  return {
    title: await pageTitle(args.request, access.user.locale, (t) => t('candidates:title')),
    board,
    slow,
    search,
    months: lastMonths(today),
    mayManage: alsoMay(access, 'platform.candidates:manage'),
  };
}

/** Scores all open candidates anew. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.candidates:manage');
  const today = dateInZone(systemClock.now(), access.user.timeZone);
  await inPlatform(access, async (tx) => scoreCandidates(tx, await pastLaunches(tx, today), today));
  // The filters stay as they were.
  throw redirect(`${paths.platform.candidates()}${new URL(args.request.url).search}`);
}

/** The thirteen months up to today's, newest first, as YYYY-MM. */
function lastMonths(today: string): string[] {
  const newest = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1;
  return Array.from({ length: 13 }, (_, back) => {
    const month = newest - back;
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
}

export default function Candidates() {
  const { board, slow, search, months, mayManage } = useLoaderData<typeof loader>();
  return (
    <CandidateBoardPage board={board} slow={slow} search={search} months={months} mayManage={mayManage} />
  );
}
