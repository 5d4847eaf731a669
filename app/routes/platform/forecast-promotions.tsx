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
import { addPromotion, stopPromotion } from '~/modules/forecast/commands/set-promotion.server';
import { promotionForm, promotionsSearch } from '~/modules/forecast/promotion-forms';
import { promotionsList } from '~/modules/forecast/queries/promotions-list.server';
import { PromotionsPage } from '~/modules/forecast/ui/promotions/promotions-page';
import { alsoMay } from '~/modules/identity/domain/access';
import { paths } from '~/paths';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['promotions', 'forecast'],
  crumb: () => [
    { key: 'areas.forecast', to: paths.platform.forecast() },
    { key: 'forecastTabs.promotions', to: paths.platform.promotions() },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:view');
  const { value: search } = parseSearch(args.request, promotionsSearch);
  const { timeZone, locale } = access.user;
  const view = await inPlatform(access, (tx) => promotionsList(tx, search, systemClock.now(), timeZone), {
    accessMode: 'read only',
  });
  return {
    view,
    mayChange: alsoMay(access, 'platform.forecast:override'),
    title: await pageTitle(args.request, locale, (t) => t('promotions:title')),
  };
}

/** Adds a promotion or ends one; what was filtered stays. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:override');
  const form = await parseForm(args.request, promotionForm);
  if (!form.ok) return form.reply;
  const now = systemClock.now();
  const { value } = form;
  const done =
    value.intent === 'add'
      ? await addPromotion(access, value, now)
      : await stopPromotion(access, value.promotion, now);
  return done.ok
    ? redirect(`${paths.platform.promotions()}${new URL(args.request.url).search}`)
    : form.refuse(done.error);
}

export default function PlatformForecastPromotions() {
  const { view, mayChange } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>() as FormReply | undefined;
  const isEnd = reply?.initialValue?.intent === 'end';
  return (
    <PromotionsPage
      view={view}
      mayChange={mayChange}
      reply={isEnd ? null : (reply ?? null)}
      endProblems={isEnd ? Object.values(reply?.error ?? {}).flatMap((found) => found ?? []) : null}
    />
  );
}
