import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { FormActions, FormProblems } from '~/form/form-parts';
import { useProblemText } from '~/form/use-problem-text';
import type { Problem } from '~/kernel/problem';
import { paths } from '~/paths';
import { KeyFigure, KeyFigures } from '~/ui/figures';
import { PageHeader, Section } from '~/ui/page-header';
import { ScrollRegion } from '~/ui/scroll-region';
import { useFormat } from '~/ui/use-format';
import { IMPORT_COLUMNS, type RowProblem } from '../../domain/candidate-import';
import styles from './candidates.module.css';

export interface ImportAnswer {
  error: Problem | null;
  summary: { created: number; changed: number; unchanged: number; signals: number; rows: number } | null;
  /** The first of them; `refused` counts all. */
  problems: RowProblem[];
  refused: number;
  /** What was pasted, so that nothing is lost. */
  pasted: string;
}

/** Takes candidates from a file or from cells pasted out of a spreadsheet; wrong rows are told, good ones are in. */
export function CandidateImportPage({ answer, busy }: { answer: ImportAnswer | null; busy: boolean }) {
  const { t } = useTranslation('candidates');
  const say = useProblemText();
  const format = useFormat();
  return (
    <>
      <PageHeader title={t('import.title')} answer={t('import.answer')} />
      {answer?.summary ? (
        <KeyFigures>
          <KeyFigure label={t('import.created')} value={format.number(answer.summary.created)} />
          <KeyFigure label={t('import.changed')} value={format.number(answer.summary.changed)} />
          <KeyFigure label={t('import.unchanged')} value={format.number(answer.summary.unchanged)} />
          <KeyFigure label={t('import.signals')} value={format.number(answer.summary.signals)} />
          <KeyFigure
            label={t('import.refused')}
            value={format.number(answer.refused)}
            tone={answer.refused > 0 ? 'warn' : undefined}
          />
        </KeyFigures>
      ) : null}
      {answer && answer.problems.length > 0 ? (
        <Section title={t('import.problems')}>
          <ScrollRegion label={t('import.problems')}>
            <table className={styles.parts}>
              <thead>
                <tr>
                  <th scope="col" className={styles.figure}>
                    {t('import.row')}
                  </th>
                  <th scope="col">{t('import.column')}</th>
                  <th scope="col">{t('import.what')}</th>
                </tr>
              </thead>
              <tbody>
                {answer.problems.map((entry) => (
                  <tr key={`${entry.row} ${entry.column} ${entry.problem.code}`}>
                    <td className={styles.figure}>{entry.row}</td>
                    <td>{entry.column}</td>
                    <td>{say(entry.problem)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
          {answer.refused > answer.problems.length ? (
            <p className={styles.second}>
              {t('import.more', { count: answer.refused - answer.problems.length })}
            </p>
          ) : null}
        </Section>
      ) : null}
      <Form method="post" encType="multipart/form-data">
        <FormProblems problems={answer?.error ? [answer.error] : null} />
        <div className={styles.forms}>
          <label>
            {t('import.file')}
            <input type="file" name="file" accept=".csv,.xlsx,.txt" />
          </label>
          <label>
            {t('import.paste')}
            <textarea name="pasted" rows={6} defaultValue={answer?.pasted ?? ''} className={styles.paste} />
          </label>
        </div>
        <p className={styles.second}>{t('import.columns')}</p>
        <p className={styles.columnsList}>{IMPORT_COLUMNS.join(', ')}</p>
        <p>
          <a href={`${paths.platform.candidatesExport()}?format=xlsx`} download>
            {t('import.template')}
          </a>
        </p>
        <FormActions submit={t('import.take')} busy={busy} />
      </Form>
    </>
  );
}
