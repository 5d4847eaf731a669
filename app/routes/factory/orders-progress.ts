import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { orderOf } from '~/http/order-of.server';
import { parseForm, readForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { startProduction } from '~/modules/orders/commands/start-production.server';
import { updateMilestone } from '~/modules/orders/commands/update-milestone.server';
import { milestoneForm, startProductionForm } from '~/modules/orders/forms';
import { paths } from '~/paths';
import { systemClock } from '~/platform/system-clock.server';
import { inTenant } from '~db/tenancy.server';

/** Starts production (`intent=start`), or reports a milestone. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'orders:progress');
  const fields = await readForm(args.request.clone());
  const order = await inTenant(access, (tx) => orderOf(tx, args.params), { accessMode: 'read only' });
  const now = systemClock.now();
  if (fields.get('intent') === 'start') {
    const form = await parseForm(args.request, startProductionForm);
    if (!form.ok) return form.reply;
    const started = await inTenant(access, (tx) =>
      startProduction(tx, access, { orderId: order.id, ...form.value }, now),
    );
    return started.ok ? form.done() : form.refuse(started.error);
  }
  const form = await parseForm(args.request, milestoneForm);
  if (!form.ok) return form.reply;
  // A day that was emptied is taken back; the form's reader does not tell it from one that was not sent.
  const emptied = (name: string) => (fields.get(name) === '' ? null : undefined);
  const { revisedOn = emptied('revisedOn'), actualOn = emptied('actualOn'), ...rest } = form.value;
  const saved = await inTenant(access, (tx) =>
    updateMilestone(tx, access, { orderId: order.id, ...rest, revisedOn, actualOn }, now),
  );
  return saved.ok ? form.done() : form.refuse(saved.error);
}

/** This address only takes submissions. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'orders:view');
  return redirect(paths.factory.order(access.scope.slug, args.params.order!));
}
