import { Button } from '@mantine/core';
import { useFetcher } from '@remix-run/react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormReply } from '~/form/use-portal-form';
import { useProblemText } from '~/form/use-problem-text';
import { useFormat } from '~/ui/use-format';
import type { MessageView, OrderDetail } from '../domain/order-views';
import { MentionArea } from './mention-area';
import { pieceTogether } from './mentions';
import styles from './order.module.css';

interface ConversationProps {
  order: OrderDetail;
  userId: string;
  timeZone: string;
  /** Where a message is sent; absent where this reader never writes. */
  action: string | undefined;
}

/** What both sides say about the order, the oldest first, and the field to write. */
export function Conversation({ order, userId, timeZone, action }: ConversationProps) {
  const { t } = useTranslation('orders');
  const may = action !== undefined && order.actions.some((one) => one.action === 'message' && one.allowed);
  return (
    <div id="conversation">
      {order.messages.length === 0 ? (
        <p className="muted">{t('messages.none')}</p>
      ) : (
        <ol className={styles.messages}>
          {order.messages.map((message) => (
            <Message key={message.id} message={message} userId={userId} timeZone={timeZone} order={order} />
          ))}
        </ol>
      )}
      {may && action ? <Write order={order} action={action} /> : null}
    </div>
  );
}

interface MessageProps {
  message: MessageView;
  order: OrderDetail;
  userId: string;
  timeZone: string;
}

function Message({ message, order, userId, timeZone }: MessageProps) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const files = order.files.filter((file) => file.messageId === message.id);
  return (
    <li>
      <div className={styles.head}>
        <strong>
          {message.authorName}
          {message.authorUserId === userId ? ` (${t('messages.you')})` : null}
        </strong>
        <time className="muted small" dateTime={new Date(message.at).toISOString()}>
          {format.dateTime(message.at, timeZone)}
        </time>
      </div>
      <p className={styles.body}>
        <Body message={message} />
      </p>
      {files.length > 0 ? (
        <p className="small">
          {t('messages.attachments')} {files.map((file) => file.label).join(', ')}
        </p>
      ) : null}
    </li>
  );
}

/** The text with the names of those it is for set off. */
function Body({ message }: { message: MessageView }): ReactNode {
  return pieceTogether(
    message.body,
    message.mentions.map(({ name }) => name),
  ).map((piece) =>
    piece.isMention ? (
      <span key={piece.at} className={styles.mention}>
        {piece.text}
      </span>
    ) : (
      piece.text
    ),
  );
}

function Write({ order, action }: { order: OrderDetail; action: string }) {
  const { t } = useTranslation('orders');
  const say = useProblemText();
  const fetcher = useFetcher<FormReply>();
  const form = useRef<HTMLFormElement>(null);
  const sent = fetcher.state === 'idle' && fetcher.data !== undefined && !fetcher.data.error;
  const problems = Object.values(fetcher.data?.error ?? {}).flatMap((list) => list ?? []);
  const busy = fetcher.state !== 'idle';
  // The field forgets its text when the reader's own message has been taken; until then, and when others write, nothing is
  // lost.
  const [taken, setTaken] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each answer
  useEffect(() => {
    if (sent) setTaken((count) => count + 1);
  }, [fetcher.data, sent]);
  useEffect(() => {
    if (taken > 0) form.current?.querySelector<HTMLElement>('textarea')?.focus({ preventScroll: true });
  }, [taken]);
  return (
    <fetcher.Form ref={form} method="post" action={action} className={styles.write}>
      <MentionArea
        key={taken}
        people={order.people}
        invalid={problems.length > 0}
        errorId="message-problem"
      />
      {problems.length > 0 ? (
        <p id="message-problem" className={styles.late} role="alert">
          {problems.map(say).join(' ')}
        </p>
      ) : null}
      <div className={styles.head}>
        <Button type="submit" variant="default" aria-disabled={busy || undefined}>
          {t('messages.send')}
        </Button>
        <span className={styles.why}>{t('messages.help')}</span>
      </div>
    </fetcher.Form>
  );
}
