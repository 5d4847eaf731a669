import { createHash } from 'node:crypto';
import { addDays } from '~/kernel/calendar-date';
import { DEMO_ACCOUNTS } from './demo-accounts';
import type { SeededFactory } from './factories';
import { STAFF_NAMES } from './names/factory-names';
import { at, type SeedContext } from './seed-context';

export interface PeopleRows {
  users: object[];
  platformMemberships: object[];
  memberships: object[];
  invitations: object[];
  auditEvents: object[];
  platformAuditEvents: object[];
}

/** Where the platform's people and its factories' work. */
const TIME_ZONE = 'Asia/Shanghai';

const accountId = (ctx: SeedContext, email: string) => ctx.id('user_account', email);

/** The buyer whose name stands on the orders. */
export function demoBuyer(ctx: SeedContext): { id: string; name: string } {
  const { email, displayName } = DEMO_ACCOUNTS.find(({ platformRole }) => platformRole === 'buyer')!;
  return { id: accountId(ctx, email), name: displayName };
}

/**
 * The demo's sign-ins, an owner for every other factory (who cannot sign in until they set a password), one open
 * invitation, and what the audit log says of them.
 */
export function peopleRows(
  ctx: SeedContext,
  factories: readonly SeededFactory[],
  passwordHash: string,
): PeopleRows {
  const rows: PeopleRows = {
    users: [],
    platformMemberships: [],
    memberships: [],
    invitations: [],
    auditEvents: [],
    platformAuditEvents: [],
  };
  const joined = at(addDays(ctx.today, -120), '02:00');
  for (const account of DEMO_ACCOUNTS) {
    const { email, displayName, locale, platformRole, factoryRoles = {} } = account;
    const person = { id: accountId(ctx, email), email, displayName };
    rows.users.push(userRow(person, locale, passwordHash, joined));
    if (platformRole) {
      rows.platformMemberships.push({ user_id: person.id, role: platformRole, created_at: joined });
    }
    for (const [slug, role] of Object.entries(factoryRoles)) {
      const factory = factories.find((f) => f.slug === slug);
      if (factory) addMember(rows, ctx, factory, person, role, joined);
    }
  }
  for (const factory of factories.slice(1)) {
    const random = ctx.random('owner', factory.slug);
    const email = `owner@${factory.slug}.example`;
    const person = {
      id: accountId(ctx, email),
      email,
      displayName: random.pick(STAFF_NAMES[factory.countryCode]),
    };
    rows.users.push(userRow(person, factory.countryCode === 'CN' ? 'zh' : 'en', null, joined));
    addMember(rows, ctx, factory, person, 'owner', joined);
  }
  addInvitation(rows, ctx, factories[0]!);
  rows.platformAuditEvents.push({
    ...auditRow(ctx, 'seeded', at(ctx.today, '00:01')),
    ...SYSTEM,
    action: 'database.seeded',
    entity_type: 'factory',
    entity_id: factories[0]!.id,
    entity_label: `${factories.length} factories`,
    before: null,
    after: { factories: factories.length, skus: ctx.scale.skus, seed: ctx.seed },
  });
  return rows;
}

interface Person {
  id: string;
  email: string;
  displayName: string;
}

const SYSTEM = {
  actor_user_id: null,
  actor_name: 'System',
  actor_email: null,
  actor_scope: 'system',
};

function userRow(
  { id, email, displayName }: Person,
  locale: 'en' | 'zh',
  passwordHash: string | null,
  createdAt: string,
): object {
  return {
    id,
    email,
    display_name: displayName,
    password_hash: passwordHash,
    locale,
    theme: 'auto',
    time_zone: TIME_ZONE,
    disabled_at: null,
    created_at: createdAt,
  };
}

function addMember(
  rows: PeopleRows,
  ctx: SeedContext,
  factory: SeededFactory,
  { id, email, displayName }: Person,
  role: string,
  joined: string,
): void {
  const membershipId = ctx.id('membership', `${factory.slug} ${email}`);
  rows.memberships.push({
    factory_id: factory.id,
    id: membershipId,
    user_id: id,
    role,
    display_name: displayName,
    email,
    created_at: joined,
  });
  rows.auditEvents.push({
    factory_id: factory.id,
    ...auditRow(ctx, `joined ${factory.slug} ${email}`, joined),
    actor_user_id: id,
    actor_name: displayName,
    actor_email: email,
    actor_scope: 'factory',
    action: 'member.joined',
    entity_type: 'membership',
    entity_id: membershipId,
    entity_label: email,
    before: null,
    after: { email, role },
  });
}

function addInvitation(rows: PeopleRows, ctx: SeedContext, factory: SeededFactory): void {
  const owner = DEMO_ACCOUNTS[0]!;
  const email = 'new.planner@factory.example';
  const id = ctx.id('invitation', email);
  const sentOn = addDays(ctx.today, -1);
  rows.invitations.push({
    factory_id: factory.id,
    id,
    email,
    role: 'planner',
    // The hash of a text that is no token: the invitation is open, and nobody holds its link.
    token_hash: createHash('sha256').update(`seeded invitation ${ctx.seed}`).digest('hex'),
    invited_by_name: owner.displayName,
    locale: 'zh',
    expires_at: at(addDays(sentOn, 7), '02:30'),
    accepted_at: null,
    revoked_at: null,
    created_at: at(sentOn, '02:30'),
  });
  rows.auditEvents.push({
    factory_id: factory.id,
    ...auditRow(ctx, 'invitation', at(sentOn, '02:30')),
    actor_user_id: accountId(ctx, owner.email),
    actor_name: owner.displayName,
    actor_email: owner.email,
    actor_scope: 'factory',
    action: 'invitation.sent',
    entity_type: 'invitation',
    entity_id: id,
    entity_label: email,
    before: null,
    after: { email, role: 'planner' },
  });
}

function auditRow(ctx: SeedContext, key: string, occurredAt: string) {
  return {
    id: ctx.id('audit_event', key),
    occurred_at: occurredAt,
    address: null,
    user_agent: null,
    request_id: null,
  };
}
