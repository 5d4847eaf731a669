import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './identity.module.css';

/** A key that was just made, in full: it is in this answer and nowhere else. */
export function ApiKeyCreated({ name, apiKey }: { name: string; apiKey: string }) {
  const { t } = useTranslation('keys');
  const clipboard = useClipboard({ timeout: 3000 });
  const [scripted, setScripted] = useState(false);
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    setScripted(true);
    box.current?.focus();
  }, []);
  return (
    <section ref={box} className={styles.notice} tabIndex={-1} aria-label={t('created.title', { name })}>
      <h2>{t('created.title', { name })}</h2>
      <p>{t('created.lead')}</p>
      <label className={styles.secret}>
        <span>{t('created.label')}</span>
        <input type="text" readOnly value={apiKey} onFocus={(event) => event.currentTarget.select()} />
      </label>
      {scripted ? (
        <Button variant="default" onClick={() => clipboard.copy(apiKey)}>
          <span aria-live="polite">{t(clipboard.copied ? 'created.copied' : 'created.copy')}</span>
        </Button>
      ) : null}
      <p className={styles.second}>{t('created.next')}</p>
    </section>
  );
}
