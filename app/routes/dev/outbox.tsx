import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { pageTitle } from '~/http/page-title.server';
import { outboxPage } from '~/modules/identity/queries/outbox-page.server';
import styles from '~/modules/identity/ui/identity.module.css';
import { linkified } from '~/modules/identity/ui/linkified';
import { EmptyState } from '~/ui/empty-state';
import { PageHeader } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';

export const handle = { i18n: ['identity'] };
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

/** The messages that a mail server would have sent; exists only where there is none (see `isOutboxShown`). */
export async function loader({ request }: LoaderFunctionArgs) {
  const mails = await outboxPage();
  if (!mails) throw new Response(null, { status: 404, statusText: 'Not Found' });
  return { title: await pageTitle(request, null, (t) => t('outbox.title')), mails };
}

export default function OutboxPage() {
  const { mails } = useLoaderData<typeof loader>();
  const { t } = useTranslation('identity');
  const format = useFormat();
  return (
    <main className={styles.frame}>
      <PageHeader title={t('outbox.title')} answer={t('outbox.answer')} />
      {mails.length === 0 ? <EmptyState title={t('outbox.none')} text={t('outbox.noneText')} /> : null}
      {mails.map(({ id, to, subject, text, writtenAt }) => (
        <article key={id} className={styles.mail}>
          <h2>{subject}</h2>
          <p className={styles.second}>
            {t('outbox.to')} {to} · {t('outbox.sent')}{' '}
            {format.dateTime(writtenAt, 'UTC', {
              seconds: true,
            })}{' '}
          </p>
          <pre>{linkified(text)}</pre>
        </article>
      ))}
    </main>
  );
}
