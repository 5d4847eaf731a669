import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { respondProblem } from '~/http/respond';
import { removeStoredFile } from '~/modules/orders/commands/remove-stored-file.server';
import { dropUpload } from '~/modules/orders/commands/store-upload.server';
import { paths } from '~/paths';
import { inTenant } from '~db/tenancy.server';

/** Takes a file away from its order; its bytes go once the row is gone. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'orders:progress');
  const removed = await inTenant(access, (tx) => removeStoredFile(tx, access, args.params.file!));
  if (!removed.ok) return respondProblem(removed.error);
  await dropUpload(removed.value);
  return redirect(paths.factory.order(access.scope.slug, removed.value.orderNumber));
}

/** This address only takes submissions. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'orders:view');
  return redirect(paths.factory.file(access.scope.slug, args.params.file!));
}
