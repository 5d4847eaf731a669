import type { Problem } from '~/kernel/problem';
import type { Result } from '~/kernel/result';
import type { Access } from '~/modules/identity/domain/access';
import type { PlatformTx } from '~db/tenancy.server';
import type { ManageOrderInput } from '../manage-form';
import { cancelOrder } from './cancel-order.server';
import { closeOrder } from './close-order.server';
import { issueOrder, type OnIssued } from './issue-order.server';
import { reviewAnswer } from './review-answer.server';

/**
 * What the buyer's buttons on an order's page ask for: the command of that name.
 * @param now epoch ms
 * @param onIssued what modules to the right record when an order goes out
 */
export function manageOrder(
  tx: PlatformTx,
  access: Access<'platform.orders:manage'>,
  orderId: string,
  input: ManageOrderInput,
  now: number,
  onIssued?: OnIssued,
): Promise<Result<unknown, Problem>> {
  switch (input.intent) {
    case 'issue':
      return issueOrder(tx, access, { orderId }, now, onIssued);
    case 'cancel':
      return cancelOrder(tx, access, { orderId, ...input }, now);
    case 'close':
      return closeOrder(tx, access, { orderId, ...input }, now);
    case 'review':
      return reviewAnswer(tx, access, { orderId, ...input }, now);
  }
}
