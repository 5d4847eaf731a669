import type { Problem } from '~/kernel/problem';

/**
 * HTTP status of every problem code, by status. A test compares it with the catalogue `problems`: a code that is in
 * one and not in the other fails there. What a person typed wrong is 422.
 */
export const codesByStatus = {
  400: ['api_json_broken', 'api_body_encoding', 'api_gzip_broken'],
  401: ['sign_in_failed', 'api_key_missing', 'api_key_unknown', 'api_key_revoked', 'api_key_expired'],
  403: ['invitation_other_account', 'api_scope_missing', 'api_cross_site'],
  404: ['allocation_unknown', 'member_unknown', 'factory_unknown', 'api_path_unknown'],
  405: ['api_method_unknown'],
  409: [
    'allocation_decided',
    'allocation_stock_changed',
    'already_member',
    'account_exists',
    'last_owner',
    'last_admin',
    'no_factories',
    'api_request_running',
    'api_keys_too_many',
  ],
  410: ['password_reset_unusable', 'invitation_unusable', 'api_key_gone'],
  411: ['api_length_missing'],
  413: ['api_body_too_big', 'api_rows_too_many'],
  415: ['api_media_type', 'api_content_encoding'],
  422: [
    'allocation_no_lane',
    'allocation_no_room',
    'allocation_no_size',
    'policy_shares_order',
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
    'api_key_reused',
    'api_idempotency_key_invalid',
    'api_too_deep',
    'api_rows_refused',
    'api_content_invalid',
    'field_unknown',
    'text_unreadable',
    'parameter_unknown',
    'cursor_invalid',
    'parameter_needs_sku',
    'source_invalid',
    'scope_required',
  ],
  429: ['sign_in_throttled', 'sign_in_throttled_soon', 'too_many_invitations', 'api_limited'],
  500: ['unexpected'],
  503: ['api_unavailable'],
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
