import { useCallback, useEffect, useState } from 'react';
import {
  type AnswerDraft,
  type AskedPart,
  acceptedAsAsked,
  type DraftSchedule,
  revivedDraft,
} from './answer-draft';

const prefix = 'order-answer:';

/** Where the browser keeps what is typed for one version of one order. */
export const answerDraftKey = (orderId: string, version: number) => `${prefix}${orderId}:${version}`;

function read(key: string): unknown {
  try {
    const text = localStorage.getItem(key);
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** Forgets what was typed for an order: it has been sent, or is not asked any more. */
export function forgetAnswerDrafts(orderId: string): void {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(`${prefix}${orderId}:`)) localStorage.removeItem(key);
    }
  } catch {
    // A browser that forbids storage has kept nothing.
  }
}

/**
 * The answer while it is typed. It is kept in this browser until it is sent, so that neither a lost network nor a closed
 * page loses anything; what was kept comes back once the page is alive (`restored`).
 */
export function useAnswerDraft(orderId: string, version: number, asked: readonly AskedPart[], today: string) {
  const key = answerDraftKey(orderId, version);
  const [draft, setDraft] = useState<AnswerDraft>(() => asked.map((one) => acceptedAsAsked(one, today)));
  const [restored, setRestored] = useState(false);
  const [touched, setTouched] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once per order and version, when the page comes alive
  useEffect(() => {
    const kept = revivedDraft(asked, today, read(key));
    if (!kept) return;
    setDraft(kept);
    setRestored(true);
  }, [key]);

  useEffect(() => {
    if (!touched) return;
    try {
      localStorage.setItem(key, JSON.stringify(draft));
    } catch {
      // Full or forbidden: the page itself still holds it.
    }
  }, [key, draft, touched]);

  const change = useCallback((scheduleId: string, next: (schedule: DraftSchedule) => DraftSchedule) => {
    setTouched(true);
    setDraft((now) => now.map((one) => (one.scheduleId === scheduleId ? next(one) : one)));
  }, []);

  const startOver = useCallback(() => {
    forgetAnswerDrafts(orderId);
    setTouched(false);
    setRestored(false);
    setDraft(asked.map((one) => acceptedAsAsked(one, today)));
  }, [orderId, asked, today]);

  return { draft, change, restored, startOver };
}
