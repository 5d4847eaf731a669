import { Textarea } from '@mantine/core';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type MentionQuery, mentionAt, type Person, peopleFor, stillNamed, withMention } from './mentions';
import styles from './order.module.css';

interface MentionAreaProps {
  people: readonly Person[];
  invalid: boolean;
  errorId: string;
}

/**
 * A text field in which @ offers the people to name: arrows choose, Enter or Tab takes, Escape leaves. Who is named
 * travels as `mentions` beside the text. Ctrl + Enter sends the form.
 */
export function MentionArea({ people, invalid, errorId }: MentionAreaProps) {
  const { t } = useTranslation('orders');
  const listId = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<readonly Person[]>([]);
  const [query, setQuery] = useState<MentionQuery | null>(null);
  const [active, setActive] = useState(0);
  const offered = query ? peopleFor(people, query.text) : [];
  const isOpen = offered.length > 0;
  const named = stillNamed(text, chosen);
  const at = Math.min(active, offered.length - 1);

  const look = (element: HTMLTextAreaElement) => {
    setQuery(mentionAt(element.value, element.selectionStart));
    setActive(0);
  };
  const take = (person: Person | undefined) => {
    const element = field.current;
    if (!person || !query || !element) return;
    const next = withMention(text, element.selectionStart, query, person);
    setText(next.text);
    setChosen([...chosen, person]);
    setQuery(null);
    requestAnimationFrame(() => {
      element.focus();
      element.setSelectionRange(next.caret, next.caret);
    });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.currentTarget.form?.requestSubmit();
    } else if (!isOpen) return;
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setActive((at + (event.key === 'ArrowDown' ? 1 : -1) + offered.length) % offered.length);
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      event.preventDefault();
      take(offered[at]);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      setQuery(null);
    }
  };

  return (
    <div className={styles.mentionBox}>
      <Textarea
        ref={field}
        name="body"
        rows={3}
        maxLength={4000}
        label={t('messages.label')}
        placeholder={t('messages.placeholder')}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          look(event.currentTarget);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setQuery(null)}
        aria-autocomplete="list"
        aria-controls={listId}
        aria-activedescendant={isOpen ? `${listId}-${at}` : undefined}
        aria-invalid={invalid || undefined}
        aria-describedby={invalid ? errorId : undefined}
      />
      <div
        id={listId}
        role="listbox"
        aria-label={t('messages.mention')}
        className={styles.suggestions}
        hidden={!isOpen}
      >
        {offered.map((person, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the text field holds the keyboard
          <div
            key={person.userId}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(person)}
          >
            {person.name}
          </div>
        ))}
      </div>
      {named.map((person) => (
        <input key={person.userId} type="hidden" name="mentions" value={person.userId} />
      ))}
      {named.length > 0 ? (
        <p className={styles.why}>
          {t('messages.mentioned', { names: named.map(({ name }) => name).join(', ') })}
        </p>
      ) : null}
    </div>
  );
}
