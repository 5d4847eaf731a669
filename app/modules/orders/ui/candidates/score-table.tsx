import { useTranslation } from 'react-i18next';
import { ScrollRegion } from '~/ui/scroll-region';
import { useFormat } from '~/ui/use-format';
import type { CandidateScore, ScoreStep } from '../../domain/candidate-score';
import styles from './candidates.module.css';
import { useCandidateWords } from './use-candidate-words';

/** The score as a sum that a person can follow: each part, its weight, its points and what they are made of. */
export function ScoreTable({ score }: { score: CandidateScore }) {
  const { t } = useTranslation('candidates');
  const format = useFormat();
  const { name } = useCandidateWords();
  const say = t as unknown as (key: string, params: Record<string, string | number>) => string;
  const sentence = ({ code, params }: ScoreStep) =>
    say(
      `steps.${code}`,
      Object.fromEntries(
        Object.entries(params).map(([key, value]) => [
          key,
          typeof value === 'number' ? format.number(value, { maxDigits: 1 }) : value,
        ]),
      ),
    );
  return (
    <ScrollRegion label={t('detail.why')}>
      <table className={styles.parts}>
        <thead>
          <tr>
            <th scope="col">{t('score.part')}</th>
            <th scope="col" className={styles.figure}>{`${t('score.points')} (0–100)`}</th>
            <th scope="col" className={styles.figure}>{`${t('score.weight')} (%)`}</th>
            <th scope="col">{t('score.how')}</th>
          </tr>
        </thead>
        <tbody>
          {score.parts.map((part) => (
            <tr key={part.name}>
              <th scope="row">{t(`score.parts.${part.name}`)}</th>
              <td className={styles.figure}>
                {part.points === null ? '—' : format.number(part.points, { maxDigits: 1 })}
              </td>
              <td className={styles.figure}>{part.points === null ? '—' : format.number(part.weight)}</td>
              <td>
                {part.steps.length === 0 ? (
                  <span className={styles.second}>{t(`score.missing.${part.name}`)}</span>
                ) : null}
                <ul>
                  {part.steps.map((step) => (
                    <li key={step.code}>{sentence(step)}</li>
                  ))}
                </ul>
                {part.name === 'similarity' && score.neighbours.length > 0 ? (
                  <ul className={styles.reasons}>
                    {score.neighbours.map((neighbour) => (
                      <li key={neighbour.skuCode}>
                        {t('score.neighbour', {
                          sku: neighbour.skuCode,
                          name: name(neighbour),
                          outcome: t(`outcomes.${neighbour.outcome}`),
                          likeness: format.percent(neighbour.similarity),
                        })}
                      </li>
                    ))}
                  </ul>
                ) : null}
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t('score.total')}</th>
            <td className={styles.figure}>
              {score.total === null ? '—' : format.number(score.total, { maxDigits: 1 })}
            </td>
            <td className={styles.figure}>{format.number(score.knownWeight)}</td>
            <td className={styles.second}>
              {t('score.rule', { version: score.ruleVersion, date: format.date(score.asOf, { year: true }) })}
            </td>
          </tr>
        </tbody>
      </table>
    </ScrollRegion>
  );
}
