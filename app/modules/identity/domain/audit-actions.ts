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
  'candidate.created',
  'candidate.changed',
  'candidate.moved',
  'candidate.imported',
  'candidate.signal_added',
  'candidate.signal_removed',
  'candidate.sku_made',
  'order.drafted',
  'order.issued',
  'order.amended',
  'order.cancelled',
  'order.closed',
  'order.answered',
  'order.proposals_decided',
  'order.production_started',
  'order.milestone_updated',
  'order.inspection_passed',
  'order.inspection_failed',
  'order.shipped',
  'order.received',
  'order.message_posted',
  'sell_out_pause.recorded',
  'sell_out_pause.ended',
  'sell_out_pause.withdrawn',
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
  'candidate',
  'inventory_policy',
  'sku_stock_summary',
  'allocation_proposal',
  'purchase_order',
  'sell_out_pause',
] as const;

/** The groups of actions to filter by, such as `member.`: each stands for all actions that begin with it. */
export const AUDIT_ACTION_GROUPS: readonly string[] = [
  ...new Set(AUDIT_ACTIONS.map((action) => action.slice(0, action.indexOf('.') + 1))),
];
