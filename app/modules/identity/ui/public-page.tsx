import { Form, Link, useLocation } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '~/paths';
import { useLocale } from '~/ui/use-format';
import styles from './public-page.module.css';

/** The frame of pages before sign-in: product, language, one card with one task. Works without scripts. */
export function PublicPage({
  title,
  lead,
  foot,
  children,
}: {
  title: string;
  lead?: ReactNode;
  foot?: ReactNode;
  children?: ReactNode;
}) {
  const { t } = useTranslation('common');
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <Link to={paths.home()} className={styles.name}>
          {t('appName')}
        </Link>
        <OtherLanguage />
      </header>
      <main className={styles.card}>
        <h1>{title}</h1>
        {lead ? <p className={styles.lead}>{lead}</p> : null}
        {children}
        {foot ? <div className={styles.foot}>{foot}</div> : null}
      </main>
    </div>
  );
}

/** Switches to the other language, named in that language. */
function OtherLanguage() {
  const { t } = useTranslation('identity');
  const other = useLocale() === 'zh' ? 'en' : 'zh';
  const { pathname, search } = useLocation();
  return (
    <Form method="post" action={paths.preferences()} reloadDocument>
      <input type="hidden" name="returnTo" value={pathname + search} />
      <button type="submit" name="language" value={other} lang={other} className={styles.language}>
        {t(`languages.${other}`)}
      </button>
    </Form>
  );
}
