import { useEffect, useRef } from 'react';
import type { Problem } from '~/kernel/problem';

/**
 * Marks the field that a refusal names and takes the focus there, for a form that says its one problem at its end.
 * @param messageId id of the element that shows the problem's sentence
 */
export function useWrongField(problem: Problem | undefined, messageId: string) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const field = problem?.field && form.current?.elements.namedItem(problem.field);
    if (field instanceof HTMLElement) field.focus();
  }, [problem]);
  const wrong = (name: string) =>
    problem?.field === name ? { 'aria-invalid': true, 'aria-describedby': messageId } : {};
  return { form, wrong };
}
