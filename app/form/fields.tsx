import { type FieldMetadata, getInputProps, getSelectProps, getTextareaProps } from '@conform-to/react';
import { Checkbox, Input, NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core';
import type { HTMLInputAutoCompleteAttribute, ReactNode } from 'react';
import type { Problem } from '~/kernel/problem';
import { ACCEPTED_FILES } from '~/platform/storage/file-kinds';
import styles from './fields.module.css';
import { useProblemText } from './use-problem-text';

type Field<Value> = FieldMetadata<Value, Record<string, unknown>, Problem[]>;

interface FieldProps<Value> {
  // biome-ignore lint/suspicious/noExplicitAny: a field fits whatever form it belongs to
  field: FieldMetadata<Value, any, Problem[]>;
  label: ReactNode;
  /** Stands below the field: format, consequence, where the value shows up. */
  help?: ReactNode;
  disabled?: boolean;
}

interface TextFieldProps extends FieldProps<string | undefined> {
  type?: 'text' | 'email' | 'tel' | 'url' | 'date' | 'datetime-local';
  autoComplete?: HTMLInputAutoCompleteAttribute;
  placeholder?: string;
  /** Unit behind the value. */
  suffix?: string;
  autoFocus?: boolean;
  maxLength?: number;
}

const order: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

/** One line of text: label above, help below, the problem at the field. */
export function TextField({ field, label, help, type = 'text', suffix, ...rest }: TextFieldProps) {
  const { key, ...props } = getInputProps(field, { type });
  return (
    <TextInput
      key={key}
      {...props}
      {...rest}
      label={label}
      description={help}
      error={useFieldError(field)}
      rightSection={suffix ? <span className={styles.suffix}>{suffix}</span> : undefined}
      rightSectionWidth={suffix ? 56 : undefined}
      inputWrapperOrder={order}
      withAsterisk={false}
    />
  );
}

interface NumberFieldProps extends FieldProps<number | string | undefined> {
  suffix?: string;
  min?: number;
  max?: number;
  /** Digits after the point are allowed. */
  decimals?: boolean;
  width?: number;
}

/** A number with its unit; plain text with a numeric keyboard, so pasted "1,200" arrives and the server judges it. */
export function NumberField({
  field,
  label,
  help,
  suffix,
  decimals = false,
  width,
  ...rest
}: NumberFieldProps) {
  const { key, ...props } = getInputProps(field as Field<string>, { type: 'text' });
  return (
    <TextInput
      key={key}
      {...props}
      {...rest}
      inputMode={decimals ? 'decimal' : 'numeric'}
      autoComplete="off"
      label={label}
      description={help}
      error={useFieldError(field)}
      rightSection={suffix ? <span className={styles.suffix}>{suffix}</span> : undefined}
      rightSectionWidth={suffix ? 56 : undefined}
      inputWrapperOrder={order}
      classNames={{ input: styles.number ?? '' }}
      w={width}
    />
  );
}

interface PasswordFieldProps extends FieldProps<string | undefined> {
  autoComplete: 'current-password' | 'new-password';
}

/** A password that can be shown. It is never sent back into the page. */
export function PasswordField({ field, label, help, ...rest }: PasswordFieldProps) {
  const { key, ...props } = getInputProps(field, { type: 'password' });
  return (
    <PasswordInput
      key={key}
      {...props}
      {...rest}
      label={label}
      description={help}
      error={useFieldError(field)}
      inputWrapperOrder={order}
    />
  );
}

interface SelectFieldProps extends FieldProps<string | undefined> {
  options: readonly { value: string; label: string }[];
  /** Words of the empty choice; without it the first option is chosen. */
  none?: string;
}

/** One of a list; the browser's own control, so it works everywhere and on phones. */
export function SelectField({ field, label, help, options, none, ...rest }: SelectFieldProps) {
  const { key, ...props } = getSelectProps(field);
  return (
    <NativeSelect
      key={key}
      {...props}
      {...rest}
      label={label}
      description={help}
      error={useFieldError(field)}
      inputWrapperOrder={order}
      data={[...(none === undefined ? [] : [{ value: '', label: none }]), ...options]}
    />
  );
}

/** Several lines of text. */
export function TextAreaField({
  field,
  label,
  help,
  rows = 4,
  ...rest
}: FieldProps<string | undefined> & { rows?: number }) {
  const { key, ...props } = getTextareaProps(field);
  return (
    <Textarea
      key={key}
      {...props}
      {...rest}
      rows={rows}
      label={label}
      description={help}
      error={useFieldError(field)}
      inputWrapperOrder={order}
    />
  );
}

interface FileFieldProps extends FieldProps<string | undefined> {
  /** Value of `accept`; every kind that the portal takes unless told otherwise. */
  accept?: string;
}

/** One file; the form needs `encType="multipart/form-data"`. It is never sent back into the page. */
export function FileField({ field, label, help, accept = ACCEPTED_FILES, ...rest }: FileFieldProps) {
  const { key, defaultValue: _, ...props } = getInputProps(field, { type: 'file' });
  return (
    <Input.Wrapper
      id={props.id}
      label={label}
      description={help}
      error={useFieldError(field)}
      inputWrapperOrder={order}
    >
      <input key={key} {...props} {...rest} accept={accept} className={styles.file} />
    </Input.Wrapper>
  );
}

/** A yes or no, with its label behind. */
export function CheckboxField({ field, label, help, ...rest }: FieldProps<boolean | undefined>) {
  const { key, type: _type, ...props } = getInputProps(field, { type: 'checkbox' });
  return (
    <Checkbox key={key} {...props} {...rest} label={label} description={help} error={useFieldError(field)} />
  );
}

// biome-ignore lint/suspicious/noExplicitAny: as above
function useFieldError(field: FieldMetadata<any, any, Problem[]>): ReactNode {
  const say = useProblemText();
  const problems = field.errors;
  if (!problems?.length) return undefined;
  return problems.map(say).join(' ');
}
