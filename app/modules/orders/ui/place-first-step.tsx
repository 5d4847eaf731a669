import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Form, useNavigation } from '@remix-run/react';
import { type ClipboardEvent, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '~/form/use-problem-text';
import { Section } from '~/ui/page-header';
import { MOST_PLACE_ROWS, PLACED_KINDS, type PlaceRow } from '../domain/place-search';
import type { PlaceView } from '../queries/place-options.server';
import { type SkuSuggestion, useSkuSuggestions } from './place-suggestions';
import styles from './pool.module.css';
import { useName } from './words';

interface KeyedRow extends PlaceRow {
  key: number;
}

const EMPTY: PlaceRow = { sku: '', warehouse: '', quantity: '' };

/**
 * What is wanted: kind, window, and pieces per SKU and warehouse. It is a form of the address, so that nothing typed here can
 * be lost; rows may be pasted from a spreadsheet (SKU, warehouse, pieces).
 */
export function PlaceFirstStep({ view, onEdit }: { view: PlaceView; onEdit: () => void }) {
  const { t } = useTranslation('sourcing');
  const say = useProblemText();
  const busy = useNavigation().state === 'loading';
  const { search, problems } = view;
  const isNew = search.rows.length === 0;
  const [rows, setRows] = useRows(search.rows);
  const suggestions = useSkuSuggestions();
  const errorOf = (field: string) => (!isNew && problems[field] ? say(problems[field]) : undefined);
  const change = (key: number, part: Partial<PlaceRow>) => {
    onEdit();
    setRows(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  };
  const paste = (event: ClipboardEvent<HTMLInputElement>, key: number) => {
    const pasted = pastedRows(event.clipboardData.getData('text'), rows[0]?.warehouse ?? '');
    if (pasted.length === 0) return;
    event.preventDefault();
    onEdit();
    const at = rows.findIndex((row) => row.key === key);
    const next = Math.max(...rows.map((row) => row.key)) + 1;
    setRows(
      [
        ...rows.slice(0, at),
        ...pasted.map((row, i) => ({ ...row, key: next + i })),
        ...rows.slice(at + 1),
      ].slice(0, MOST_PLACE_ROWS),
    );
  };
  return (
    <Section title={t('place.what')}>
      <Form method="get" onChange={onEdit} noValidate>
        <div className={styles.grid}>
          <NativeSelect
            name="kind"
            label={t('place.kind')}
            defaultValue={search.kind}
            data={PLACED_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
            description={t('place.kindHelp')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
          />
          <TextInput
            type="date"
            name="from"
            label={t('place.from')}
            defaultValue={search.from}
            error={errorOf('from')}
          />
          <TextInput
            type="date"
            name="by"
            label={t('place.by')}
            defaultValue={search.by}
            error={errorOf('by')}
          />
        </div>
        <ul className={styles.rows}>
          {rows.map((row, i) => (
            <PlaceLine
              key={row.key}
              row={row}
              index={i}
              view={view}
              suggestions={suggestions}
              error={errorOf}
              onChange={(part) => change(row.key, part)}
              onPaste={(event) => paste(event, row.key)}
              onRemove={
                rows.length > 1
                  ? () => {
                      onEdit();
                      setRows(rows.filter((other) => other.key !== row.key));
                    }
                  : undefined
              }
            />
          ))}
        </ul>
        <p className={styles.help}>{t('place.pasteHelp')}</p>
        <div className={styles.buttons}>
          <button
            type="button"
            className={styles.quiet}
            onClick={() => {
              onEdit();
              const last = rows.at(-1);
              const key = Math.max(...rows.map((row) => row.key)) + 1;
              setRows([...rows, { ...EMPTY, warehouse: last?.warehouse ?? '', key }]);
            }}
          >
            {t('place.addRow')}
          </button>
          <Button type="submit" aria-disabled={busy || undefined}>
            {t('place.compare')}
          </Button>
        </div>
      </Form>
    </Section>
  );
}

interface PlaceLineProps {
  row: KeyedRow;
  index: number;
  view: PlaceView;
  suggestions: ReturnType<typeof useSkuSuggestions>;
  error: (field: string) => string | undefined;
  onChange: (part: Partial<PlaceRow>) => void;
  onPaste: (event: ClipboardEvent<HTMLInputElement>) => void;
  onRemove: (() => void) | undefined;
}

function PlaceLine({ row, index, view, suggestions, error, onChange, onPaste, onRemove }: PlaceLineProps) {
  const { t } = useTranslation('sourcing');
  const nameOf = useName();
  const listId = useId();
  return (
    <li className={styles.line}>
      <TextInput
        name="sku"
        label={t('place.sku')}
        value={row.sku}
        list={listId}
        autoComplete="off"
        spellCheck={false}
        error={error(`sku.${index}`)}
        onChange={(event) => {
          onChange({ sku: event.currentTarget.value });
          suggestions.look(event.currentTarget.value);
        }}
        onPaste={onPaste}
      />
      <datalist id={listId}>
        {suggestions.items.map((item: SkuSuggestion) => (
          <option key={item.code} value={item.code} label={nameOf(item)} />
        ))}
      </datalist>
      <NativeSelect
        name="wh"
        label={t('place.warehouse')}
        value={row.warehouse}
        error={error(`wh.${index}`)}
        onChange={(event) => onChange({ warehouse: event.currentTarget.value })}
        data={[
          { value: '', label: t('place.chooseWarehouse') },
          ...view.warehouses.map((warehouse) => ({
            value: warehouse.code,
            label: `${warehouse.code} ${nameOf(warehouse)}`,
          })),
        ]}
      />
      <TextInput
        name="q"
        label={t('place.pieces')}
        value={row.quantity}
        inputMode="numeric"
        autoComplete="off"
        error={error(`q.${index}`)}
        onChange={(event) => onChange({ quantity: event.currentTarget.value })}
      />
      {onRemove ? (
        <button
          type="button"
          className={styles.quiet}
          onClick={onRemove}
          aria-label={t('place.removeRow', { row: index + 1 })}
        >
          {t('place.remove')}
        </button>
      ) : null}
    </li>
  );
}

/** Rows with keys that last; they follow the address when it changes by Back or a link. */
function useRows(given: readonly PlaceRow[]): [KeyedRow[], (rows: KeyedRow[]) => void] {
  const text = JSON.stringify(given);
  const keyed = () => (given.length > 0 ? given : [EMPTY]).map((row, key) => ({ ...row, key }));
  const [rows, setRows] = useState<KeyedRow[]>(keyed);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for the rows
  useEffect(() => setRows(keyed()), [text]);
  return [rows, setRows];
}

/** Rows of a spreadsheet: SKU, warehouse and pieces, or SKU and pieces. One cell alone is no table. */
function pastedRows(text: string, warehouse: string): PlaceRow[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (!lines.some((line) => line.includes('\t')) && lines.length < 2) return [];
  return lines.map((line) => {
    const cells = line.split('\t').map((cell) => cell.trim());
    const [sku = '', second = '', third] = cells;
    return third === undefined
      ? { sku, warehouse, quantity: second }
      : { sku, warehouse: second || warehouse, quantity: third };
  });
}
