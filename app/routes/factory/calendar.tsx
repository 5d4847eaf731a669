import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { pageTitle } from '~/http/page-title.server';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { createCalendarLink, revokeCalendarLink } from '~/modules/forecast/commands/calendar-links.server';
import { calendarLink } from '~/modules/forecast/queries/calendar-links.server';
import { CalendarPage } from '~/modules/forecast/ui/feeds/calendar-page';
import { calendarForm } from '~/modules/forecast/webhook-forms';
import { alsoMay } from '~/modules/identity/domain/access';
import { paths } from '~/paths';
import { env } from '~/platform/env.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';

export const handle: PageHandle = {
  i18n: 'feeds',
  crumb: ({ params }) => [
    { key: 'areas.settings', to: paths.factory.webhooks(params.factory!) },
    { key: 'calendarPage', to: paths.factory.calendar(params.factory!) },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];
/** The answer to a form may hold the address: no cache keeps it. */
export const headers = () => ({ 'Cache-Control': 'no-store' });

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'forecast:view');
  return {
    title: await pageTitle(args.request, access.user.locale, (t) => t('feeds:calendar.title')),
    link: await calendarLink(access),
    factory: access.scope.slug,
    maySubscribe: alsoMay(access, 'forecast:subscribe'),
    timeZone: access.user.timeZone,
  };
}

/** Makes the reader's address, and answers with it this one time; or ends it. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'forecast:subscribe');
  const form = await parseForm(args.request, calendarForm);
  if (!form.ok) return form.reply;
  if (form.value.intent === 'revoke') {
    await revokeCalendarLink(access, form.value.feed);
    throw redirect(paths.factory.calendar(access.scope.slug));
  }
  const token = await createCalendarLink(access);
  const made = env().PUBLIC_URL + paths.calendarFeed(token);
  return data({ made }, { headers: { 'Cache-Control': 'no-store' } });
}

export default function FactoryCalendar() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <CalendarPage {...page} made={answer && 'made' in answer ? answer.made : undefined} />;
}
