type Draft = Record<string, string>;

const drafts = new Map<string, { draft: Draft; failed: boolean }>();

/** Remembers what a form is sending, without passwords and files, in case the network swallows it. */
export function keepDraft(key: string, form: HTMLFormElement): void {
  const draft: Draft = {};
  for (const element of form.elements) {
    const isText = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
    if (!isText && !(element instanceof HTMLSelectElement)) continue;
    if (element.name === '' || /^(password|file|submit|button)$/.test(element.type)) continue;
    if (element instanceof HTMLInputElement && /^(checkbox|radio)$/.test(element.type) && !element.checked)
      continue;
    draft[element.name] = element.value;
  }
  drafts.set(key, { draft, failed: false });
}

/** Forgets a draft: the server has answered. */
export function dropDraft(key: string): void {
  drafts.delete(key);
}

/** The error page calls this when the network failed: what was being sent returns when its form does. */
export function markDraftsFailed(): void {
  for (const entry of drafts.values()) entry.failed = true;
}

/** What a form was sending when the network failed, if anything. */
export function failedDraft(key: string): Draft | undefined {
  const entry = drafts.get(key);
  return entry?.failed ? entry.draft : undefined;
}
