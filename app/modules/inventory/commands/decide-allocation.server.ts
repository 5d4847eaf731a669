import type { CalendarDate } from '~/kernel/calendar-date';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import type { PlatformTx } from '~db/tenancy.server';
import {
  decideProposal,
  lockProposal,
  type ProposalRow,
  selectProposalLines,
  selectSkuCode,
} from '../data/allocation.server';
import { selectNetwork, selectPlacedSkus } from '../data/allocation-facts.server';
import { givenAllocation, movesProblem } from '../domain/allocation';
import type { ProposalContent } from '../domain/allocation-content';
import { type AllocationOutcome, moveCost } from '../domain/allocation-cost';
import { allocationInput } from '../domain/allocation-input';
import type { Move } from '../domain/allocation-model';
import { currentPolicy } from '../queries/inventory-policy.server';
import { allocationSolver } from './allocation-solver.server';

type Manage = Access<'platform.inventory:manage'>;

/** Rows of one lane are one move. */
function merged(moves: readonly Move[]): Move[] {
  const byLane = new Map<string, Move>();
  for (const move of moves) {
    const key = `${move.from} ${move.to}`;
    const quantity = (byLane.get(key)?.quantity ?? 0) + move.quantity;
    byLane.set(key, { from: move.from, to: move.to, quantity });
  }
  return [...byLane.values()];
}

/** What moves by hand cost on the proposal's inputs, for the page while somebody edits. Changes nothing. */
export async function previewAllocation(
  tx: PlatformTx,
  { proposalId, moves }: { proposalId: string; moves: readonly Move[] },
): Promise<Result<AllocationOutcome, Problem>> {
  const proposal = await lockProposal(tx, proposalId);
  if (!proposal) return err(problem('allocation_unknown'));
  const { input } = proposal.inputs as ProposalContent;
  const given = merged(moves);
  const refusal = movesProblem(input, given);
  if (refusal) return err(refusal);
  return ok(givenAllocation(input, given, await allocationSolver()).outcome);
}

/**
 * Accepts a proposal, as it is or as somebody edited it: its moves become the instruction for the warehouses. Refused when
 * it has been decided, or when stock or room no longer allow the moves: both are read anew.
 * @param moves absent: as proposed
 */
export async function acceptAllocation(
  tx: PlatformTx,
  access: Manage,
  given: { proposalId: string; skuId: string; moves?: readonly Move[]; today: CalendarDate },
): Promise<Result<{ pieces: number }, Problem>> {
  const found = await openProposal(tx, given);
  if (!found.ok) return found;
  const proposal = found.value;
  const { input } = proposal.inputs as ProposalContent;
  const lines = await selectProposalLines(tx, proposal.id);
  const moves = merged(given.moves ?? lines);
  const refusal =
    movesProblem(input, moves) ?? (await presentProblem(tx, proposal.skuId, moves, given.today));
  if (refusal) return err(refusal);
  const outcome = givenAllocation(input, moves, await allocationSolver()).outcome;
  const proposed = new Map(lines.map((line) => [`${line.from} ${line.to}`, line]));
  const wanted = new Map(moves.map((move) => [`${move.from} ${move.to}`, move]));
  const decided = [...new Set([...proposed.keys(), ...wanted.keys()])].flatMap((key) => {
    const before = proposed.get(key);
    const after = wanted.get(key)?.quantity ?? 0;
    const { from, to } = (before ?? wanted.get(key))!;
    const quantity = before?.quantity ?? 0;
    if (quantity === 0 && after === 0) return [];
    const costMinor = moveCost(input, { from, to, quantity: after });
    return [{ from, to, quantity, editedQuantity: after === quantity ? null : after, costMinor }];
  });
  await decideProposal(tx, {
    id: proposal.id,
    status: 'accepted',
    decidedByName: access.user.displayName,
    costMinor: outcome.cost.total,
    lines: decided,
  });
  const pieces = moves.reduce((sum, { quantity }) => sum + quantity, 0);
  await recordAudit(tx, {
    by: access,
    action: 'allocation.accepted',
    entity: { type: 'allocation_proposal', id: proposal.id, label: found.label },
    before: { status: 'proposed', moves: movesText(lines) },
    after: { status: 'accepted', moves: movesText(moves) },
  });
  return ok({ pieces });
}

/** Refuses a proposal: nothing moves. */
export async function rejectAllocation(
  tx: PlatformTx,
  access: Manage,
  given: { proposalId: string; skuId: string },
): Promise<Result<null, Problem>> {
  const found = await openProposal(tx, given);
  if (!found.ok) return found;
  await decideProposal(tx, {
    id: found.value.id,
    status: 'rejected',
    decidedByName: access.user.displayName,
  });
  await recordAudit(tx, {
    by: access,
    action: 'allocation.rejected',
    entity: { type: 'allocation_proposal', id: found.value.id, label: found.label },
    before: { status: 'proposed' },
    after: { status: 'rejected' },
  });
  return ok(null);
}

const movesText = (moves: readonly Move[]) =>
  moves
    .filter(({ quantity }) => quantity > 0)
    .map(({ from, to, quantity }) => `${from} → ${to}: ${quantity}`)
    .join(', ');

type Found = { ok: true; value: ProposalRow; label: string } | { ok: false; error: Problem };

async function openProposal(
  tx: PlatformTx,
  { proposalId, skuId }: { proposalId: string; skuId: string },
): Promise<Found> {
  const proposal = await lockProposal(tx, proposalId);
  if (!proposal || proposal.skuId !== skuId) return err(problem('allocation_unknown'));
  if (proposal.status !== 'proposed') return err(problem('allocation_decided'));
  return { ok: true, value: proposal, label: await selectSkuCode(tx, skuId) };
}

/** Whether the moves are still possible with the stock and the room of this moment. */
async function presentProblem(
  tx: PlatformTx,
  skuId: string,
  moves: readonly Move[],
  today: CalendarDate,
): Promise<Problem | null> {
  const [sku] = await selectPlacedSkus(tx, [skuId], today);
  const { rule } = await currentPolicy(tx);
  const input = sku ? allocationInput(await selectNetwork(tx), sku, [], rule.allocation) : null;
  return input ? movesProblem(input, moves) : problem('allocation_no_size');
}
