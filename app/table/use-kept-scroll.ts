import { useLocation } from '@remix-run/react';
import { type RefObject, useEffect, useLayoutEffect } from 'react';

const positions = new Map<string, { top: number; left: number }>();
const useBrowserLayoutEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/** Brings a scrolling element back to where it stood when the reader returns to this entry of the history. */
export function useKeptScroll(ref: RefObject<HTMLElement | null>, name: string): void {
  const { key } = useLocation();
  const entry = `${name} ${key}`;
  useBrowserLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const kept = positions.get(entry);
    if (kept) element.scrollTo(kept);
    const remember = () => positions.set(entry, { top: element.scrollTop, left: element.scrollLeft });
    element.addEventListener('scroll', remember, { passive: true });
    return () => element.removeEventListener('scroll', remember);
  }, [ref, entry]);
}
