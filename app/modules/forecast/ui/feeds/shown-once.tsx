import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './feeds.module.css';

interface ShownOnceProps {
  title: string;
  text: string;
  label: string;
  value: string;
}

/** A secret that was just made: it is in this answer and nowhere else. */
export function ShownOnce({ title, text, label, value }: ShownOnceProps) {
  const { t } = useTranslation('feeds');
  const clipboard = useClipboard({ timeout: 3000 });
  const [scripted, setScripted] = useState(false);
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    setScripted(true);
    box.current?.focus();
  }, []);
  return (
    <section ref={box} className={styles.once} tabIndex={-1} aria-label={title}>
      <h2>{title}</h2>
      <p>{text}</p>
      <label className={styles.secret}>
        <span>{label}</span>
        <input type="text" readOnly value={value} onFocus={(event) => event.currentTarget.select()} />
      </label>
      {scripted ? (
        <Button variant="default" onClick={() => clipboard.copy(value)}>
          <span aria-live="polite">{t(clipboard.copied ? 'copied' : 'copy')}</span>
        </Button>
      ) : null}
    </section>
  );
}
