import type { z } from 'zod';
import type { CalendarDate } from '~/kernel/calendar-date';
import { isUuid } from '~/kernel/ids';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { newId } from '~/platform/new-id.server';
import { inPlatform, type PlatformTx } from '~db/tenancy.server';
import { decideMove, lockMove, replaceMoves } from '../data/move.server';
import { selectPoolFactory } from '../data/pool.server';
import {
  closeRisk,
  insertConcentrationRule,
  insertRisk,
  type RiskRow,
  selectConcentrationRule,
  selectRisk,
} from '../data/risk.server';
import type { CapacityLookup } from '../domain/place-capacity';
import { concentrationRule } from '../domain/risk-concentration';
import { moveOptions } from '../queries/move-options.server';
import type { riskNoticeForm, riskRuleForm } from '../risk-forms';

/** Makes the capacity look-up of a transaction; the route hands in the capacity module's. */
export type CapacityOf = (tx: PlatformTx) => CapacityLookup;

type ManageRisk = Access<'platform.risk:manage'>;

/**
 * Opens a notice about a factory, in its own log too, and works out what could move.
 * @returns `factory_unknown` at the factory
 */
export async function openRiskNotice(
  access: ManageRisk,
  input: z.output<typeof riskNoticeForm>,
  today: CalendarDate,
  capacityOf: CapacityOf,
): Promise<Result<{ id: string }, Problem>> {
  return inPlatform(access, async (tx) => {
    const factory = await selectPoolFactory(tx, input.factory);
    if (!factory) return err(problem('factory_unknown', undefined, 'factory'));
    const id = newId();
    const { kind, title, note, fromDay } = input;
    const notice = { kind, title, note, fromDay, toDay: input.toDay || null };
    await insertRisk(tx, { factoryId: factory.id, id, ...notice, createdByName: access.user.displayName });
    await recordAudit(tx, {
      by: access,
      action: 'risk_notice.opened',
      entity: { type: 'risk_notice', id, label: title },
      after: notice,
      factoryId: factory.id,
    });
    await workOutMoves(
      tx,
      { id, factoryId: factory.id, fromDay, toDay: notice.toDay },
      today,
      capacityOf(tx),
    );
    return ok({ id });
  });
}

/** Works the proposals of an open notice out anew; those that were decided on stay. */
export async function proposeMoves(
  access: ManageRisk,
  noticeId: string,
  today: CalendarDate,
  capacityOf: CapacityOf,
): Promise<Result<{ proposals: number }, Problem>> {
  return withOpenNotice(access, noticeId, async (tx, notice) =>
    ok({ proposals: await workOutMoves(tx, notice, today, capacityOf(tx)) }),
  );
}

/**
 * Works out what could move from the factory of a notice while it lasts, and keeps it as its open proposals.
 * @returns how many there are
 */
export async function workOutMoves(
  tx: PlatformTx,
  notice: Pick<RiskRow, 'id' | 'factoryId' | 'fromDay' | 'toDay'>,
  today: CalendarDate,
  capacityOf: CapacityLookup,
): Promise<number> {
  const options = await moveOptions(tx, notice, today, capacityOf);
  const rows = options.flatMap(({ line, best }) =>
    best === null
      ? []
      : [
          {
            id: newId(),
            fromFactoryId: notice.factoryId,
            fromPoLineId: line.lineId,
            toFactoryId: best.proposal.factoryId,
            skuId: line.skuId,
            quantity: best.proposal.quantity,
            extraDays: best.proposal.extraDays,
            extraCostMinor: best.proposal.extraCostMinor.toString(),
            currency: line.currency,
            reasoning: best.reasoning,
          },
        ],
  );
  await replaceMoves(tx, notice.id, rows);
  return rows.length;
}

/** Closes a notice; proposals that are still open are dismissed with it. */
export async function closeRiskNotice(
  access: ManageRisk,
  noticeId: string,
): Promise<Result<{ id: string }, Problem>> {
  return withOpenNotice(access, noticeId, async (tx, notice) => {
    await closeRisk(tx, notice.factoryId, notice.id, access.user.displayName);
    await recordAudit(tx, {
      by: access,
      action: 'risk_notice.closed',
      entity: { type: 'risk_notice', id: notice.id, label: notice.title },
      before: { isOpen: true },
      after: { isOpen: false },
      factoryId: notice.factoryId,
    });
    return ok({ id: notice.id });
  });
}

/** Puts a proposal aside. @returns `move_proposal_unknown`, or `move_proposal_decided` */
export async function dismissMove(
  access: ManageRisk,
  proposalId: string,
): Promise<Result<{ id: string }, Problem>> {
  return inPlatform(access, async (tx) => {
    const move = isUuid(proposalId) ? await lockMove(tx, proposalId) : null;
    if (!move) return err(problem('move_proposal_unknown'));
    if (move.status !== 'proposed') return err(problem('move_proposal_decided'));
    const byName = access.user.displayName;
    await decideMove(tx, move.id, { status: 'dismissed', newPurchaseOrderId: null, byName });
    // The factory in trouble learns of what happens to its orders, not of where else they might have gone.
    await recordAudit(tx, {
      by: access,
      action: 'order_move.dismissed',
      entity: { type: 'order_move_proposal', id: move.id, label: move.reasoning.orderNumber },
      before: { status: 'proposed' },
      after: { status: 'dismissed', pieces: move.quantity },
    });
    return ok({ id: move.id });
  });
}

/** Sets from which share on one factory is too much; earlier rules stay on record. */
export async function changeConcentrationRule(
  access: ManageRisk,
  input: z.output<typeof riskRuleForm>,
  now: number,
): Promise<Result<null, Problem>> {
  const rule = {
    topShareBp: input.topShare * 100,
    herfindahl: input.herfindahl,
    minimumSkus: input.minimumSkus,
  };
  return inPlatform(access, async (tx) => {
    const before = concentrationRule(await selectConcentrationRule(tx));
    const id = newId();
    await insertConcentrationRule(tx, { id, rule, byName: access.user.displayName, now });
    await recordAudit(tx, {
      by: access,
      action: 'sourcing_policy.changed',
      entity: { type: 'sourcing_policy', id },
      before: { ...before },
      after: rule,
    });
    return ok(null);
  });
}

function withOpenNotice<T>(
  access: ManageRisk,
  noticeId: string,
  work: (tx: PlatformTx, notice: RiskRow) => Promise<Result<T, Problem>>,
): Promise<Result<T, Problem>> {
  return inPlatform(access, async (tx) => {
    const notice = isUuid(noticeId) ? await selectRisk(tx, noticeId, true) : null;
    if (!notice) return err(problem('risk_notice_unknown'));
    if (notice.closedAt !== null) return err(problem('risk_notice_closed'));
    return work(tx, notice);
  });
}
