import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './network-status.module.css';

function subscribe(listener: () => void) {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

/** True while the browser believes it has a network; always true on the server. */
export function useOnline(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
}

/** A bar that says the network is gone and that nothing typed is lost; gone itself when the network is back. */
export function NetworkStatus() {
  const { t } = useTranslation();
  const online = useOnline();
  return (
    <div role="status" aria-live="polite">
      {online ? null : <div className={styles.bar}>{t('offline')}</div>}
    </div>
  );
}
