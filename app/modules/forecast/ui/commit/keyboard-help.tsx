import { useTranslation } from 'react-i18next';
import styles from './commit-page.module.css';

const KEYS = [
  ['arrows', '← ↑ → ↓'],
  ['type', '0–9'],
  ['edit', 'F2'],
  ['enter', 'Enter'],
  ['tab', 'Tab'],
  ['escape', 'Esc'],
  ['select', 'Shift + ←↑→↓'],
  ['all', 'Ctrl + A'],
  ['ends', 'Ctrl + ←↑→↓'],
  ['copy', 'Ctrl + C'],
  ['paste', 'Ctrl + V'],
  ['right', 'Ctrl + R'],
  ['down', 'Ctrl + D'],
  ['clear', 'Delete'],
  ['undo', 'Ctrl + Z'],
  ['redo', 'Ctrl + Y'],
  ['save', 'Ctrl + S'],
  ['leave', 'Esc, Tab'],
] as const;

/** What the keys of the grid do. */
export function KeyboardHelp() {
  const { t } = useTranslation('commit');
  return (
    <section className={styles.help} aria-labelledby="help-title">
      <h2 id="help-title">{t('help.title')}</h2>
      <dl>
        {KEYS.map(([name, keys]) => (
          <div key={name}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{t(`help.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
