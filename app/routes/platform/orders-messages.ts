import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { orderOf } from '~/http/order-of.server';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { postMessage } from '~/modules/orders/commands/post-message.server';
import { messageForm } from '~/modules/orders/forms';
import { paths } from '~/paths';
import { systemClock } from '~/platform/system-clock.server';
import { inPlatform } from '~db/tenancy.server';

/** Writes into the conversation of an order. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.orders:message');
  const form = await parseForm(args.request, messageForm);
  const done = await inPlatform(access, async (tx) => {
    const { id: orderId } = await orderOf(tx, args.params);
    return form.ok ? postMessage(tx, access, { orderId, ...form.value }, systemClock.now()) : null;
  });
  if (!form.ok) return form.reply;
  return done && !done.ok ? form.refuse(done.error) : form.done({ reset: true });
}

/** This address only takes submissions. */
export async function loader(args: LoaderFunctionArgs) {
  await requireAccess(args, 'platform.orders:view');
  return redirect(paths.platform.order(args.params.factory!, args.params.order!));
}
