import { createHash } from 'node:crypto';
import { type CalendarDate, dateInZone } from '~/kernel/calendar-date';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { enqueue } from '~/platform/jobs.server';
import { newId } from '~/platform/new-id.server';
import { systemClock } from '~/platform/system-clock.server';
import { asSystem, type PlatformTx } from '~db/tenancy.server';
import {
  insertProposals,
  type NewProposal,
  selectOpenHashes,
  supersedeProposals,
} from '../data/allocation.server';
import {
  type PlacedSku,
  selectFastSkuIds,
  selectNetwork,
  selectPlacedSkus,
} from '../data/allocation-facts.server';
import {
  ALLOCATION_RULE_VERSION,
  bestAllocation,
  givenAllocation,
  type SolveProgram,
} from '../domain/allocation';
import { NIGHTLY_RUN, type ProposalContent } from '../domain/allocation-content';
import { moveCost, moveReasons } from '../domain/allocation-cost';
import { demandFromForecast, demandFromRate, type ForecastDemand } from '../domain/allocation-demand';
import { type AllocationNetwork, allocationInput } from '../domain/allocation-input';
import type { InventoryRule } from '../domain/policy';
import { currentPolicy } from '../queries/inventory-policy.server';
import { allocationSolver } from './allocation-solver.server';

/** Expected demand of the given SKUs; the forecast stands to the right of this module, so whoever calls brings it. */
export type DemandReader = (
  tx: PlatformTx,
  skuIds: readonly string[],
) => Promise<ReadonlyMap<string, ForecastDemand>>;

interface MakeInput {
  network: AllocationNetwork;
  rule: InventoryRule['allocation'];
  today: CalendarDate;
  forecast: ForecastDemand | undefined;
  solve: SolveProgram;
  createdByName: string;
}

/** @returns null where the SKU cannot be costed */
function makeProposal(sku: PlacedSku, made: MakeInput): NewProposal | null {
  const { network, rule, today, forecast, solve, createdByName } = made;
  const hasForecast = (forecast?.markets.length ?? 0) > 0;
  const demand = hasForecast
    ? demandFromForecast(forecast!, today, rule.horizonDays)
    : demandFromRate(sku.sold, rule.horizonDays);
  const input = allocationInput(network, sku, demand, rule);
  if (!input) return null;
  const asIs = givenAllocation(input, [], solve);
  const best = bestAllocation(input, solve);
  // Of two placements that cost the same, the one without moves.
  const chosen = best.outcome.cost.total < asIs.outcome.cost.total ? best : asIs;
  const inputs: ProposalContent = {
    input,
    demandSource: hasForecast ? 'forecast' : 'rate',
    asOf: today,
    asIs: asIs.outcome,
    best: chosen.outcome,
    reasons: moveReasons(input, chosen.plan),
  };
  return {
    id: newId(),
    skuId: sku.skuId,
    inputHash: createHash('sha256').update(JSON.stringify(input)).digest('hex'),
    ruleVersion: ALLOCATION_RULE_VERSION,
    inputs,
    costMinor: chosen.outcome.cost.total,
    costAsIsMinor: asIs.outcome.cost.total,
    createdByName,
    lines: chosen.plan.moves.map((move) => ({ ...move, costMinor: moveCost(input, move) })),
  };
}

/** Makes a proposal for one SKU now; an open one gives way to it. */
export async function proposeAllocation(
  tx: PlatformTx,
  access: Access<'platform.inventory:manage'>,
  { skuId, demandOf, today }: { skuId: string; demandOf: DemandReader; today: CalendarDate },
): Promise<Result<{ proposalId: string }, Problem>> {
  const solve = await allocationSolver();
  const { rule } = await currentPolicy(tx);
  const [sku] = await selectPlacedSkus(tx, [skuId], today);
  if (!sku) return err(problem('allocation_unknown'));
  const made = makeProposal(sku, {
    network: await selectNetwork(tx),
    rule: rule.allocation,
    today,
    forecast: (await demandOf(tx, [skuId])).get(skuId),
    solve,
    createdByName: access.user.displayName,
  });
  if (!made) return err(problem('allocation_no_size'));
  await supersedeProposals(tx, [skuId]);
  await insertProposals(tx, [made]);
  await recordAudit(tx, {
    by: access,
    action: 'allocation.proposed',
    entity: { type: 'allocation_proposal', id: made.id, label: sku.code },
    after: { pieces: piecesOf(made), saving: savingOf(made) },
  });
  return ok({ proposalId: made.id });
}

const piecesOf = (made: NewProposal) => made.lines.reduce((sum, { quantity }) => sum + quantity, 0);
const savingOf = (made: NewProposal) => ((made.costAsIsMinor - made.costMinor) / 100).toFixed(2);

/**
 * Asks for proposals for all fast movers. The job and the note of who asked exist together or not at all.
 * @returns the job's id
 */
export async function requestAllocation(
  tx: PlatformTx,
  access: Access<'platform.inventory:manage'>,
): Promise<string> {
  const jobId = await enqueue(tx, 'inventory.allocation', {
    reason: 'request',
    requestedByUserId: access.user.id,
  });
  await recordAudit(tx, {
    by: access,
    action: 'allocation.requested',
    entity: { type: 'allocation_proposal', id: jobId },
  });
  return jobId;
}

export interface AllocationRun {
  skus: number;
  /** Proposals whose inputs have not changed since they were made. */
  kept: number;
  /** New ones that save something. */
  proposed: number;
}

const BATCH = 100;

/**
 * The job: a proposal for every SKU of class A and B with stock that a better placement saves money for. SKUs are worked
 * off in batches of their own transaction; a run that is cut off is repeated and finds what is done already. Where nothing
 * is to be saved any more, an open proposal goes.
 */
export async function runAllocation(given: {
  demandOf: DemandReader;
  now?: number;
  signal?: AbortSignal;
  actor?: string;
  /** Works off so many SKUs and no more, class A first. Default: all. */
  atMost?: number;
}): Promise<AllocationRun> {
  const { demandOf, now = systemClock.now(), signal, actor = NIGHTLY_RUN, atMost = null } = given;
  const today = dateInZone(now, 'UTC');
  const solve = await allocationSolver();
  const skuIds = await asSystem('job:inventory.allocation', (tx) => selectFastSkuIds(tx, atMost));
  const run: AllocationRun = { skus: skuIds.length, kept: 0, proposed: 0 };
  for (let from = 0; from < skuIds.length; from += BATCH) {
    signal?.throwIfAborted();
    const ids = skuIds.slice(from, from + BATCH);
    await asSystem('job:inventory.allocation', async (tx) => {
      const { rule } = await currentPolicy(tx);
      const network = await selectNetwork(tx);
      const forecasts = await demandOf(tx, ids);
      const open = await selectOpenHashes(tx, ids);
      const fresh: NewProposal[] = [];
      const replaced: string[] = [];
      for (const sku of await selectPlacedSkus(tx, ids, today)) {
        const made = makeProposal(sku, {
          network,
          rule: rule.allocation,
          today,
          forecast: forecasts.get(sku.skuId),
          solve,
          createdByName: actor,
        });
        if (made && open.get(sku.skuId) === made.inputHash) {
          run.kept += 1;
          continue;
        }
        replaced.push(sku.skuId);
        if (made && made.lines.length > 0) fresh.push(made);
      }
      await supersedeProposals(tx, replaced);
      await insertProposals(tx, fresh);
      run.proposed += fresh.length;
    });
  }
  if (run.proposed > 0) {
    await asSystem('job:inventory.allocation', (tx) =>
      recordAudit(tx, {
        by: { system: actor },
        action: 'allocation.proposed',
        entity: { type: 'allocation_proposal', id: 'batch', label: today },
        after: { skus: run.proposed },
      }),
    );
  }
  return run;
}
