import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { SelectField, TextField } from '~/form/fields';
import { FormActions, FormFields, FormProblems } from '~/form/form-parts';
import { usePortalForm } from '~/form/use-portal-form';
import { pageTitle } from '~/http/page-title.server';
import { parseForm } from '~/http/parse-form.server';
import { currentIdentity, requireAccess } from '~/http/require-access.server';
import { updateAccount } from '~/modules/identity/commands/update-account.server';
import { TIME_ZONES } from '~/modules/identity/domain/time-zones';
import { profileForm } from '~/modules/identity/forms';
import { listMemberships } from '~/modules/identity/queries/list-memberships';
import styles from '~/modules/identity/ui/identity.module.css';
import { useLanguages } from '~/modules/identity/ui/new-account-form';
import { Notice } from '~/modules/identity/ui/notice';
import { usePlaceName } from '~/modules/identity/ui/use-place-name';
import { paths } from '~/paths';
import { languageCookie } from '~/platform/i18n/i18n.server';
import { Section } from '~/ui/page-header';
import { themeCookie } from '~/ui/preferences.server';
import { useZoneName } from '~/ui/use-zone-name';

export const handle = { i18n: ['identity'] };
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'account:view');
  const identity = await currentIdentity(args);
  const { displayName, locale, theme, timeZone, email } = access.user;
  return {
    title: await pageTitle(args.request, locale, (t) => t('account.title')),
    email,
    profile: { displayName, locale, theme, timeZone },
    places: identity ? listMemberships(identity) : { factories: [], platformRole: null },
    saved: new URL(args.request.url).searchParams.get('done') === 'saved',
  };
}

/** Stores name, language, colours and time zone, and lets this browser follow them. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'account:manage');
  const form = await parseForm(args.request, profileForm);
  if (!form.ok) return form.reply;
  await updateAccount(access, form.value);
  const headers = new Headers();
  headers.append('Set-Cookie', await languageCookie.serialize(form.value.locale));
  headers.append('Set-Cookie', await themeCookie.serialize(form.value.theme));
  throw redirect(`${paths.account()}?done=saved`, { headers });
}

export default function ProfilePage() {
  const { profile, places, email, saved } = useLoaderData<typeof loader>();
  const { t } = useTranslation('identity');
  const placeName = usePlaceName();
  const { form, fields, formProps, busy } = usePortalForm<z.input<typeof profileForm>>({
    id: 'profile',
    defaultValue: profile,
  });
  const themes = (['auto', 'light', 'dark'] as const).map((value) => ({
    value,
    label: t(`themes.${value}`),
  }));
  const zoneName = useZoneName();
  const zones = [...new Set([profile.timeZone, ...TIME_ZONES])].map((value) => ({
    value,
    label: zoneName(value),
  }));
  const { factories, platformRole } = places;
  return (
    <>
      {saved ? <Notice>{t('account.saved')}</Notice> : null}
      <Form {...formProps}>
        <FormProblems problems={form.errors} />
        <FormFields>
          <TextField
            field={fields.displayName}
            label={t('fields.name')}
            help={t('fields.nameHelp')}
            autoComplete="name"
          />
          <SelectField field={fields.locale} label={t('fields.language')} options={useLanguages()} />
          <SelectField field={fields.theme} label={t('fields.theme')} options={themes} />
          <SelectField field={fields.timeZone} label={t('fields.timeZone')} options={zones} />
        </FormFields>
        <FormActions submit={t('account.save')} busy={busy} />
      </Form>
      <Section title={t('account.places')}>
        {factories.length === 0 && !platformRole ? <p>{t('account.noPlaces', { email })}</p> : null}
        <ul className={styles.list}>
          {platformRole ? (
            <li className={styles.row}>
              <Link to={paths.platform.home()}>{placeName(null)}</Link>
              <span className={styles.second}>
                {t('account.role', { role: t(`roles.platform.${platformRole}`) })}
              </span>
            </li>
          ) : null}
          {factories.map((factory) => (
            <li key={factory.slug} className={styles.row}>
              <Link to={paths.factory.home(factory.slug)}>{placeName(factory)}</Link>
              <span className={styles.second}>
                {t('account.role', { role: t(`roles.factory.${factory.role}`) })}
              </span>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
