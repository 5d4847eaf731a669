import { Button } from '@mantine/core';
import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import styles from './feeds.module.css';
import { SettingsLinks } from './settings-links';
import { ShownOnce } from './shown-once';

interface CalendarPageProps {
  factory: string;
  link: { id: string; createdAt: number; lastReadAt: number | null } | null;
  /** The whole address, right after it was made. */
  made: string | undefined;
  maySubscribe: boolean;
  timeZone: string;
}

const CONTENT = ['ship', 'promised', 'commit', 'frozen', 'sellOut'] as const;

/** The factory's dates in the reader's own calendar. */
export function CalendarPage({ factory, link, made, maySubscribe, timeZone }: CalendarPageProps) {
  const { t } = useTranslation('feeds');
  const format = useFormat();
  const at = (ms: number) => format.dateTime(ms, timeZone, { year: true, weekday: false });
  return (
    <>
      <SettingsLinks factory={factory} />
      <PageHeader
        title={t('calendar.title')}
        answer={link ? t('calendar.answer') : t('calendar.answerNone')}
      />
      {made ? (
        <ShownOnce
          title={t('calendar.made')}
          text={t('calendar.madeText')}
          label={t('calendar.address')}
          value={made}
        />
      ) : null}
      {link ? (
        <dl className={styles.facts}>
          <dt>{t('calendar.created')}</dt>
          <dd>{at(link.createdAt)}</dd>
          <dt>{t('calendar.lastRead')}</dt>
          <dd>{link.lastReadAt === null ? t('never') : at(link.lastReadAt)}</dd>
        </dl>
      ) : null}
      <p className={styles.help}>{t('calendar.content')}</p>
      <ul className={styles.help}>
        {CONTENT.map((kind) => (
          <li key={kind}>{t(`calendar.contents.${kind}`)}</li>
        ))}
      </ul>
      {maySubscribe ? (
        <div className={styles.actions}>
          <Form method="post">
            <Button type="submit" name="intent" value="create" variant={link ? 'default' : 'filled'}>
              {link ? t('calendar.renew') : t('calendar.create')}
            </Button>
          </Form>
          {link ? (
            <Form method="post">
              <input type="hidden" name="feed" value={link.id} />
              <Button type="submit" name="intent" value="revoke" variant="default">
                {t('calendar.revoke')}
              </Button>
            </Form>
          ) : null}
        </div>
      ) : (
        <p className={styles.help}>{t('calendar.notYours')}</p>
      )}
      {link && maySubscribe ? <p className={styles.help}>{t('calendar.renewText')}</p> : null}
    </>
  );
}
