import type { TFunction } from 'i18next';
import { env } from '~/platform/env.server';
import { i18nFor } from '~/platform/i18n/i18n.server';
import type { Mail } from '~/platform/mail.server';
import type { Locale } from './domain/access';
import { INVITATION_DAYS, PASSWORD_RESET_MINUTES } from './domain/invitation-state';
import type { FactoryRole, PlatformRole } from './domain/permissions';

/** A role as the catalogues name it. */
type RoleName = `factory.${FactoryRole}` | `platform.${PlatformRole}`;

/** The mail with the link for a new password. */
export async function passwordResetMail(to: string, locale: Locale, token: string): Promise<Mail> {
  const t = await words(locale);
  const link = `${env().PUBLIC_URL}/reset-password/${token}`;
  return {
    to,
    subject: t('mail.reset.subject'),
    text: t('mail.reset.text', { link, minutes: PASSWORD_RESET_MINUTES }),
  };
}

/** The mail that tells the owner of an account that its password was changed. */
export async function passwordChangedMail(to: string, locale: Locale): Promise<Mail> {
  const t = await words(locale);
  return {
    to,
    subject: t('mail.changed.subject'),
    text: t('mail.changed.text', { link: `${env().PUBLIC_URL}/forgot-password` }),
  };
}

/** The mail that invites somebody into a factory (both names given) or onto the platform (none). */
export async function invitationMail(
  to: string,
  locale: Locale,
  invitation: {
    token: string;
    invitedBy: string;
    role: RoleName;
    factory?: { nameEn: string; nameZh: string };
  },
): Promise<Mail> {
  const t = await words(locale);
  const { token, invitedBy, factory } = invitation;
  const place = factory ? (locale === 'zh' ? factory.nameZh : factory.nameEn) : t('platformName');
  const role = t(`roles.${invitation.role}`);
  const link = `${env().PUBLIC_URL}/invitation/${token}`;
  return {
    to,
    subject: t('mail.invitation.subject', { place }),
    text: t('mail.invitation.text', { place, role, invitedBy, link, days: INVITATION_DAYS }),
  };
}

async function words(locale: Locale): Promise<TFunction<'identity'>> {
  return (await i18nFor(locale)).getFixedT(locale, 'identity');
}
