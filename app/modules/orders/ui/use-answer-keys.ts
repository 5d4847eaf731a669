import { type RefObject, useEffect } from 'react';

/** Marks a line of the answer; what the keys act on. */
export const lineAttribute = 'data-answer-line';

/** Fields in which letters have no meaning, so that letter keys keep theirs. */
const isFigureField = (element: HTMLElement) => element.dataset.figure !== undefined;

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || isFigureField(target)) return false;
  if (target instanceof HTMLInputElement) return !/^(checkbox|radio|button|submit)$/.test(target.type);
  return target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName);
}

/** Index of the line that j or k leads to; without a line that has the focus both lead to the first. */
export function lineAfter(key: 'j' | 'k', at: number, count: number): number {
  if (at < 0) return 0;
  return key === 'j' ? Math.min(at + 1, count - 1) : Math.max(at - 1, 0);
}

/**
 * The keys of the answer screen: `a` accepts the line that has the focus, `s` splits its part, `j` and `k` move between
 * lines, Enter in a field moves on to the next line and from the last to the button, Ctrl + Enter sends. They press the
 * buttons of the page, so that keys and buttons never differ.
 */
export function useAnswerKeys(form: RefObject<HTMLFormElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const root = form.current;
      const target = event.target as HTMLElement | null;
      if (!root || !target || event.altKey || (target !== document.body && !root.contains(target))) return;
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        root.requestSubmit();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.isComposing) return;
      const lines = [...root.querySelectorAll<HTMLElement>(`[${lineAttribute}]`)];
      const line = target.closest<HTMLElement>(`[${lineAttribute}]`);
      const at = line ? lines.indexOf(line) : -1;
      if (event.key === 'Enter' && target instanceof HTMLInputElement) {
        event.preventDefault();
        const next = at < 0 ? undefined : lines[at + 1];
        if (next) enter(next);
        else root.querySelector<HTMLElement>('[data-send]')?.focus();
        return;
      }
      if (isTyping(target)) return;
      if (event.key === 'j' || event.key === 'k') {
        const next = lines[lineAfter(event.key, at, lines.length)];
        if (next) enter(next);
      } else if (event.key === 'a') (line ?? lines[0])?.querySelector<HTMLElement>('[data-accept]')?.click();
      else if (event.key === 's') {
        const part = target.closest<HTMLElement>('[data-answer-part]') ?? line ?? lines[0];
        part?.querySelector<HTMLElement>('[data-split]')?.click();
      } else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [form]);
}

function enter(line: HTMLElement): void {
  line.querySelector<HTMLElement>('[data-first]')?.focus({ preventScroll: true });
  line.scrollIntoView({ block: 'nearest' });
}
