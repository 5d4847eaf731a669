import { Form, Link, useLocation, useSubmit } from '@remix-run/react';
import { type FormEvent, type RefObject, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './filter-bar.module.css';

export interface FilterOption {
  value: string;
  label: string;
}

export type FilterField =
  | { kind: 'search'; name: string; label: string; placeholder?: string }
  /** A day, `YYYY-MM-DD`. */
  | { kind: 'date'; name: string; label: string }
  | {
      kind: 'select';
      name: string;
      label: string;
      options: readonly FilterOption[];
      /** Words of the choice that filters nothing; without it the first option is the default. */
      all?: string;
      /** Value the page takes when the URL names none. */
      defaultValue?: string;
    };

const typingDelayMs = 250;
/** What a new filter makes meaningless: the place in the old list. */
const places = ['page', 'after', 'before'];

/**
 * The filters of a page as one bar whose state is the URL. With scripts every change applies itself (typing after a
 * pause); without them there is a button. Sorting, columns and density stay as they are.
 */
export function FilterBar({ fields }: { fields: readonly FilterField[] }) {
  const { t } = useTranslation('common');
  const { pathname, search } = useLocation();
  const submit = useSubmit();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const params = new URLSearchParams(search);
  const names = new Set(fields.map((field) => field.name));
  const kept = [...params].filter(([name]) => !names.has(name) && !places.includes(name));
  const active = fields.some((field) => params.has(field.name));
  useFollowUrl(form, search, fields);

  const apply = (element: HTMLFormElement) => {
    clearTimeout(timer.current);
    submit(nonEmpty(element, fields), { replace: true, preventScrollReset: true });
  };
  const onChange = (event: FormEvent<HTMLFormElement>) => {
    const element = event.currentTarget;
    clearTimeout(timer.current);
    if ((event.target as HTMLElement).tagName === 'SELECT') apply(element);
    else timer.current = setTimeout(() => apply(element), typingDelayMs);
  };
  useEffect(() => () => clearTimeout(timer.current), []);

  return (
    <Form
      ref={form}
      method="get"
      role="search"
      aria-label={t('filters.label')}
      className={`${styles.bar} no-print`}
      onChange={onChange}
      onSubmit={(event) => {
        event.preventDefault();
        apply(event.currentTarget);
      }}
    >
      {kept.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {fields.map((field) => (
        <div key={field.name} className={styles.field}>
          <label htmlFor={`${id}-${field.name}`} className={styles.label}>
            {field.label}
          </label>
          <FieldInput id={`${id}-${field.name}`} field={field} value={params.get(field.name)} />
        </div>
      ))}
      <button type="submit" className={`${styles.apply} unscripted-only`}>
        {t('apply')}
      </button>
      {active ? (
        <Link to={{ pathname, search: withoutFilters(kept) }} className={styles.clear} replace>
          {t('filters.clear')}
        </Link>
      ) : null}
    </Form>
  );
}

function FieldInput({ id, field, value }: { id: string; field: FilterField; value: string | null }) {
  if (field.kind === 'date') {
    return (
      <input
        id={id}
        type="date"
        name={field.name}
        defaultValue={value ?? ''}
        min="2000-01-01"
        max="2999-12-31"
      />
    );
  }
  if (field.kind === 'search') {
    return (
      <input
        id={id}
        type="search"
        name={field.name}
        defaultValue={value ?? ''}
        placeholder={field.placeholder}
        className={styles.search}
        autoComplete="off"
      />
    );
  }
  return (
    <select
      id={id}
      name={field.name}
      defaultValue={value ?? field.defaultValue ?? ''}
      data-active={value !== null || undefined}
    >
      {field.all === undefined ? null : <option value="">{field.all}</option>}
      {field.options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

/** Keeps uncontrolled fields true to the URL when it changes by Back or by a link; what is being typed stays. */
function useFollowUrl(
  form: RefObject<HTMLFormElement | null>,
  search: string,
  fields: readonly FilterField[],
) {
  useEffect(() => {
    const params = new URLSearchParams(search);
    for (const field of fields) {
      const element = form.current?.elements.namedItem(field.name);
      if (!(element instanceof HTMLInputElement || element instanceof HTMLSelectElement)) continue;
      if (element === document.activeElement && element instanceof HTMLInputElement) continue;
      const fallback = field.kind === 'select' ? (field.defaultValue ?? '') : '';
      element.value = params.get(field.name) ?? fallback;
    }
  }, [form, search, fields]);
}

/** The form's data without empty values and defaults, so that the plain view has the plain URL. */
function nonEmpty(form: HTMLFormElement, fields: readonly FilterField[]): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    const field = fields.find((candidate) => candidate.name === name);
    const fallback = field?.kind === 'select' ? field.defaultValue : undefined;
    if (typeof value === 'string' && value !== '' && value !== fallback) params.append(name, value);
  }
  return params;
}

function withoutFilters(kept: [string, string][]): string {
  const text = new URLSearchParams(kept).toString();
  return text === '' ? '' : `?${text}`;
}
