// biome-ignore-all lint/a11y/useSemanticElements: a table of 8,000 cells cannot be drawn at once, and sizes every column anew
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus of a grid lies in its cells
import { Link } from '@remix-run/react';
import {
  type ClipboardEvent,
  type MouseEvent,
  memo,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useFormat } from '~/ui/use-format';
import { clipboardText, parseClipboard } from '../../domain/commit/clipboard';
import type { GridRow, GridView } from '../../domain/commit/grid-view';
import styles from './commit-grid.module.css';
import { GridCell } from './grid-cell';
import { type GridKeyActions, onGridKey } from './grid-keys';
import type { GridStore } from './grid-store';
import type { Touched } from './grid-types';
import type { GridWords } from './grid-words';

/** Pixels, as in the style sheet. */
const ROW = 58;
const HEAD = 58;
const COL = 102;
const SKU_COL = 180;
/** Rows that are drawn above and below what is seen. */
const OVERSCAN = 4;
const FIRST_ROWS = 14;

interface CommitGridProps {
  store: GridStore;
  view: Pick<GridView, 'rows' | 'weeks'>;
  words: GridWords;
  skuHref: (code: string) => string;
  onSave: () => void;
  onHelp: () => void;
}

const useEffectBeforePaint = typeof window === 'undefined' ? useEffect : useLayoutEffect;

/**
 * The spreadsheet: SKUs down, weeks across. Only the rows in view are drawn, each cell listens to itself, and keys, mouse and
 * clipboard are heard once for the whole grid.
 */
export function CommitGrid({ store, view, words, skuHref, onSave, onHelp }: CommitGridProps) {
  const { t } = useTranslation('commit');
  const region = useRef<HTMLDivElement>(null);
  const live = useRef<HTMLDivElement>(null);
  const readActive = useCallback(() => store.active, [store]);
  const active = useSyncExternalStore(store.subscribe, readActive, readActive);
  const [drawn, setDrawn] = useState({ first: 0, last: FIRST_ROWS });
  const rows = view.rows;

  const measure = useCallback(() => {
    const element = region.current;
    if (!element || element.clientHeight === 0) return;
    const first = Math.max(0, Math.floor(element.scrollTop / ROW) - OVERSCAN);
    const last = Math.ceil((element.scrollTop + element.clientHeight - HEAD) / ROW) + OVERSCAN;
    setDrawn((now) => (now.first === first && now.last === last ? now : { first, last }));
  }, []);
  useEffect(() => {
    measure();
    const observer = new ResizeObserver(measure);
    if (region.current) observer.observe(region.current);
    return () => observer.disconnect();
  }, [measure]);

  useEffectBeforePaint(() => {
    const element = region.current;
    if (!element?.hasAttribute('data-focused')) return;
    const top = active.row * ROW;
    const left = active.col * COL;
    const height = element.clientHeight - HEAD;
    const width = element.clientWidth - SKU_COL;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + ROW > element.scrollTop + height) element.scrollTop = top + ROW - height;
    if (left < element.scrollLeft) element.scrollLeft = left;
    else if (left + COL > element.scrollLeft + width) element.scrollLeft = left + COL - width;
    measure();
  }, [active, measure]);

  const tell = (text: string) => {
    if (live.current) live.current.textContent = text;
  };
  const touched = ({ written, frozen, outside }: Touched, key: 'written' | 'cleared') =>
    [
      t(`told.${key}`, { count: written }),
      frozen > 0 ? t('told.frozen', { count: frozen }) : null,
      outside > 0 ? t('told.outside', { count: outside }) : null,
    ]
      .filter((part) => part !== null)
      .join(' ');
  const actions: GridKeyActions = {
    pageRows: () => Math.max(1, Math.floor(((region.current?.clientHeight ?? 0) - HEAD) / ROW) - 1),
    told: (what, result, cells) => {
      if (what === 'filled' && result) tell(touched(result, 'written'));
      else if (what === 'cleared' && result) tell(touched(result, 'cleared'));
      else if (what === 'undone' || what === 'redone') tell(t(`told.${what}`, { count: cells ?? 0 }));
      else if (what === 'released') tell(t('told.released'));
      else if (what === 'frozen') tell(t('told.isFrozen'));
    },
    save: onSave,
    help: onHelp,
  };
  const placeOf = (event: MouseEvent) => {
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-col]');
    return cell ? { row: Number(cell.dataset.row), col: Number(cell.dataset.col) } : null;
  };
  const isEditor = (event: { target: EventTarget }) =>
    /^(INPUT|SELECT)$/.test((event.target as HTMLElement).tagName);
  const onCopy = (event: ClipboardEvent) => {
    if (isEditor(event)) return;
    const texts = store.selectedTexts();
    event.clipboardData.setData('text/plain', clipboardText(texts));
    event.preventDefault();
    tell(t('told.copied', { count: texts.length * (texts[0]?.length ?? 0) }));
  };
  const onPaste = (event: ClipboardEvent) => {
    if (isEditor(event) || store.isReadOnly) return;
    event.preventDefault();
    const block = parseClipboard(event.clipboardData.getData('text/plain'));
    tell(touched(store.paste(block, words.reasonOf), 'written'));
  };

  const shown: number[] = [];
  for (let row = drawn.first; row < Math.min(rows.length, drawn.last); row++) shown.push(row);
  if (rows.length > 0 && (active.row < drawn.first || active.row >= drawn.last)) shown.push(active.row);
  return (
    <>
      <div ref={live} aria-live="polite" className="visually-hidden" />
      <div
        ref={region}
        role="grid"
        aria-label={t('grid.label')}
        aria-rowcount={rows.length + 1}
        aria-colcount={view.weeks.length + 1}
        aria-multiselectable="true"
        aria-describedby="grid-keys"
        aria-readonly={store.isReadOnly || undefined}
        className={styles.grid}
        data-layer={store.layer}
        onScroll={measure}
        onFocus={(event) => event.currentTarget.setAttribute('data-focused', '')}
        onBlur={(event) => {
          // A row that scrolled away takes the focus with it and nobody else has it: it comes back with the next key.
          if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget))
            event.currentTarget.removeAttribute('data-focused');
        }}
        onKeyDown={(event) => {
          if (isEditor(event) || (event.target as HTMLElement).tagName === 'A') return;
          flushSync(() => onGridKey(event, store, actions));
        }}
        onMouseDown={(event) => {
          const place = placeOf(event);
          if (!place || isEditor(event) || event.button !== 0) return;
          event.currentTarget.setAttribute('data-focused', '');
          store.moveTo(place, event.shiftKey);
          event.preventDefault();
          region.current
            ?.querySelector<HTMLElement>(`[data-row="${place.row}"][data-col="${place.col}"]`)
            ?.focus({ preventScroll: true });
        }}
        onMouseMove={(event) => {
          if ((event.buttons & 1) === 0 || store.editing !== null) return;
          const place = placeOf(event);
          if (place && (place.row !== store.active.row || place.col !== store.active.col))
            store.moveTo(place, true);
        }}
        onDoubleClick={(event) => {
          if (placeOf(event)) store.edit(store.textAt(store.active.row, store.active.col));
        }}
        onCopy={onCopy}
        onPaste={onPaste}
        tabIndex={rows.length === 0 ? 0 : undefined}
      >
        <div role="rowgroup" className={styles.head}>
          <WeekHead weeks={view.weeks} zones={rows[0]?.zones ?? []} />
        </div>
        <div role="rowgroup" className={styles.body} style={{ height: rows.length * ROW }}>
          {shown.map((row) => (
            <GridLine
              key={rows[row]!.skuId}
              store={store}
              words={words}
              line={rows[row]!}
              row={row}
              weeks={view.weeks.length}
              href={skuHref(rows[row]!.code)}
            />
          ))}
        </div>
      </div>
    </>
  );
}

const WeekHead = memo(function WeekHead({
  weeks,
  zones,
}: {
  weeks: GridView['weeks'];
  zones: GridRow['zones'];
}) {
  const { t } = useTranslation('commit');
  const format = useFormat();
  return (
    <div role="row" aria-rowindex={1} className={styles.headRow}>
      <div role="columnheader" aria-colindex={1} className={styles.corner}>
        {t('grid.sku')}
      </div>
      {weeks.map(({ monday }, col) => {
        const zone = zones[col] ?? 'free';
        return (
          <div
            key={monday}
            role="columnheader"
            aria-colindex={col + 2}
            className={styles.weekHead}
            data-zone={zone}
            title={t(`zoneMeaning.${zone}`)}
          >
            <strong>{format.week(monday)}</strong>
            <span>{format.date(monday, { weekday: false })}</span>
            <span className={styles.zone}>{t(`zone.${zone}`)}</span>
          </div>
        );
      })}
    </div>
  );
});

interface GridLineProps {
  store: GridStore;
  words: GridWords;
  line: GridRow;
  row: number;
  weeks: number;
  href: string;
}

const GridLine = memo(function GridLine({ store, words, line, row, weeks, href }: GridLineProps) {
  return (
    <div role="row" aria-rowindex={row + 2} className={styles.row} style={{ top: row * ROW }}>
      <div role="rowheader" aria-colindex={1} className={styles.sku}>
        <Link to={href} tabIndex={-1} prefetch="none">
          {line.code}
        </Link>
        <span title={words.name(line)}>{words.name(line)}</span>
      </div>
      {Array.from({ length: weeks }, (_, col) => (
        <GridCell key={col} store={store} words={words} line={line} row={row} col={col} />
      ))}
    </div>
  );
});
