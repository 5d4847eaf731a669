import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import type { FormReply } from '~/form/use-portal-form';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { sinceSearch } from '~/modules/forecast/change-forms';
import { endOverride, setOverride } from '~/modules/forecast/commands/set-override.server';
import { bucketSearch } from '~/modules/forecast/forms';
import { overrideForm } from '~/modules/forecast/override-forms';
import { forecastSkuView } from '~/modules/forecast/queries/forecast-sku.server';
import { lineChange } from '~/modules/forecast/queries/line-change.server';
import { skuOverrides } from '~/modules/forecast/queries/sku-overrides.server';
import { LineChangeSection } from '~/modules/forecast/ui/changes/line-change';
import { SkuLinks } from '~/modules/forecast/ui/commit/sku-links';
import { SkuOverrides } from '~/modules/forecast/ui/overrides/sku-overrides';
import { SkuForecastPage } from '~/modules/forecast/ui/sku-forecast-page';
import { useLiveForecast } from '~/modules/forecast/ui/use-live-forecast';
import { alsoMay } from '~/modules/identity/domain/access';
import { paths } from '~/paths';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['forecast', 'changes', 'commit'],
  crumb: ({ params }) => [
    { key: 'areas.forecast', to: paths.platform.forecast() },
    { text: params.sku!, to: paths.platform.forecastSku(params.sku!) },
  ],
};

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:view');
  const { value: search } = parseSearch(args.request, bucketSearch);
  const code = args.params.sku ?? '';
  const { view, overrides } = await inPlatform(
    access,
    async (tx) => ({
      view: await forecastSkuView(tx, code, search),
      overrides: await skuOverrides(tx, code),
    }),
    { accessMode: 'read only' },
  );
  if (!view) throw new Response(null, { status: 404, statusText: 'Not Found' });
  const { value } = parseSearch(args.request, sinceSearch);
  const t = await translatorFor(await localeOf(args.request, access.user.locale));
  return {
    view,
    change: await lineChange(access, code, value.since, search.quantile),
    overrides,
    mayOverride: alsoMay(access, 'platform.forecast:override'),
    now: systemClock.now(),
    timeZone: access.user.timeZone,
    title: `${view.sku.code} · ${t('appName')}`,
  };
}

/** Puts a planner's figures in the model's place, or ends them. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:override');
  const form = await parseForm(args.request, overrideForm);
  if (!form.ok) return form.reply;
  const code = args.params.sku ?? '';
  const { value } = form;
  const done =
    value.intent === 'set'
      ? await setOverride(access, code, value, systemClock.now())
      : await endOverride(access, code, value);
  if (!done.ok) return form.refuse(done.error);
  return { done: value.intent === 'set' ? ('set' as const) : ('ended' as const) };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function PlatformForecastSku() {
  const { view, change, overrides, mayOverride, now, timeZone } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const done = answer && 'done' in answer ? answer.done : null;
  useLiveForecast(paths.platform.forecastEvents(), view.version.id);
  return (
    <>
      <SkuLinks side="platform" to={paths.platform.forecastAgreements(view.sku.code)} />
      <SkuForecastPage
        view={view}
        now={now}
        timeZone={timeZone}
        factoryHref={paths.platform.factoryForecast}
        changes={<LineChangeSection view={change} />}
        overrides={
          overrides ? (
            <SkuOverrides
              view={overrides}
              skuCode={view.sku.code}
              mayOverride={mayOverride}
              timeZone={timeZone}
              reply={done ? null : ((answer ?? null) as FormReply | null)}
              done={done}
            />
          ) : null
        }
      />
    </>
  );
}
