import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useLoaderData, useParams } from '@remix-run/react';
import { orderNotFound, orderOf } from '~/http/order-of.server';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { dateInZone } from '~/kernel/calendar-date';
import { answerOrder } from '~/modules/orders/commands/answer-order.server';
import { answerForm } from '~/modules/orders/forms';
import { orderDetail } from '~/modules/orders/queries/order-detail.server';
import { AnswerPage } from '~/modules/orders/ui/answer-page';
import { paths, withSearch } from '~/paths';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inTenant } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: 'orders',
  crumb: ({ params }) => [
    { key: 'areas.orders', to: paths.factory.orders(params.factory!) },
    { text: params.order!, to: paths.factory.order(params.factory!, params.order!) },
    { key: 'orders:answerPage.crumb', to: paths.factory.orderAnswer(params.factory!, params.order!) },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'orders:answer');
  const now = systemClock.now();
  const order = await inTenant(
    access,
    async (tx) => orderDetail(tx, access, (await orderOf(tx, args.params)).id, now),
    { accessMode: 'read only' },
  );
  if (!order) throw orderNotFound();
  const open = order.actions.find(({ action }) => action === 'answer');
  const t = await translatorFor(await localeOf(args.request, access.user.locale));
  return {
    order,
    lines: order.lines.filter(({ id }) => open?.lineIds.includes(id)),
    today: dateInZone(now, order.factory.timeZone),
    title: `${t('orders:answerPage.title', { number: order.number })} · ${t('appName')}`,
  };
}

/** Takes the answer to all lines that it speaks of, or none. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'orders:answer');
  const form = await parseForm(args.request, answerForm);
  const answered = await inTenant(access, async (tx) => {
    const { id: orderId } = await orderOf(tx, args.params);
    return form.ok ? answerOrder(tx, access, { orderId, ...form.value }, systemClock.now()) : null;
  });
  if (!form.ok) return form.reply;
  if (answered && !answered.ok) return form.refuse(answered.error);
  throw redirect(
    withSearch(paths.factory.order(access.scope.slug, args.params.order!), { done: 'answered' }),
  );
}

export default function FactoryOrderAnswer() {
  const { order, lines, today } = useLoaderData<typeof loader>();
  const factory = useParams().factory!;
  return (
    <AnswerPage
      order={order}
      lines={lines}
      today={today}
      orderHref={paths.factory.order(factory, order.number)}
    />
  );
}
