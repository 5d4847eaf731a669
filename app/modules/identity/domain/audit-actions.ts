/**
 * Every action that the audit log knows, `entity.what_happened`, by area. A new command adds its action here and its
 * words to `identity:audit.actions` in both languages.
 */
export const AUDIT_ACTIONS = [
  'account.created',
  'account.updated',
  'account.password_changed',
  'account.password_reset',
  'account.sessions_ended',
  'member.joined',
  'member.role_changed',
  'member.removed',
  'invitation.sent',
  'invitation.revoked',
  'api_key.created',
  'api_key.revoked',
  'forecast.requested',
  'forecast.published',
  'sales.imported',
  'sourcing.assigned',
  'database.seeded',
  'inventory.reclassified',
  'inventory.summary_requested',
  'inventory.policy_changed',
  'allocation.requested',
  'allocation.proposed',
  'allocation.accepted',
  'allocation.rejected',
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** The kinds of things that entries are about, as they stand in `entity_type`. */
export const AUDIT_ENTITIES = [
  'user_account',
  'membership',
  'platform_membership',
  'invitation',
  'api_key',
  'forecast_version',
  'import_run',
  'sourcing',
  'factory',
  'inventory_policy',
  'sku_stock_summary',
  'allocation_proposal',
] as const;

/** The groups of actions to filter by, such as `member.`: each stands for all actions that begin with it. */
export const AUDIT_ACTION_GROUPS: readonly string[] = [
  ...new Set(AUDIT_ACTIONS.map((action) => action.slice(0, action.indexOf('.') + 1))),
];
