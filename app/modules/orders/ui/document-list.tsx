import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '~/ui/use-format';
import type { ComplianceDocumentRow } from '../queries/own-documents.server';
import styles from './pool.module.css';
import { useName } from './words';

interface DocumentListProps {
  documents: readonly ComplianceDocumentRow[];
  categories: readonly { code: string; nameEn: string; nameZh: string }[];
  /** In the reader's time zone, YYYY-MM-DD. */
  today: string;
  fileHref: (fileId: string) => string;
  /** What can be done with one. */
  actions?: (document: ComplianceDocumentRow, name: string) => ReactNode;
}

/** Certificates and test reports: what for, until when, and the file itself. */
export function DocumentList({ documents, categories, today, fileHref, actions }: DocumentListProps) {
  const { t } = useTranslation('sourcing');
  const format = useFormat();
  const nameOf = useName();
  const categoryName = (code: string | null) => {
    const category = categories.find((one) => one.code === code);
    return category ? nameOf(category) : code;
  };
  if (documents.length === 0) return <p className={styles.help}>{t('documents.none')}</p>;
  return (
    <ul className={styles.list}>
      {documents.map((document) => {
        const { id, documentKind, number, issuer, skuCode, categoryCode, markets, validTo, file } = document;
        const isOver = validTo !== null && validTo < today;
        return (
          <li key={id} className={styles.item}>
            <span className={styles.twoLines}>
              <span>
                <span className={styles.code}>{documentKind}</span> {number} · {issuer}
              </span>
              <span className={styles.second}>
                {skuCode ?? categoryName(categoryCode)} · {markets.join(' ')}
              </span>
              {file ? (
                <a href={fileHref(file.id)} target="_blank" rel="noreferrer" className={styles.file}>
                  {file.label}
                </a>
              ) : (
                <span className={styles.second}>{t('documents.noFile')}</span>
              )}
            </span>
            <span className={document.isRevoked || isOver ? styles.bad : undefined}>
              {document.isRevoked
                ? t('documents.revoked')
                : validTo === null
                  ? t('documents.noEnd')
                  : t(isOver ? 'documents.ended' : 'documents.until', {
                      date: format.date(validTo, { year: true, weekday: false }),
                    })}
            </span>
            {actions?.(document, `${documentKind} ${number}`)}
          </li>
        );
      })}
    </ul>
  );
}
