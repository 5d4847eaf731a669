import { useFetcher, useNavigate, useSubmit } from '@remix-run/react';
import { type FormEvent, type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths, withSearch } from '~/paths';
import { locales } from '~/platform/i18n/config';
import { colorSchemes } from '../theme/color-scheme';
import type { ShellArea, ShellPlace } from './areas';
import styles from './command-palette.module.css';

/** Something the search can lead to; also what the search route answers with. */
export interface PaletteItem {
  id: string;
  group: 'page' | 'factory' | 'sku' | 'order' | 'action';
  text: string;
  /** Second line or code, also searched. */
  detail?: string;
  to: string;
}

interface Command extends Omit<PaletteItem, 'to'> {
  to?: string;
  run?: () => void;
}

interface CommandPaletteProps {
  areas: ShellArea[];
  places: ShellPlace[];
  searchPath?: string | undefined;
  onClose: () => void;
}

const remoteDelayMs = 120;

/** Pages, factories, SKUs and actions by name: type, arrow keys, Enter. Loaded when it is first asked for. */
export default function CommandPalette({ areas, places, searchPath, onClose }: CommandPaletteProps) {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  const dialog = useRef<HTMLDialogElement>(null);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const listId = useId();
  const local = useLocalCommands(areas, places);
  const remote = useRemoteItems(searchPath, query);
  const shown = useMemo<Command[]>(() => [...matching(local, query), ...remote], [local, remote, query]);
  const at = Math.min(active, Math.max(0, shown.length - 1));

  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
  }, []);

  const choose = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    if (command.to) navigate(command.to);
    command.run?.();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const step = event.key === 'ArrowDown' ? 1 : -1;
    setActive((at + step + shown.length) % Math.max(1, shown.length));
  };

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    choose(shown[at]);
  };

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself; a click on the ground does the same
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-label={t('search.open')}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <form onSubmit={onSubmit} className={styles.form}>
        <input
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={shown[at] ? `${listId}-${at}` : undefined}
          aria-label={t('search.placeholder')}
          placeholder={t('search.placeholder')}
          autoComplete="off"
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
      </form>
      <div id={listId} role="listbox" aria-label={t('search.results')} className={styles.list}>
        {shown.map((command, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above holds the keyboard
          <div
            key={command.id}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={styles.option}
            onClick={() => choose(command)}
            onPointerMove={() => setActive(index)}
          >
            <span className={styles.text}>{command.text}</span>
            {command.detail ? <span className={styles.detail}>{command.detail}</span> : null}
            <span className={styles.group}>{t(`search.groups.${command.group}`)}</span>
          </div>
        ))}
      </div>
      {shown.length === 0 ? <p className={styles.none}>{t('search.none', { query })}</p> : null}
    </dialog>
  );
}

function useLocalCommands(areas: ShellArea[], places: ShellPlace[]): Command[] {
  const { t } = useTranslation('shell');
  const submit = useSubmit();
  return useMemo(() => {
    const prefer = (name: string, value: string) => () =>
      submit({ [name]: value }, { method: 'post', action: paths.preferences(), navigate: false });
    return [
      ...areas.map(
        (area): Command => ({
          id: `area-${area.id}`,
          group: 'page',
          text: t(`areas.${area.id}`),
          to: area.to,
        }),
      ),
      ...places.map(
        (place): Command => ({
          id: `place-${place.to}`,
          group: 'factory',
          text: place.kind === 'platform' ? t('platform') : place.name,
          to: place.to,
        }),
      ),
      ...locales.map(
        (locale): Command => ({
          id: `language-${locale}`,
          group: 'action',
          text: t(`languages.${locale}`),
          detail: t('language'),
          run: prefer('language', locale),
        }),
      ),
      ...colorSchemes.map(
        (scheme): Command => ({
          id: `theme-${scheme}`,
          group: 'action',
          text: t(`theme.${scheme}`),
          detail: t('theme.heading'),
          run: prefer('theme', scheme),
        }),
      ),
      { id: 'account', group: 'page', text: t('person.account'), to: paths.account() },
      {
        id: 'sign-out',
        group: 'action',
        text: t('person.signOut'),
        run: () => submit(null, { method: 'post', action: paths.signOut() }),
      },
    ];
  }, [areas, places, submit, t]);
}

/** Every word of the query must occur in the name or the detail. */
function matching(commands: Command[], query: string): Command[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter((command) => {
    const text = `${command.text} ${command.detail ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Items of the search route, asked once typing pauses; what was found stays while the next answer is on its way. */
function useRemoteItems(searchPath: string | undefined, query: string): PaletteItem[] {
  const fetcher = useFetcher<{ items: PaletteItem[] }>();
  const { load } = fetcher;
  const wanted = searchPath && query.trim() !== '' ? withSearch(searchPath, { q: query.trim() }) : undefined;
  useEffect(() => {
    if (!wanted) return;
    const timer = setTimeout(() => load(wanted), remoteDelayMs);
    return () => clearTimeout(timer);
  }, [wanted, load]);
  const items = fetcher.data?.items;
  return useMemo(() => (wanted && items ? items : []), [wanted, items]);
}
