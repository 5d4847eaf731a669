import { NativeSelect, TextInput } from '@mantine/core';
import { Link } from '@remix-run/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '~/form/use-problem-text';
import type { Problem } from '~/kernel/problem';
import { paths } from '~/paths';
import { Money, Num, Percent } from '~/ui/figures';
import { Section } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import type { PlaceOption, PlaceSkuView } from '../queries/place-options.server';
import styles from './pool.module.css';
import { PoolStatusBadge } from './pool-words';
import { amountOf, useName } from './words';

interface PlaceSkuProps {
  sku: PlaceSkuView;
  index: number;
  /** What was sent last, after a refusal. */
  sent: { main: string; backup: string; backupPieces: string } | undefined;
  problems: readonly Problem[];
}

/** The factories for one SKU beside one another, the choice among them, and a second one for part of the pieces. */
export function PlaceSku({ sku, index, sent, problems }: PlaceSkuProps) {
  const { t } = useTranslation('sourcing');
  const format = useFormat();
  const nameOf = useName();
  const say = useProblemText();
  const [backup, setBackup] = useState(sent?.backupPieces ?? '');
  const name = (field: string) => `choices[${index}].${field}`;
  const wrong = (field: string) =>
    problems
      .filter((problem) => problem.field === name(field))
      .map(say)
      .join(' ') || undefined;
  const approved = sku.options.filter(({ terms }) => terms !== null);
  const asked = Number(backup.replace(/[,\s]/g, ''));
  const isSplit = Number.isInteger(asked) && asked > 0 && asked < sku.total;
  return (
    <Section
      title={`${sku.code} ${nameOf(sku)}`}
      aside={
        <span className={styles.second}>
          {t('place.wanted', {
            pieces: format.pieces(sku.total),
            places: sku.destinations
              .map((part) => `${part.warehouseCode} ${format.number(part.quantity)}`)
              .join(', '),
            markets: sku.markets.join(' '),
          })}
        </span>
      }
    >
      <input type="hidden" name={name('sku')} value={sku.code} />
      {wrong('main') ? (
        <p role="alert" className={styles.error}>
          {wrong('main')}
        </p>
      ) : null}
      <OptionTable
        sku={sku}
        name={name('main')}
        chosen={sent?.main || sku.suggested || ''}
        invalid={wrong('main') !== undefined}
      />
      {approved.length > 1 ? (
        <div className={styles.split}>
          <NativeSelect
            name={name('backup')}
            label={t('place.backup')}
            defaultValue={sent?.backup ?? ''}
            error={wrong('backup')}
            data={[
              { value: '', label: t('place.noBackup') },
              ...approved.map(({ factory }) => ({ value: factory.id, label: nameOf(factory) })),
            ]}
          />
          <TextInput
            name={name('backupPieces')}
            label={t('place.backupPieces')}
            value={backup}
            onChange={(event) => setBackup(event.currentTarget.value)}
            inputMode="numeric"
            autoComplete="off"
            error={wrong('backupPieces')}
            description={
              isSplit
                ? t('place.splitAs', {
                    main: format.number(sku.total - asked),
                    backup: format.number(asked),
                  })
                : t('place.backupHelp')
            }
            inputWrapperOrder={['label', 'input', 'description', 'error']}
          />
        </div>
      ) : null}
    </Section>
  );
}

interface OptionTableProps {
  sku: PlaceSkuView;
  name: string;
  chosen: string;
  invalid: boolean;
}

const COLUMNS = ['factory', 'unit', 'value', 'dates', 'capacity', 'onTime', 'quality', 'documents'] as const;

function OptionTable({ sku, name, chosen, invalid }: OptionTableProps) {
  const { t } = useTranslation('sourcing');
  if (sku.options.length === 0) return <p className={styles.help}>{t('place.nobody')}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={t('place.caption', { sku: sku.code })}>
      <table className={styles.table}>
        <caption className="visually-hidden">{t('place.caption', { sku: sku.code })}</caption>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th
                key={column}
                scope="col"
                className={column === 'unit' || column === 'value' ? styles.numeric : undefined}
              >
                {t(`place.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sku.options.map((option) => (
            <OptionRow
              key={option.factory.id}
              option={option}
              total={sku.total}
              name={name}
              checked={option.factory.id === chosen}
              invalid={invalid}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface OptionRowProps {
  option: PlaceOption;
  total: number;
  name: string;
  checked: boolean;
  invalid: boolean;
}

function OptionRow({ option, total, name, checked, invalid }: OptionRowProps) {
  const { t } = useTranslation('sourcing');
  const { factory, terms, reasons } = option;
  const isRefused = reasons.length > 0;
  const label = (column: (typeof COLUMNS)[number]) => t(`place.columns.${column}`);
  return (
    <tr data-refused={isRefused || undefined}>
      <th scope="row">
        {terms ? (
          <label className={styles.choice}>
            <input
              type="radio"
              name={name}
              value={factory.id}
              defaultChecked={checked}
              aria-invalid={invalid || undefined}
            />
            <FactoryCell option={option} />
          </label>
        ) : (
          <FactoryCell option={option} />
        )}
        {isRefused ? <Reasons reasons={reasons} slug={factory.slug} /> : null}
      </th>
      {terms ? (
        <>
          <td className={styles.numeric} data-label={label('unit')}>
            <Pair
              first={<Money amount={amountOf(terms.unitCostMinor, terms.currency)} />}
              usd={terms.currency === 'USD' ? null : terms.unitUsdMinor}
            />
          </td>
          <td className={styles.numeric} data-label={label('value')}>
            <Pair
              first={<Money amount={amountOf(terms.valueMinor, terms.currency)} />}
              usd={terms.currency === 'USD' ? null : terms.valueUsdMinor}
            />
          </td>
          <td data-label={label('dates')} className={styles.dates}>
            <Dates terms={terms} />
          </td>
          <td data-label={label('capacity')}>
            <Capacity left={option.capacityLeft} total={total} />
          </td>
          <td data-label={label('onTime')}>
            <Record part={option.record?.onTime} whole={option.record?.deliveries} />
          </td>
          <td data-label={label('quality')}>
            <Record part={option.record?.accepted} whole={option.record?.received} />
          </td>
          <td data-label={label('documents')}>
            <Documents covers={terms.covers} />
          </td>
        </>
      ) : (
        <td colSpan={COLUMNS.length - 1} className={styles.second}>
          {t('place.noTerms')}
        </td>
      )}
    </tr>
  );
}

function FactoryCell({ option: { factory, terms } }: { option: PlaceOption }) {
  const { t } = useTranslation('sourcing');
  const nameOf = useName();
  return (
    <span className={styles.twoLines}>
      <span className={styles.code}>{nameOf(factory)}</span>
      <span className={styles.second}>
        {factory.countryCode}
        {terms ? ` · ${t('place.share', { share: terms.shareBp / 100 })}` : null}
      </span>
      {factory.status === 'approved' ? null : (
        <span>
          <PoolStatusBadge status={factory.status} />
        </span>
      )}
    </span>
  );
}

/** Why this factory may not make it, each with the way to mend it. */
function Reasons({ reasons, slug }: { reasons: readonly Problem[]; slug: string }) {
  const { t } = useTranslation('sourcing');
  const say = useProblemText();
  return (
    <ul className={styles.reasons}>
      {reasons.map((reason) => (
        <li key={`${reason.code} ${JSON.stringify(reason.params)}`}>{say(reason)}</li>
      ))}
      <li>
        <Link to={paths.platform.poolFactory(slug)} prefetch="intent">
          {t('place.toFactory')}
        </Link>
      </li>
    </ul>
  );
}

function Pair({ first, usd }: { first: React.ReactNode; usd: string | null }) {
  const format = useFormat();
  return (
    <span className={styles.twoLines}>
      {first}
      {usd === null ? null : <span className={styles.second}>{format.money(amountOf(usd, 'USD'))}</span>}
    </span>
  );
}

function Dates({ terms }: { terms: NonNullable<PlaceOption['terms']> }) {
  const { t } = useTranslation('sourcing');
  const format = useFormat();
  return (
    <span className={styles.twoLines}>
      <span>{t('place.arrives', { date: format.date(terms.arrivesOn) })}</span>
      <span className={styles.second}>
        {t('place.lead', { production: terms.productionLeadDays, transit: terms.transitLeadDays })}
      </span>
      {terms.lateDays > 0 ? (
        <span className={styles.bad}>
          {t('place.late', { count: terms.lateDays, date: format.date(terms.readyOn) })}
        </span>
      ) : (
        <span className={styles.good}>{t('place.inTime', { date: format.date(terms.shipOn) })}</span>
      )}
    </span>
  );
}

function Capacity({ left, total }: { left: number | null; total: number }) {
  const { t } = useTranslation('sourcing');
  if (left === null) return <span className={styles.second}>{t('place.capacityUnknown')}</span>;
  return (
    <span className={styles.twoLines}>
      <Num value={left} />
      {left < total ? <span className={styles.warn}>{t('place.capacityShort')}</span> : null}
    </span>
  );
}

/** A rate with its numerator and denominator. */
export function Record({ part, whole }: { part: number | undefined; whole: number | undefined }) {
  const { t } = useTranslation('sourcing');
  const format = useFormat();
  if (part === undefined || !whole) return <span className={styles.second}>{t('noRecord')}</span>;
  return (
    <span className={styles.twoLines}>
      <Percent numerator={part} denominator={whole} />
      <span className={`${styles.second} ${styles.whole}`}>
        {t('ofWhole', { part: format.number(part), whole: format.number(whole) })}
      </span>
    </span>
  );
}

function Documents({ covers }: { covers: NonNullable<PlaceOption['terms']>['covers'] }) {
  const { t } = useTranslation('sourcing');
  const format = useFormat();
  if (covers.length === 0) return <span className={styles.second}>{t('place.noDocuments')}</span>;
  return (
    <span className={styles.tags}>
      {covers.map(({ documentKind, marketCode, state, document }) => (
        <span
          key={`${documentKind} ${marketCode}`}
          className={state === 'covered' ? styles.good : styles.bad}
          title={
            document
              ? `${document.number}${document.validTo ? ` · ${format.date(document.validTo, { year: true })}` : ''}`
              : undefined
          }
        >
          {t(`place.cover.${state}`, { document: documentKind, market: marketCode })}
        </span>
      ))}
    </span>
  );
}
