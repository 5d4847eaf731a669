import { FACTORY_ROLES, factoryRoleMay } from '~/modules/identity/domain/permissions';
import type { JobPayload } from '~/platform/jobs.server';
import { queueMail } from '~/platform/mail.server';
import { asSystem, type PlatformTx } from '~db/tenancy.server';
import {
  type Addressee,
  selectAddressees,
  selectFactoryAddressees,
  selectMessage,
} from '../data/order-people.server';
import { findOrder, openOrder } from '../data/order-records.server';
import { type MailedOrder, mentionMail, orderMail } from '../mails.server';

const ANSWERING = FACTORY_ROLES.filter((role) => factoryRoleMay(role, 'orders:answer'));

/**
 * Writes the mails about something that happened to an order: to those who answer for the factory when it is issued,
 * amended or cancelled, to the buyer when it is answered, to the people mentioned in a message. A job, because a factory's
 * own scope knows no addresses on the platform.
 */
export function notifyOrder({ orderId, event, messageId }: JobPayload<'orders.notify'>): Promise<number> {
  return asSystem('job:orders.notify', async (tx) => {
    const order = await findOrder(tx, { id: orderId });
    if (!order) return 0;
    const { lines, schedules } = await openOrder(tx, order);
    const mailed: MailedOrder = {
      ...order,
      lines: lines.filter(({ status }) => status !== 'cancelled').length,
      shipBy: schedules.map(({ requestedShipOn }) => requestedShipOn).sort()[0] ?? '',
    };
    if (event === 'mention') return messageId ? mailMentions(tx, order.factoryId, messageId, mailed) : 0;
    const to =
      event === 'answered'
        ? await selectAddressees(tx, order.factoryId, order.buyerUserId ? [order.buyerUserId] : [])
        : await selectFactoryAddressees(tx, order.factoryId, ANSWERING);
    for (const addressee of to) await queueMail(tx, await orderMail(addressee, event, mailed));
    return to.length;
  });
}

async function mailMentions(
  tx: PlatformTx,
  factoryId: string,
  messageId: string,
  order: MailedOrder,
): Promise<number> {
  const message = await selectMessage(tx, factoryId, messageId);
  if (!message) return 0;
  const others = message.mentions.filter((userId) => userId !== message.authorUserId);
  const to: Addressee[] = await selectAddressees(tx, factoryId, others);
  for (const addressee of to) await queueMail(tx, await mentionMail(addressee, order, message));
  return to.length;
}
