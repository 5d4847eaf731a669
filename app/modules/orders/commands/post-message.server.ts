import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { enqueue } from '~/platform/jobs.server';
import { selectPeople } from '../data/order-people.server';
import type { OrdersTx } from '../data/order-records.server';
import { announceOrder } from '../data/order-summaries.server';
import { insertMessage } from '../data/order-writes.server';
import { type MessageInput, messageForm } from '../forms';
import { auditedOrder, beginStep, readInput } from './order-step.server';

/**
 * Writes into the conversation of an order; who is mentioned gets a mail.
 * @param now epoch ms
 * @returns the message, or `mention_unknown` where somebody mentioned takes no part in it
 */
export async function postMessage(
  tx: OrdersTx,
  access: Access<'orders:message'> | Access<'platform.orders:message'>,
  given: { orderId: string } & MessageInput,
  now: number,
): Promise<Result<{ messageId: string }, Problem>> {
  const input = readInput(messageForm, given);
  if (!input.ok) return input;
  const { body } = input.value;
  const mentions = [...new Set(input.value.mentions)];
  const begun = await beginStep(tx, access, 'message', given.orderId, now);
  if (!begun.ok) return begun;
  const { order } = begun.value;
  if (mentions.length > 0) {
    const people = await selectPeople(tx, order);
    if (mentions.some((userId) => !people.some((person) => person.userId === userId)))
      return err(problem('mention_unknown', undefined, 'mentions'));
  }
  const { id: authorUserId, displayName: authorName } = access.user;
  const messageId = await insertMessage(tx, order, { authorUserId, authorName, body, mentions }, now);
  await announceOrder(tx, order.factoryId, order.id);
  await recordAudit(tx, {
    by: access,
    action: 'order.message_posted',
    entity: auditedOrder(order),
    after: { message: body.slice(0, 500) },
    factoryId: order.factoryId,
  });
  if (mentions.length > 0) {
    const { factoryId } = order;
    await enqueue(tx, 'orders.notify', { factoryId, orderId: order.id, event: 'mention', messageId });
  }
  return ok({ messageId });
}
