import { useTranslation } from 'react-i18next';
import type { AccuracyView } from '../queries/accuracy-page.server';
import styles from './accuracy.module.css';
import { useAccuracyFormat } from './accuracy-figures';

/** Forecast value added: what each step of the forecast took away from the error of the one before it. */
export function AccuracySteps({ view }: { view: AccuracyView }) {
  const { t } = useTranslation('accuracy');
  const format = useAccuracyFormat();
  const { steps, addedByModel, addedByOverride } = view.figures;
  const rows = [
    { id: 'naive', figures: steps.naive, added: null },
    { id: 'model', figures: steps.model, added: addedByModel },
    { id: 'final', figures: steps.final, added: addedByOverride },
  ] as const;
  return (
    <div>
      <table className={styles.steps}>
        <caption>{t('steps.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('steps.step')}</th>
            <th scope="col">{t('figures.wape')}</th>
            <th scope="col">{t('figures.bias')}</th>
            <th scope="col">{t('steps.added')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, figures, added }) => (
            <tr key={id}>
              <th scope="row">{t(`steps.${id}`)}</th>
              <td>{format.share(figures.wape)}</td>
              <td>{format.lean(figures.bias)}</td>
              <td>{id === 'naive' ? '' : format.points(added)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.note}>
        {view.overrides.weeks === 0
          ? t('steps.noOverrides')
          : t('steps.overridden', {
              count: view.overrides.weeks,
              weeks: format.number(view.overrides.weeks),
              before: format.share(view.overrides.before),
              after: format.share(view.overrides.after),
            })}
      </p>
    </div>
  );
}
