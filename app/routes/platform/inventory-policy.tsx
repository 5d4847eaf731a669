import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import type { FormReply } from '~/form/use-portal-form';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { dateInZone } from '~/kernel/calendar-date';
import { alsoMay } from '~/modules/identity/domain/access';
import { changeInventoryPolicy } from '~/modules/inventory/commands/change-inventory-policy.server';
import { ruleOfFields } from '~/modules/inventory/domain/policy-form';
import { policyForm } from '~/modules/inventory/inventory-forms';
import {
  type PolicyPreview,
  policyPage,
  policyPreview,
} from '~/modules/inventory/queries/inventory-policy.server';
import { InventoryPolicyPage } from '~/modules/inventory/ui/inventory-policy-page';
import { paths } from '~/paths';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: 'inventory',
  crumb: () => [
    { key: 'areas.inventory', to: paths.platform.inventory() },
    { key: 'inventory:policy.title', to: paths.platform.inventoryPolicy() },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: loaded?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.inventory:view');
  const page = await inPlatform(access, policyPage, { accessMode: 'read only' });
  const t = await translatorFor(await localeOf(args.request, access.user.locale));
  return {
    ...page,
    mayManage: alsoMay(access, 'platform.inventory:manage'),
    timeZone: access.user.timeZone,
    title: `${t('inventory:policy.title')} · ${t('appName')}`,
  };
}

interface PolicyReply {
  preview: PolicyPreview | null;
  saved: 'changed' | 'same' | null;
  reply: FormReply | null;
}

/** Shows what a rule would change, or puts it in force. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.inventory:manage');
  const form = await parseForm(args.request, policyForm);
  if (!form.ok) {
    const { data: reply, init } = form.reply;
    return data<PolicyReply>({ preview: null, saved: null, reply }, init ?? undefined);
  }
  const rule = ruleOfFields(form.value);
  if (form.value.intent === 'preview') {
    const today = dateInZone(systemClock.now(), 'UTC');
    const preview = await inPlatform(access, (tx) => policyPreview(tx, rule, today));
    return data<PolicyReply>({ preview, saved: null, reply: form.done().data });
  }
  const changed = await inPlatform(access, (tx) => changeInventoryPolicy(tx, access, rule));
  return data<PolicyReply>({ preview: null, saved: changed ? 'changed' : 'same', reply: null });
}

export default function PlatformInventoryPolicy() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as PolicyReply | undefined;
  return (
    <InventoryPolicyPage
      {...page}
      preview={answer?.preview ?? null}
      saved={answer?.saved ?? null}
      reply={answer?.reply ?? null}
    />
  );
}
