import type { ReactNode } from 'react';
import { useProblemText } from '~/form/use-problem-text';
import type { Problem } from '~/kernel/problem';
import styles from './answer.module.css';

interface FieldAttributes {
  id: string;
  name: string | undefined;
  'aria-invalid': true | undefined;
  'aria-describedby': string | undefined;
}

interface FieldProps {
  label: string;
  /** Path in the form, and the field's id on the page. */
  name: string;
  /** Whether the field is sent; true unless said otherwise. */
  send?: boolean;
  problems: readonly Problem[] | undefined;
  narrow?: boolean;
  wide?: boolean;
  children: (attributes: FieldAttributes) => ReactNode;
}

/** Label above, the server's problem below. */
export function Field({ label, name, send = true, problems, narrow, wide, children }: FieldProps) {
  const say = useProblemText();
  const wrong = problems !== undefined && problems.length > 0;
  const errorId = `${name}-error`;
  return (
    <div className={styles.field} data-narrow={narrow || undefined} data-wide={wide || undefined}>
      <label htmlFor={name}>{label}</label>
      {children({
        id: name,
        name: send ? name : undefined,
        'aria-invalid': wrong || undefined,
        'aria-describedby': wrong ? errorId : undefined,
      })}
      {wrong ? (
        <span id={errorId} className={styles.error}>
          {problems.map(say).join(' ')}
        </span>
      ) : null}
    </div>
  );
}
