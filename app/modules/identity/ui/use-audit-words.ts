import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type AuditWords, auditWords, type LooseTranslate } from '../domain/audit-words';

/** The audit log's words in the reader's language. */
export function useAuditWords(): AuditWords {
  const { t } = useTranslation('identity');
  return useMemo(() => auditWords(t as unknown as LooseTranslate), [t]);
}
