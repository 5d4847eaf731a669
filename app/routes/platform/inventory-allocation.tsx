import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { problemStatus } from '~/http/respond';
import { dateInZone } from '~/kernel/calendar-date';
import { type Problem, problem } from '~/kernel/problem';
import type { Result } from '~/kernel/result';
import { forecastDemand } from '~/modules/forecast/queries/forecast-demand.server';
import { alsoMay } from '~/modules/identity/domain/access';
import {
  acceptAllocation,
  previewAllocation,
  rejectAllocation,
} from '~/modules/inventory/commands/decide-allocation.server';
import { proposeAllocation } from '~/modules/inventory/commands/propose-allocation.server';
import type { AllocationOutcome } from '~/modules/inventory/domain/allocation-cost';
import { allocationForm } from '~/modules/inventory/inventory-forms';
import { allocationPage } from '~/modules/inventory/queries/allocation-page.server';
import { AllocationPage } from '~/modules/inventory/ui/allocation-page';
import { paths } from '~/paths';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['allocation', 'inventory', 'problems'],
  crumb: ({ params }) => [
    { key: 'areas.inventory', to: paths.platform.inventory() },
    { text: params.sku!, to: paths.platform.inventorySku(params.sku!) },
    { key: 'allocation:title', to: paths.platform.inventoryAllocation(params.sku!) },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: loaded?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.inventory:view');
  const today = dateInZone(systemClock.now(), 'UTC');
  const view = await inPlatform(access, (tx) => allocationPage(tx, args.params.sku ?? '', today), {
    accessMode: 'read only',
  });
  if (!view) throw new Response(null, { status: 404, statusText: 'Not Found' });
  const t = await translatorFor(await localeOf(args.request, access.user.locale));
  return {
    view,
    mayManage: alsoMay(access, 'platform.inventory:manage'),
    timeZone: access.user.timeZone,
    title: `${t('allocation:page.title', { code: view.sku.code })} · ${t('appName')}`,
  };
}

interface AllocationReply {
  preview?: AllocationOutcome;
  problem?: Problem;
}

/** Makes, costs, accepts or refuses a proposal for this SKU. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.inventory:manage');
  const form = await parseForm(args.request, allocationForm);
  if (!form.ok) return refused(firstProblem(form.reply.data.error));
  const today = dateInZone(systemClock.now(), 'UTC');
  const wish = form.value;
  const done = await inPlatform(access, async (tx): Promise<Result<AllocationOutcome | null>> => {
    const page = await allocationPage(tx, args.params.sku ?? '', today);
    if (!page) return { ok: false, error: problem('allocation_unknown') };
    const skuId = page.sku.id;
    if (wish.intent === 'preview') return previewAllocation(tx, wish);
    const result =
      wish.intent === 'propose'
        ? await proposeAllocation(tx, access, { skuId, today, demandOf: forecastDemand })
        : wish.intent === 'accept'
          ? await acceptAllocation(tx, access, { ...wish, skuId, today })
          : await rejectAllocation(tx, access, { ...wish, skuId });
    return result.ok ? { ok: true, value: null } : result;
  });
  if (!done.ok) return refused(done.error);
  return data<AllocationReply>(done.value ? { preview: done.value } : {});
}

const refused = (why: Problem) =>
  data<AllocationReply>({ problem: why }, { status: problemStatus(why.code) });

/** The first problem of a form that has no fields of its own to show it at. */
function firstProblem(errors: Record<string, Problem[] | null> | null | undefined): Problem {
  return Object.values(errors ?? {}).flatMap((list) => list ?? [])[0] ?? problem('value_invalid');
}

export default function PlatformInventoryAllocation() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as AllocationReply | undefined;
  return <AllocationPage {...page} refusal={answer?.problem ?? null} />;
}
