import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { pageTitle } from '~/http/page-title.server';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { dateInZone } from '~/kernel/calendar-date';
import { alsoMay } from '~/modules/identity/domain/access';
import { pastLaunches, slowLaunches } from '~/modules/inventory/queries/past-launches.server';
import { type BoardDone, boardIntent, candidateSearch } from '~/modules/orders/candidate-forms';
import { moveCandidate } from '~/modules/orders/commands/move-candidate.server';
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
    timeZone: access.user.timeZone,
    mayManage: alsoMay(access, 'platform.candidates:manage'),
  };
}

/** Scores all open candidates anew, or moves one; the board stays as it is filtered. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.candidates:manage');
  const form = await parseForm(args.request, boardIntent);
  if (!form.ok) return form.reply;
  const { value } = form;
  const now = systemClock.now();
  if (value.intent === 'score') {
    const today = dateInZone(now, access.user.timeZone);
    const scored = await inPlatform(access, async (tx) =>
      scoreCandidates(tx, await pastLaunches(tx, today), today),
    );
    return data<BoardDone>({ scored, at: now });
  }
  const { candidate: id, to, reason = null } = value;
  const moved = await inPlatform(access, (tx) => moveCandidate(tx, access, { id, to, reason }, now));
  if (!moved.ok) return form.refuse(moved.error);
  const { nameEn, nameZh } = moved.value;
  return data<BoardDone>({ moved: { nameEn, nameZh }, to });
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
  return <CandidateBoardPage {...useLoaderData<typeof loader>()} />;
}
