import { type Problem, problem } from '~/kernel/problem';
import { orderable, type Pieces } from '~/kernel/quantity';
import type { ComplianceCover } from './compliance';
import { FIRST_ORDER_MINIMUM } from './draft';

export type PlacedKind = 'sample' | 'first_order' | 'reorder';
export type PoolStatus = 'approved' | 'probation' | 'backup' | 'suspended';

/** What decides whether a factory may get pieces of one SKU. */
export interface EligibilityFacts {
  kind: PlacedKind;
  /** Pieces of the SKU that this factory would get, over all warehouses. */
  quantity: Pieces;
  /** Pieces of the SKU in the whole decision, when it is split over factories; absent: the same. */
  groupQuantity?: Pieces;
  factoryStatus: PoolStatus;
  /** Its terms on the list of approved sources; null when it is not on it. */
  source: {
    status: 'active' | 'backup' | 'suspended';
    minimumQuantity: Pieces;
    orderMultiple: Pieces;
  } | null;
  /** How its documents answer what the destination markets ask for. */
  covers: readonly ComplianceCover[];
}

/**
 * Why a factory may not be given an order, each reason once and the decisive ones first; an empty list: it may.
 * Samples are not sold: they need the approval alone, no documents and no minimum.
 */
export function eligibility(facts: EligibilityFacts): Problem[] {
  const { source } = facts;
  return [...standingProblems(facts), ...(source ? quantityProblems(facts, source) : [])];
}

/** The reasons that hold for any number of pieces: not approved, suspended, or without a document. */
export function standingProblems({
  source,
  factoryStatus,
  kind,
  covers,
}: Pick<EligibilityFacts, 'source' | 'factoryStatus' | 'kind' | 'covers'>): Problem[] {
  const standing = [
    ...(factoryStatus === 'suspended' ? [problem('factory_suspended')] : []),
    ...(source === null ? [problem('source_not_approved')] : []),
    ...(source?.status === 'suspended' ? [problem('source_suspended')] : []),
  ];
  return source === null || kind === 'sample' ? standing : [...standing, ...documentProblems(covers)];
}

function documentProblems(covers: readonly ComplianceCover[]): Problem[] {
  return covers
    .filter(({ state }) => state !== 'covered')
    .map(({ state, documentKind: document, marketCode: market, document: held }) => {
      if (state === 'missing') return problem('compliance_document_missing', { document, market });
      const number = held?.number ?? '';
      if (state === 'revoked') return problem('compliance_document_revoked', { document, market, number });
      return problem('compliance_document_expires', { document, market, date: held?.validTo ?? '' });
    });
}

/**
 * What is wrong with a number of pieces: a first order of fewer than 500 in all, less than the factory's minimum, and of a
 * reorder that it is no multiple.
 */
export function quantityProblems(
  { kind, quantity, groupQuantity = quantity }: Pick<EligibilityFacts, 'kind' | 'quantity' | 'groupQuantity'>,
  terms: { minimumQuantity: Pieces; orderMultiple: Pieces },
): Problem[] {
  if (kind === 'sample') return [];
  const { minimumQuantity, orderMultiple } = terms;
  const problems: Problem[] = [];
  if (kind === 'first_order' && groupQuantity < FIRST_ORDER_MINIMUM) {
    problems.push(
      problem('first_order_below_minimum', { minimum: FIRST_ORDER_MINIMUM, quantity: groupQuantity }),
    );
  }
  if (quantity < minimumQuantity) {
    problems.push(problem('quantity_below_minimum', { minimum: minimumQuantity, quantity }));
  }
  if (kind === 'reorder' && quantity % orderMultiple !== 0) {
    const upper = orderable(quantity, minimumQuantity, orderMultiple);
    problems.push(problem('quantity_not_multiple', { multiple: orderMultiple, quantity, upper }));
  }
  return problems;
}
