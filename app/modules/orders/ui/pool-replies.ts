import type { FormReply } from '~/form/use-portal-form';

/** Whether the action's answer is about the form with this intent: a page with several forms has one answer. */
export function isReplyTo(reply: FormReply | undefined, intent: string): boolean {
  return reply?.initialValue?.intent === intent;
}
