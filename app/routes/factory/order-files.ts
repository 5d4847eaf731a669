import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { takeUploads } from '~/http/take-uploads.server';
import { isUuid } from '~/kernel/ids';
import { problem } from '~/kernel/problem';
import { err } from '~/kernel/result';
import { dropUpload, keepUpload, recordUpload } from '~/modules/orders/commands/store-upload.server';
import { orderKey } from '~/modules/orders/queries/order-key.server';
import { paths } from '~/paths';
import { inTenant } from '~db/tenancy.server';

/** Adds photos and documents to an order, or to one of its milestones. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'orders:progress');
  const { factoryId } = access.scope;
  const order = await inTenant(access, (tx) => orderKey(tx, args.params.order!));
  if (!order) throw new Response(null, { status: 404, statusText: 'Not Found' });
  return takeUploads(args.request, async (file, fields) => {
    const milestoneId = fields.get('milestone') || undefined;
    if (milestoneId !== undefined && !isUuid(milestoneId)) return err(problem('invalid_id'));
    const kept = await keepUpload(factoryId, file);
    if (!kept.ok) return kept;
    const recorded = await inTenant(access, (tx) =>
      recordUpload(tx, access, kept.value, {
        factoryId,
        orderId: order.id,
        milestoneId,
        purpose: milestoneId === undefined ? 'order' : 'milestone',
      }),
    );
    if (!recorded.ok) await dropUpload(kept.value);
    return recorded;
  });
}

/** This address only takes submissions. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'orders:view');
  return redirect(paths.factory.order(access.scope.slug, args.params.order!));
}
