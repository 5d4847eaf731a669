import { z } from 'zod';
import { cancelForm, closeForm, reviewForm } from './forms';

/** What the buyer does to an order on its page. */
export const manageOrderForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('issue') }),
  cancelForm.extend({ intent: z.literal('cancel') }),
  closeForm.extend({ intent: z.literal('close') }),
  reviewForm.extend({ intent: z.literal('review') }),
]);
export type ManageOrderInput = z.output<typeof manageOrderForm>;
