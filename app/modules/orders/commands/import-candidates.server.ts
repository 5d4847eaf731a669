import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { newId } from '~/platform/new-id.server';
import type { PlatformTx } from '~db/tenancy.server';
import {
  insertCandidate,
  insertSignals,
  insertStage,
  selectCandidate,
  selectIdsByRef,
  updateCandidate,
} from '../data/candidates.server';
import type { ImportedCandidate } from '../domain/candidate-import';
import { candidateFields } from './save-candidate.server';

export interface ImportSummary {
  created: number;
  changed: number;
  unchanged: number;
  signals: number;
  /** Ids of those that were created or got something new. */
  touched: string[];
}

/**
 * Writes imported candidates: a new reference becomes an idea, a known one takes what differs, and signals that are there
 * already stay as they are, so a second import of the same file changes nothing.
 * @param now epoch ms
 */
export async function importCandidates(
  tx: PlatformTx,
  access: Access<'platform.candidates:manage'>,
  candidates: readonly ImportedCandidate[],
  now: number,
): Promise<ImportSummary> {
  const known = await selectIdsByRef(
    tx,
    candidates.map(({ ref }) => ref),
  );
  const summary: ImportSummary = { created: 0, changed: 0, unchanged: 0, signals: 0, touched: [] };
  for (const candidate of candidates) {
    const values = {
      nameEn: candidate.nameEn,
      nameZh: candidate.nameZh,
      categoryCode: candidate.categoryCode,
      targetMarkets: candidate.markets,
      expectedPriceMinor: candidate.priceMinor,
      expectedCostMinor: candidate.costMinor,
      currency: candidate.currency,
      note: candidate.note,
    };
    const existing = known.get(candidate.ref);
    const id = existing ?? newId();
    let isTouched = !existing;
    if (existing) {
      const before = await selectCandidate(tx, id, { lock: true });
      const differs =
        before && JSON.stringify(candidateFields(before)) !== JSON.stringify(candidateFields(values));
      if (differs) {
        await updateCandidate(tx, id, values, now);
        isTouched = true;
        await recordAudit(tx, {
          by: access,
          action: 'candidate.changed',
          entity: { type: 'candidate', id, label: values.nameEn },
          before: candidateFields(before),
          after: candidateFields(values),
        });
      }
      summary.changed += differs ? 1 : 0;
      summary.unchanged += differs ? 0 : 1;
    } else {
      await insertCandidate(
        tx,
        id,
        { ...values, createdByName: access.user.displayName, sourceRef: candidate.ref },
        now,
      );
      await insertStage(tx, { id: newId(), candidateId: id, stage: 'idea' }, now);
      summary.created += 1;
    }
    const signals = distinctSignals(candidate).map((signal) => ({ ...signal, id: newId(), candidateId: id }));
    const added = await insertSignals(tx, signals);
    summary.signals += added;
    if (isTouched || added > 0) summary.touched.push(id);
  }
  if (summary.touched.length > 0) {
    await recordAudit(tx, {
      by: access,
      action: 'candidate.imported',
      entity: { type: 'candidate', id: summary.touched[0]!, label: `${candidates.length}` },
      after: { created: summary.created, changed: summary.changed, signals: summary.signals },
    });
  }
  return summary;
}

/** A file may name an observation twice; the last counts. */
function distinctSignals({ signals }: ImportedCandidate) {
  const byKey = new Map(
    signals.map((s) => [[s.kind, s.source, s.subject, s.marketCode, s.unit, s.observedOn].join('|'), s]),
  );
  return [...byKey.values()];
}
