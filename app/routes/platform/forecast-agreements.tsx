import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { frozenReply, readFrozenForm, takeFrozenForm } from '~/http/frozen-change.server';
import { pageTitle } from '~/http/page-title.server';
import { readForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { zodProblem } from '~/http/zod-problem';
import { dateInZone } from '~/kernel/calendar-date';
import { problem } from '~/kernel/problem';
import { err, type Result } from '~/kernel/result';
import { setLiability, stopLiability } from '~/modules/forecast/commands/liability.server';
import { endLiabilityForm, liabilityForm } from '~/modules/forecast/commit-forms';
import { skuAgreements } from '~/modules/forecast/queries/sku-agreements.server';
import { AgreementsPage } from '~/modules/forecast/ui/commit/agreements-page';
import { type Access, alsoMay } from '~/modules/identity/domain/access';
import { paths } from '~/paths';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform, type PlatformTx } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['commit', 'forecast'],
  crumb: ({ params }) => [
    { key: 'areas.forecast', to: paths.platform.forecast() },
    { text: params.sku!, to: paths.platform.forecastSku(params.sku!) },
    { key: 'commit:agreements.crumb', to: paths.platform.forecastAgreements(params.sku!) },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: loaded?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:view');
  const view = await inPlatform(access, (tx) => skuAgreements(tx, args.params.sku ?? ''), {
    accessMode: 'read only',
  });
  if (!view) throw new Response(null, { status: 404, statusText: 'Not Found' });
  return {
    view,
    mayAgree: alsoMay(access, 'platform.forecast:agree'),
    timeZone: access.user.timeZone,
    title: await pageTitle(args.request, access.user.locale, (t) =>
      t('commit:agreements.title', { code: view.sku.code }),
    ),
  };
}

/** Asks a factory of the SKU to change a frozen week, sets what the platform pays, or ends it. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:agree');
  const form = await readForm(args.request);
  const now = systemClock.now();
  const sku = args.params.sku ?? '';
  const result = await inPlatform(
    access,
    async (tx): Promise<Result<unknown, ReturnType<typeof problem>>> => {
      const view = await skuAgreements(tx, sku);
      if (!view) return err(problem('commit_no_version'));
      if (form.get('intent') === 'end') return end(tx, access, form, view.sku, now);
      const source = view.sources.find(({ factory }) => factory.slug === form.get('factory'));
      if (!source) return err(problem('factory_unknown'));
      if (form.get('intent') === 'liability') {
        const read = liabilityForm.safeParse(Object.fromEntries(form));
        if (!read.success) return err(firstProblem(read.error.issues));
        const about = { factoryId: source.factoryId, skuId: view.sku.id, skuCode: view.sku.code };
        return setLiability(tx, access, about, read.data, now);
      }
      form.set('sku', view.sku.code);
      form.set('intent', 'ask');
      const asked = readFrozenForm(form);
      if (asked.intent === 'wrong') return err(asked.problem);
      const today = dateInZone(now, access.user.timeZone);
      return takeFrozenForm(tx, access, asked, { factoryId: source.factoryId, today, now });
    },
  );
  return frozenReply(result);
}

async function end(
  tx: PlatformTx,
  access: Access<'platform.forecast:agree'>,
  form: FormData,
  sku: { id: string; code: string },
  now: number,
) {
  const read = endLiabilityForm.safeParse(Object.fromEntries(form));
  if (!read.success) return err(firstProblem(read.error.issues));
  return stopLiability(tx, access, { id: read.data.id, skuId: sku.id, skuCode: sku.code }, now);
}

const firstProblem = (issues: readonly Parameters<typeof zodProblem>[0][]) => ({
  ...zodProblem(issues[0]!),
  field: String(issues[0]!.path[0] ?? ''),
});

export default function PlatformForecastAgreements() {
  const { view, mayAgree, timeZone } = useLoaderData<typeof loader>();
  return <AgreementsPage view={view} mayAgree={mayAgree} timeZone={timeZone} />;
}
