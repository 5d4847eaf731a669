import type { ChangedField } from '../domain/audit-diff';
import styles from './identity.module.css';
import { useAuditWords } from './use-audit-words';

/** What an entry changed: each field, before crossed out, after beside it. A creation has no before, a removal no after. */
export function AuditChanges({ changes, entityType }: { changes: ChangedField[]; entityType: string }) {
  const words = useAuditWords();
  return (
    <dl className={styles.changes}>
      {changes.map(({ field, before, after }) => (
        <div key={field} className={styles.change}>
          <dt>{words.field(field)}</dt>
          <dd>
            {before === undefined ? null : <del>{words.value(field, before, entityType)}</del>}
            {before !== undefined && after !== undefined ? ' → ' : null}
            {after === undefined ? null : <ins>{words.value(field, after, entityType)}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
