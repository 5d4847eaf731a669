import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Problem } from '~/kernel/problem';
import styles from './fields.module.css';
import { useProblemText } from './use-problem-text';

/** Problems that belong to no single field, above the fields; takes the focus so that it is read out. */
export function FormProblems({ id, problems }: { id?: string; problems: Problem[] | null | undefined }) {
  const say = useProblemText();
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problems?.length) ref.current?.focus();
  }, [problems]);
  if (!problems?.length) return null;
  return (
    <div id={id} ref={ref} className={styles.problems} role="alert" tabIndex={-1}>
      {problems.map((problem) => (
        <p key={problem.code}>{say(problem)}</p>
      ))}
    </div>
  );
}

/** Fields under one another, in one column. */
export function FormFields({ children }: { children: ReactNode }) {
  return <div className={styles.fields}>{children}</div>;
}

interface FormActionsProps {
  submit: ReactNode;
  busy?: boolean;
  /** What will happen, before the button: "Cancels 2 orders, releases 36 h on line 3". */
  consequence?: ReactNode;
  danger?: boolean;
  /** Cancel link and the like. */
  children?: ReactNode;
}

/** The foot of a form: the consequence in words, the one button that stands out, and the way out. */
export function FormActions({
  submit,
  busy = false,
  consequence,
  danger = false,
  children,
}: FormActionsProps) {
  return (
    <div className={styles.actions}>
      {consequence ? <p className={styles.consequence}>{consequence}</p> : null}
      <Button type="submit" aria-disabled={busy || undefined} color={danger ? 'red.8' : undefined}>
        {submit}
      </Button>
      {children}
    </div>
  );
}
