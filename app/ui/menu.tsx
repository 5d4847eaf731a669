import { useLocation } from '@remix-run/react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import styles from './menu.module.css';

interface MenuProps {
  /** What the closed menu shows. */
  label: ReactNode;
  /** Name for screen readers and the tooltip when the label alone does not say it. */
  name?: string;
  children: ReactNode;
  align?: 'start' | 'end';
  /** Opens upward, for menus at the foot of the screen. */
  up?: boolean;
  className?: string;
}

/** A disclosure that works before and without scripts; closes on Escape, a click outside and navigation. */
export function Menu({ label, name, children, align = 'start', up = false, className }: MenuProps) {
  const ref = useRef<HTMLDetailsElement>(null);
  const { key } = useLocation();

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key changes with every navigation
  useEffect(() => {
    if (ref.current) ref.current.open = false;
  }, [key]);

  useEffect(() => {
    const close = (event: Event) => {
      const details = ref.current;
      if (details?.open && !details.contains(event.target as Node)) details.open = false;
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('focusin', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('focusin', close);
    };
  }, []);

  return (
    <details ref={ref} className={[styles.menu, className].filter(Boolean).join(' ')} onKeyDown={onMenuKey}>
      <summary aria-label={name} title={name}>
        {label}
      </summary>
      <div className={styles.panel} data-align={align} data-up={up || undefined}>
        {children}
      </div>
    </details>
  );
}

/** Escape closes and gives the focus back; up and down walk through what can be chosen. */
function onMenuKey(event: KeyboardEvent<HTMLDetailsElement>) {
  const details = event.currentTarget;
  if (!details.open) return;
  if (event.key === 'Escape') {
    details.open = false;
    details.querySelector('summary')?.focus();
    event.stopPropagation();
    return;
  }
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const items = [...details.querySelectorAll<HTMLElement>('div a, div button:not(:disabled)')];
  if (items.length === 0) return;
  const at = items.indexOf(document.activeElement as HTMLElement);
  const next = event.key === 'ArrowDown' ? at + 1 : at - 1;
  items.at(next % items.length)?.focus();
  event.preventDefault();
}

/** A heading inside a menu. */
export function MenuHeading({ children }: { children: ReactNode }) {
  return <div className={styles.heading}>{children}</div>;
}

/** A line between groups of a menu. */
export function MenuDivider() {
  return <hr className={styles.divider} />;
}

/** Class of a link or button inside a menu. */
export const menuItemClass = styles.item ?? '';
