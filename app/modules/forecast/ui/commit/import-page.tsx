import { Button } from '@mantine/core';
import { Form, Link } from '@remix-run/react';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '~/form/use-problem-text';
import type { Problem } from '~/kernel/problem';
import { PageHeader, Section } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import type { CommitColumn } from '../../domain/commit/commit-sheet';
import { ForecastTabs } from '../forecast-tabs';
import styles from './commit-page.module.css';

/** What an import came to. */
export interface CommitImportAnswer {
  error: Problem | null;
  done: {
    version: number;
    written: number;
    unchanged: number;
    empty: number;
    refused: number;
    rows: {
      row: number;
      column: CommitColumn | null;
      problem: Problem;
      code: string;
      week: string;
      given: { commit: string; reason: string };
      now: { forecast: number; commit: number | null } | null;
    }[];
    /** Workbook of the rows that were not taken, base64. */
    file: string | null;
  } | null;
}

interface CommitImportPageProps {
  answer: CommitImportAnswer | null;
  busy: boolean;
  gridPath: string;
  exportPath: string;
}

/** Takes answers from a file and says, row by row, which were not taken and why. */
export function CommitImportPage({ answer, busy, gridPath, exportPath }: CommitImportPageProps) {
  const { t } = useTranslation('commit');
  const problemText = useProblemText();
  const id = useId();
  return (
    <>
      <ForecastTabs side="factory" />
      <PageHeader title={t('import.title')} answer={t('import.answer')} />
      <p>
        <a href={exportPath}>{t('import.first')}</a>
      </p>
      <Form method="post" encType="multipart/form-data" className={styles.upload} noValidate>
        <label htmlFor={`${id}-file`}>{t('import.file')}</label>
        <input
          id={`${id}-file`}
          type="file"
          name="file"
          required
          accept=".xlsx,.csv"
          aria-invalid={answer?.error ? true : undefined}
          aria-describedby={answer?.error ? `${id}-error` : undefined}
        />
        {answer?.error ? (
          <p id={`${id}-error`} className={styles.bad} role="alert">
            {problemText(answer.error)}
          </p>
        ) : null}
        <Button type="submit" loading={busy}>
          {t('import.take')}
        </Button>
      </Form>
      {answer?.done ? <ImportOutcome done={answer.done} gridPath={gridPath} /> : null}
    </>
  );
}

function ImportOutcome({
  done,
  gridPath,
}: {
  done: NonNullable<CommitImportAnswer['done']>;
  gridPath: string;
}) {
  const { t } = useTranslation('commit');
  const format = useFormat();
  const problemText = useProblemText();
  return (
    <Section title={t('import.outcome')}>
      <p role="status">
        {t('import.written', { count: done.written })}{' '}
        {t('import.unchanged', { count: done.unchanged + done.empty })}{' '}
        {done.refused > 0 ? t('import.refused', { count: done.refused }) : null}{' '}
        <Link to={gridPath}>{t('import.toGrid')}</Link>
      </p>
      {done.file ? <ReturnedFile base64={done.file} /> : null}
      {done.rows.length > 0 ? (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <caption className="visually-hidden">{t('import.caption')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('import.row')}</th>
                <th scope="col">{t('file.columns.sku')}</th>
                <th scope="col">{t('file.columns.week')}</th>
                <th scope="col">{t('import.inFile')}</th>
                <th scope="col">{t('import.now')}</th>
                <th scope="col">{t('import.why')}</th>
              </tr>
            </thead>
            <tbody>
              {done.rows.map((row) => (
                <tr key={row.row}>
                  <td>{row.row}</td>
                  <td>{row.code}</td>
                  <td>{row.week}</td>
                  <td>
                    {row.given.commit}
                    {row.given.reason ? ` · ${row.given.reason}` : null}
                  </td>
                  <td>
                    {row.now
                      ? t('import.state', {
                          commit: row.now.commit === null ? '–' : format.number(row.now.commit),
                          forecast: format.number(row.now.forecast),
                        })
                      : '–'}
                  </td>
                  <td>
                    {row.column ? <strong>{t(`file.columns.${row.column}`)}: </strong> : null}
                    {problemText(row.problem)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </Section>
  );
}

/** The returned rows as a download that the page itself holds: nothing is kept on the server. */
function ReturnedFile({ base64 }: { base64: string }) {
  const { t } = useTranslation('commit');
  const [href, setHref] = useState<string>();
  useEffect(() => {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
    const url = URL.createObjectURL(
      new Blob([bytes], { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }),
    );
    setHref(url);
    return () => URL.revokeObjectURL(url);
  }, [base64]);
  return (
    <p>
      <Button component="a" variant="default" size="xs" href={href} download="not-taken.xlsx">
        {t('import.download')}
      </Button>
    </p>
  );
}
