import type { SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data } from '@remix-run/node';
import type { z } from 'zod';
import type { Problem } from '~/kernel/problem';
import { problemStatus } from './respond';
import { zodProblem } from './zod-problem';

interface ParseFormOptions {
  /** Fields that are never sent back into the page, such as passwords. */
  hide?: string[];
}

type FormAnswer = ReturnType<typeof answer>;

export type ParsedForm<T> =
  | {
      ok: true;
      value: T;
      /** Puts a refusal of the command back into the form, at its field or above all fields. */
      refuse: (problem: Problem) => FormAnswer;
      /** The same for several at once; the first of them decides the status. */
      refuseAll: (problems: readonly Problem[]) => FormAnswer;
      /** Answers success in place, for forms that stay; `reset` empties them. */
      done: (options?: { reset?: boolean }) => FormAnswer;
    }
  | { ok: false; reply: FormAnswer };

/**
 * The form of a request by a zod schema whose messages are codes of the namespace `problems` (`.min(1, 'name_required')`);
 * zod's own messages become the general codes of `zodProblem`. Return `reply` or `refuse(problem)` from the action: the
 * page shows every problem at its field and keeps all that was typed.
 */
export async function parseForm<S extends z.ZodType>(
  request: Request,
  schema: S,
  { hide = [] }: ParseFormOptions = {},
): Promise<ParsedForm<z.output<S>>> {
  const submission = parseWithZod(await readForm(request), {
    schema,
    formatError: (issues: z.core.$ZodIssue[]) => issues.map(zodProblem),
  });
  if (submission.status !== 'success') {
    return { ok: false, reply: answer(submission.reply({ hideFields: hide }), 422) };
  }
  const refuseAll = (problems: readonly Problem[]) => {
    const fieldErrors: Record<string, Problem[]> = {};
    for (const found of problems) {
      if (found.field) fieldErrors[found.field] = [...(fieldErrors[found.field] ?? []), found];
    }
    const formErrors = problems.filter(({ field }) => !field);
    const errors = {
      ...(Object.keys(fieldErrors).length > 0 ? { fieldErrors } : {}),
      ...(formErrors.length > 0 ? { formErrors } : {}),
    };
    const status = problemStatus(problems[0]?.code ?? 'unexpected');
    return answer(submission.reply({ ...errors, hideFields: hide }), status);
  };
  return {
    ok: true,
    value: submission.value as z.output<S>,
    refuse: (problem) => refuseAll([problem]),
    refuseAll,
    done: ({ reset = false } = {}) => answer(submission.reply({ resetForm: reset }), 200),
  };
}

function answer(reply: SubmissionResult<Problem[]>, status: number) {
  return data(reply, { status });
}

/** A body that is no form counts as an empty one, so its fields say what they miss. */
export async function readForm(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    return new FormData();
  }
}
