import { addDays, type CalendarDate } from '~/kernel/calendar-date';
import { isUuid } from '~/kernel/ids';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { inPlatform, type PlatformTx } from '~db/tenancy.server';
import { decideMove, lockMove, type MoveRow, selectMoveLine } from '../data/move.server';
import { selectPlaceSources } from '../data/place-options.server';
import { takeParts } from '../domain/move-parts';
import { amendOrder } from './amend-order.server';
import { cancelOrder } from './cancel-order.server';
import { createDraftOrder } from './create-draft-order.server';
import type { PlacedOrder } from './place-orders.server';
import { inRollback } from './place-rollback.server';

interface MoveAccess {
  place: Access<'platform.orders:place'>;
  manage: Access<'platform.orders:manage'>;
}

/**
 * Carries a proposal out, all of it or nothing: the first order loses the pieces (by an amendment; a line that loses all of
 * them is cancelled, and so is an order that has no other), and the other factory gets a draft for the same warehouses.
 *
 * @param now epoch ms; `today` the buyer's day
 * @returns the draft, or `move_proposal_unknown`, `move_proposal_decided`, `move_line_changed`, or what the two orders refuse
 */
export async function acceptMove(
  access: MoveAccess,
  proposalId: string,
  { now, today, reason }: { now: number; today: CalendarDate; reason: string },
): Promise<Result<PlacedOrder, Problem>> {
  return inPlatform(access.manage, async (tx) => {
    const move = isUuid(proposalId) ? await lockMove(tx, proposalId) : null;
    if (!move) return err(problem('move_proposal_unknown'));
    if (move.status !== 'proposed') return err(problem('move_proposal_decided'));
    return inRollback(tx, async () => {
      const moved = await carryOut(tx, access, move, { now, today, reason });
      if (!moved.ok) return err(problem(moved.error.code, moved.error.params));
      await decideMove(tx, move.id, {
        status: 'accepted',
        newPurchaseOrderId: moved.value.orderId,
        byName: access.manage.user.displayName,
      });
      // Where its pieces went is no business of the first factory: the entry stands in the platform's log.
      await recordAudit(tx, {
        by: access.manage,
        action: 'order_move.accepted',
        entity: { type: 'order_move_proposal', id: move.id, label: move.reasoning.orderNumber },
        before: { status: 'proposed' },
        after: { status: 'accepted', pieces: move.quantity, movedTo: moved.value.number },
      });
      return ok({ ...moved.value, factorySlug: move.toSlug });
    });
  });
}

async function carryOut(
  tx: PlatformTx,
  access: MoveAccess,
  move: MoveRow,
  { now, today, reason }: { now: number; today: CalendarDate; reason: string },
): Promise<Result<Omit<PlacedOrder, 'factorySlug'>, Problem>> {
  const line = await selectMoveLine(tx, move.fromFactoryId, move.fromPoLineId);
  const open = line?.schedules.reduce((sum, part) => sum + Math.max(0, part.quantity - part.gone), 0) ?? 0;
  if (!line || open < move.quantity) return err(problem('move_line_changed'));
  const source = (await selectPlaceSources(tx, [move.skuId])).find(
    ({ factory }) => factory.id === move.toFactoryId,
  );
  if (!source) return err(problem('source_not_approved'));
  const parts = takeParts(line.schedules, move.quantity);
  const less = await takeFromOrder(tx, access.manage, move, line, parts, { now, reason });
  if (!less.ok) return less;
  const shipBy = addDays(today, Math.max(1, source.productionLeadDays));
  return createDraftOrder(
    tx,
    access.place,
    {
      factoryId: move.toFactoryId,
      kind: line.kind,
      inspectionRequired: line.inspectionRequired,
      candidateId: line.candidateId,
      lines: [
        {
          skuId: move.skuId,
          schedules: mergeByWarehouse(parts).map(({ warehouseCode, quantity }) => ({
            warehouseCode,
            quantity,
            shipFrom: null,
            shipBy,
          })),
        },
      ],
    },
    now,
  );
}

type MoveLine = NonNullable<Awaited<ReturnType<typeof selectMoveLine>>>;
type TakenParts = ReturnType<typeof takeParts<MoveLine['schedules'][number]>>;

async function takeFromOrder(
  tx: PlatformTx,
  access: Access<'platform.orders:manage'>,
  move: MoveRow,
  line: MoveLine,
  parts: TakenParts,
  { now, reason }: { now: number; reason: string },
): Promise<Result<unknown, Problem>> {
  const { orderId, version } = line;
  const staying = parts.filter(({ stays }) => stays > 0);
  if (staying.length === 0 && line.otherLines === 0) {
    return cancelOrder(tx, access, { orderId, reason }, now);
  }
  const amended =
    staying.length === 0
      ? { lineId: move.fromPoLineId, cancel: true }
      : {
          lineId: move.fromPoLineId,
          schedules: staying.map(({ part: { scheduleId, warehouseCode, shipFrom, shipBy }, stays }) => ({
            scheduleId,
            warehouseCode,
            quantity: stays,
            shipFrom,
            shipBy,
          })),
        };
  return amendOrder(tx, access, { orderId, version, reason, lines: [amended] }, now);
}

function mergeByWarehouse(parts: TakenParts): { warehouseCode: string; quantity: number }[] {
  const merged = new Map<string, number>();
  for (const { part, moves } of parts) {
    if (moves > 0) merged.set(part.warehouseCode, (merged.get(part.warehouseCode) ?? 0) + moves);
  }
  return [...merged].map(([warehouseCode, quantity]) => ({ warehouseCode, quantity }));
}
