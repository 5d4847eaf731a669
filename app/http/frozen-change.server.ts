import { data } from '@remix-run/node';
import type { CalendarDate } from '~/kernel/calendar-date';
import type { Problem } from '~/kernel/problem';
import type { Result } from '~/kernel/result';
import {
  answerFrozenChange,
  askFrozenChange,
  type ChangeAccess,
} from '~/modules/forecast/commands/frozen-change.server';
import {
  type FrozenAnswerInput,
  type FrozenChangeInput,
  frozenAnswerForm,
  frozenChangeForm,
} from '~/modules/forecast/commit-forms';
import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import { problemStatus } from './respond';
import { zodProblem } from './zod-problem';

/** What a request to change a frozen week, or the answer to one, came to: for forms that stay where they are. */
export interface FrozenReply {
  done?: boolean;
  problem?: Problem;
}

export type FrozenForm =
  | { intent: 'ask'; input: FrozenChangeInput }
  | { intent: 'answer'; input: FrozenAnswerInput }
  | { intent: 'wrong'; problem: Problem };

/** Reads either form; `intent` says which. */
export function readFrozenForm(form: FormData): FrozenForm {
  const intent = form.get('intent') === 'ask' ? 'ask' : 'answer';
  const schema = intent === 'ask' ? frozenChangeForm : frozenAnswerForm;
  const read = schema.safeParse(Object.fromEntries(form));
  if (!read.success) {
    const [issue] = read.error.issues;
    return { intent: 'wrong', problem: { ...zodProblem(issue!), field: String(issue!.path[0] ?? '') } };
  }
  return { intent, input: read.data } as FrozenForm;
}

/** Does what a form asks for, in the caller's scope. */
export function takeFrozenForm(
  tx: TenantTx | PlatformTx,
  access: ChangeAccess,
  form: Exclude<FrozenForm, { intent: 'wrong' }>,
  given: { factoryId: string; today: CalendarDate; now: number },
): Promise<Result<unknown, Problem>> {
  return form.intent === 'ask'
    ? askFrozenChange(tx, access, given.factoryId, form.input, given.now)
    : answerFrozenChange(tx, access, form.input, given.today, given.now);
}

export function frozenReply(result: Result<unknown, Problem>) {
  if (result.ok) return data<FrozenReply>({ done: true }, 200);
  return data<FrozenReply>({ problem: result.error }, problemStatus(result.error.code));
}
