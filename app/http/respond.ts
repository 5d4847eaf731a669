import type { Problem } from '~/kernel/problem';

/**
 * HTTP status of every problem code, by status. A test compares it with the catalogue `problems`: a code that is in
 * one and not in the other fails there. What a person typed wrong is 422.
 */
export const codesByStatus = {
  401: ['sign_in_failed'],
  403: ['invitation_other_account'],
  404: ['member_unknown', 'factory_unknown'],
  409: ['already_member', 'account_exists', 'last_owner', 'last_admin', 'no_factories'],
  410: ['password_reset_unusable', 'invitation_unusable'],
  422: [
    'value_required',
    'value_invalid',
    'text_too_short',
    'text_too_long',
    'number_invalid',
    'number_not_whole',
    'number_too_small',
    'number_too_big',
    'number_not_multiple',
    'choice_unknown',
    'role_unknown',
    'time_zone_unknown',
    'email_invalid',
    'name_required',
    'name_too_long',
    'password_required',
    'password_wrong',
    'password_too_short',
    'password_too_long',
    'password_common',
    'password_personal',
    'invalid_id',
    'invalid_date',
    'invalid_currency',
    'invalid_money',
    'money_too_precise',
    'invalid_quantity',
    'invalid_percent',
    'percent_too_precise',
    'netting_invalid',
    'import_header_quote',
    'import_header_separator',
    'import_header_missing',
    'import_header_unknown',
    'import_header_doubled',
    'import_header_incomplete',
  ],
  429: ['sign_in_throttled', 'sign_in_throttled_soon', 'too_many_invitations'],
  500: ['unexpected'],
} as const satisfies Record<number, readonly string[]>;

const statuses = new Map<string, number>(
  Object.entries(codesByStatus).flatMap(([status, codes]) => codes.map((code) => [code, Number(status)])),
);

/** HTTP status of a problem. A code the table does not know is our mistake: 500. */
export function problemStatus(code: string): number {
  return statuses.get(code) ?? 500;
}

/** A problem as the response of a loader or action that has no form: JSON `{ problem }` with its status. */
export function respondProblem(problem: Problem): Response {
  return Response.json({ problem }, { status: problemStatus(problem.code) });
}
