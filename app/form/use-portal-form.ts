import { type DefaultValue, type SubmissionResult, useForm } from '@conform-to/react';
import { useActionData, useLocation, useNavigation } from '@remix-run/react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '~/kernel/problem';
import { toast } from '~/ui/toast';
import { dropDraft, failedDraft, keepDraft } from './drafts';

export type FormReply = SubmissionResult<Problem[]>;

/** What empties a form in the words of its library. */
const emptied = (): FormReply => ({ initialValue: null });

interface PortalFormOptions<Fields extends Record<string, unknown>> {
  /** Names the form on its page. */
  id: string;
  defaultValue?: DefaultValue<Fields>;
  /** The answer of the action; that of the page's own action unless a fetcher's is passed. */
  lastResult?: FormReply | null | undefined;
}

/**
 * A form whose rules live on the server: the action's `parseForm` answers problems, which appear at their fields with
 * the focus on the first; what was typed stays, also when the network fails. Spread `formProps` on `<Form>`.
 */
export function usePortalForm<Fields extends Record<string, unknown>>(options: PortalFormOptions<Fields>) {
  const { t } = useTranslation('common');
  const { pathname } = useLocation();
  const navigation = useNavigation();
  const actionData = useActionData() as FormReply | undefined;
  const lastResult = 'lastResult' in options ? options.lastResult : actionData;
  const draftKey = `${pathname} ${options.id}`;
  const draft = failedDraft(draftKey);
  const [taken, setTaken] = useState<FormReply | null>(null);
  const [form, fields] = useForm<Fields, Fields, Problem[]>({
    id: options.id,
    lastResult:
      lastResult?.error || lastResult?.status || lastResult?.initialValue !== undefined ? lastResult : taken,
    defaultValue: draft
      ? ({ ...options.defaultValue, ...draft } as DefaultValue<Fields>)
      : options.defaultValue,
    shouldValidate: 'onSubmit',
  });

  useEffect(() => {
    if (lastResult) dropDraft(draftKey);
  }, [lastResult, draftKey]);

  // An answer without data is a redirect, so it was done: a page that stays forgets what was typed and what was wrong with it.
  const isSent = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per answer, whatever else the page renders
  useEffect(() => {
    if (navigation.state !== 'idle' || !isSent.current) return;
    isSent.current = false;
    if (lastResult) return;
    dropDraft(draftKey);
    setTaken(emptied());
  }, [navigation.state]);

  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    if (!navigator.onLine) {
      event.preventDefault();
      toast({ kind: 'bad', text: t('offline') });
      return;
    }
    keepDraft(draftKey, event.currentTarget);
    setTaken(null);
    isSent.current = true;
    form.onSubmit(event);
  };
  return {
    form,
    fields,
    busy: navigation.state === 'submitting',
    formProps: { id: form.id, method: 'post' as const, noValidate: form.noValidate, onSubmit },
  };
}
