import { Button } from '@mantine/core';
import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { paths } from '~/paths';
import { useFormat } from '~/ui/use-format';
import { deviceOf } from '../domain/device';
import type { SessionRow } from '../queries/account-page.server';
import styles from './identity.module.css';

/** Where the person is signed in, each with the way to end it. */
export function SessionList({ sessions, timeZone }: { sessions: SessionRow[]; timeZone: string }) {
  const { t } = useTranslation('identity');
  const format = useFormat();
  const deviceName = useDeviceName();
  return (
    <Form method="post" action={paths.accountSessions()}>
      <ul className={styles.list}>
        {sessions.map((session) => {
          const device = deviceName(session.userAgent);
          const since = format.dateTime(session.createdAt, timeZone);
          return (
            <li key={session.key} className={styles.row}>
              <div className={styles.words}>
                <div>
                  {device} {session.isThis ? <strong>({t('account.thisDevice')})</strong> : null}
                </div>
                <div className={styles.second}>
                  {t('account.since')} {since}
                  {session.address ? ` · ${session.address}` : null}
                </div>
              </div>
              {session.isThis ? null : (
                <Button
                  type="submit"
                  variant="default"
                  name="end"
                  value={session.key}
                  aria-label={t('account.endLabel', { device, since })}
                >
                  {t('account.end')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <div className={styles.actions}>
        {sessions.length > 1 ? (
          <Button type="submit" variant="default" name="end" value="others">
            {t('account.endOthers')}
          </Button>
        ) : null}
        <Button type="submit" variant="default" name="end" value="everywhere">
          {t('account.everywhere')}
        </Button>
      </div>
      <p className={styles.second}>{t('account.everywhereHelp')}</p>
    </Form>
  );
}

/** Names the device of a User-Agent header, as "Chrome on Windows". */
export function useDeviceName(): (userAgent: string | null) => string {
  const { t } = useTranslation('identity');
  return (userAgent) => {
    const device = deviceOf(userAgent);
    return device ? t('account.browserOn', { ...device }) : t('account.unknownDevice');
  };
}
