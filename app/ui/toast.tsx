import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './toast.module.css';

export interface ToastMessage {
  id: number;
  kind: 'good' | 'bad' | 'info';
  text: string;
  /** One way back or onward, for example "Undo". */
  action?: { label: string; run: () => void };
}

let messages: readonly ToastMessage[] = [];
let nextId = 1;
const listeners = new Set<() => void>();
const none: readonly ToastMessage[] = [];
const visibleMs = 6_000;

function publish(next: readonly ToastMessage[]) {
  messages = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Takes a message away before its time. */
export function dismissToast(id: number): void {
  publish(messages.filter((message) => message.id !== id));
}

/**
 * Says that something happened, in a corner, for six seconds; errors stay until they are closed.
 * The text is already translated. Browser only.
 */
export function toast(message: Omit<ToastMessage, 'id'>): number {
  const id = nextId++;
  publish([...messages.slice(-2), { ...message, id }]);
  if (message.kind !== 'bad') setTimeout(() => dismissToast(id), visibleMs);
  return id;
}

/** The place where toasts appear; the root renders it once. */
export function Toaster() {
  const { t } = useTranslation();
  const shown = useSyncExternalStore(
    subscribe,
    () => messages,
    () => none,
  );
  return (
    <div className={styles.region} role="status" aria-live="polite">
      {shown.map((message) => (
        <div key={message.id} className={styles.toast} data-kind={message.kind}>
          <span className={styles.text}>{message.text}</span>
          {message.action ? (
            <button
              type="button"
              className={styles.action}
              onClick={() => {
                message.action?.run();
                dismissToast(message.id);
              }}
            >
              {message.action.label}
            </button>
          ) : null}
          <button
            type="button"
            className={styles.close}
            aria-label={t('close')}
            onClick={() => dismissToast(message.id)}
          >
            ×
          </button>
        </div>
      ))}
    </div>
  );
}
