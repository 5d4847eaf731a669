import { z } from 'zod';
import { parseCalendarDate } from '~/kernel/calendar-date';
import { API_SCOPES } from './domain/api-key';
import { AUDIT_ACTION_GROUPS, AUDIT_ACTIONS, AUDIT_ENTITIES } from './domain/audit-actions';
import { FACTORY_ROLES, PLATFORM_ROLES } from './domain/permissions';
import { TIME_ZONES } from './domain/time-zones';

/** Messages are codes of the namespace `problems`; the form translates them. */
const email = z
  .string({ error: 'email_invalid' })
  .trim()
  .max(254, 'email_invalid')
  .pipe(z.email({ error: 'email_invalid' }));

/** Any password that is typed, right or wrong; rules apply to new ones only. */
const password = z
  .string({ error: 'password_required' })
  .min(1, 'password_required')
  .max(1000, 'password_too_long');

const displayName = z
  .string({ error: 'name_required' })
  .trim()
  .min(1, 'name_required')
  .max(100, 'name_too_long')
  .regex(/^\P{Cc}*$/u, 'value_invalid');

const locale = z.enum(['en', 'zh'], { error: 'choice_unknown' });
const theme = z.enum(['auto', 'light', 'dark'], { error: 'choice_unknown' });
const factoryRole = z.enum(FACTORY_ROLES, { error: 'role_unknown' });
const platformRole = z.enum(PLATFORM_ROLES, { error: 'role_unknown' });

export const signInForm = z.object({ email, password, next: z.string().max(2000).optional() });

export const forgotPasswordForm = z.object({ email });

export const newPasswordForm = z.object({ password });

export const acceptInvitationForm = z.object({ displayName, password, locale });

/** Joining takes nothing but the click. */
export const joinForm = z.object({});

export const profileForm = z.object({
  displayName,
  locale,
  theme,
  timeZone: z.enum(TIME_ZONES, { error: 'time_zone_unknown' }),
});

export const changePasswordForm = z.object({ current: password, password });

/** Whose sessions to end: one by its key, all others, or all. */
export const endSessionsForm = z.object({
  end: z.union([z.literal('others'), z.literal('everywhere'), z.string().regex(/^[0-9a-f]{64}$/)], {
    error: 'choice_unknown',
  }),
});

const viewName = z.string({ error: 'name_required' }).trim().min(1, 'name_required').max(60, 'name_too_long');
const viewPage = z.string().regex(/^[A-Za-z0-9.-]{1,80}$/, 'choice_unknown');

/** Which page's views are asked for. */
export const savedViewsSearch = z.object({ page: viewPage.default('none') });

/** Keeping a named view of a page (its search string), or taking one away. */
export const savedViewForm = z.discriminatedUnion(
  'intent',
  [
    z.object({
      intent: z.literal('save'),
      page: viewPage,
      name: viewName,
      search: z
        .string()
        .max(2000, 'view_too_big')
        .regex(/^(\?.*)?$/, 'choice_unknown')
        .default(''),
    }),
    z.object({ intent: z.literal('remove'), page: viewPage, name: viewName }),
  ],
  { error: 'choice_unknown' },
);

export const inviteMemberForm = z.object({ email, role: factoryRole, locale });

/** The role's name carries the place it belongs to: `platform.buyer`, `factory.owner`. */
export const inviteByPlatformForm = z
  .object({
    email,
    locale,
    to: z.union([z.literal('platform'), z.uuid()], { error: 'choice_unknown' }),
    role: z.string(),
  })
  .transform((input, context) => {
    const { to, role } = input;
    const bare = role.slice(role.indexOf('.') + 1);
    const parsed = to === 'platform' ? platformRole.safeParse(bare) : factoryRole.safeParse(bare);
    const fits = role.startsWith(to === 'platform' ? 'platform.' : 'factory.');
    if (!parsed.success || !fits) {
      context.addIssue({ code: 'custom', path: ['role'], message: 'choice_unknown' });
      return z.NEVER;
    }
    return to === 'platform'
      ? { email: input.email, locale: input.locale, to: 'platform' as const, role: platformRole.parse(bare) }
      : {
          email: input.email,
          locale: input.locale,
          to: 'factory' as const,
          factoryId: to,
          role: factoryRole.parse(bare),
        };
  });

/** One page, two verbs: a new role, or removal. */
export const memberForm = z.discriminatedUnion(
  'intent',
  [z.object({ intent: z.literal('role'), role: factoryRole }), z.object({ intent: z.literal('remove') })],
  { error: 'choice_unknown' },
);

export const platformMemberForm = z.discriminatedUnion(
  'intent',
  [z.object({ intent: z.literal('role'), role: platformRole }), z.object({ intent: z.literal('remove') })],
  { error: 'choice_unknown' },
);

/** An invitation to revoke; `factoryId` absent for one to the platform itself. */
export const revokeInvitationForm = z.object({
  invitationId: z.uuid({ error: 'invitation_unusable' }),
  factoryId: z.uuid({ error: 'factory_unknown' }).optional(),
});

/** Lives that a key may be given, in days; `none` ends only when it is revoked. */
export const API_KEY_LIVES = ['90', '365', '730', 'none'] as const;

/** The name of a system as its movements carry it. */
export const apiKeySource = z
  .string({ error: 'source_invalid' })
  .trim()
  .regex(/^[a-z0-9][a-z0-9.-]{1,39}$/, 'source_invalid');

export const createApiKeyForm = z.object({
  name: displayName,
  source: apiKeySource,
  scopes: z
    .array(z.enum(API_SCOPES, { error: 'choice_unknown' }))
    .min(1, 'scope_required')
    .max(API_SCOPES.length, 'choice_unknown'),
  days: z
    .enum(API_KEY_LIVES, { error: 'choice_unknown' })
    .transform((life) => (life === 'none' ? null : Number(life))),
});

/** `to` of the calendar's end still has a day after it. */
const day = z.string().refine((text) => parseCalendarDate(text).ok && text >= '1970-01-02' && text < '9000');

/** Filters of the audit log as they stand in the URL; a value that makes no sense counts as absent. */
export const auditSearch = z.object({
  actor: z.string().trim().min(1).max(100).optional().catch(undefined),
  action: z
    .enum([...AUDIT_ACTIONS, ...AUDIT_ACTION_GROUPS])
    .optional()
    .catch(undefined),
  entity: z.enum(AUDIT_ENTITIES).optional().catch(undefined),
  from: day.optional().catch(undefined),
  to: day.optional().catch(undefined),
  place: z.string().max(100).optional().catch(undefined),
  after: z.string().max(100).optional().catch(undefined),
});

/** An export takes the filters of the page and a format. */
export const auditExportSearch = auditSearch.extend({
  format: z.enum(['csv', 'xlsx']).default('csv').catch('csv'),
});

export type AuditSearch = z.output<typeof auditSearch>;

/** Whether a search leaves anything out. */
export function isAuditFiltered({ actor, action, entity, from, to, place }: AuditSearch): boolean {
  return [actor, action, entity, from, to, place].some((value) => value !== undefined);
}
