import { addDays, type CalendarDate, toEpochDay } from '~/kernel/calendar-date';
import { type Problem, problem } from '~/kernel/problem';
import { convertMinor } from '~/modules/catalog/domain/convert';
import { exactUsdRates } from '~/modules/catalog/queries/exact-usd-rates.server';
import type { PlatformTx } from '~db/tenancy.server';
import type { MoveReasoning } from '../data/move.server';
import { selectPlaceSources } from '../data/place-options.server';
import { type AffectedLine, selectAffectedLines } from '../data/risk.server';
import { standingProblems } from '../domain/eligibility';
import { daysLost } from '../domain/move-parts';
import { compareProposals, type MoveProposal, moveProposal } from '../domain/move-proposal';
import type { CapacityLookup } from '../domain/place-capacity';
import { complianceCheck } from './compliance-check.server';

/** Production time of a line whose source is gone. */
const UNKNOWN_PRODUCTION_DAYS = 30;

export interface MoveOption {
  line: AffectedLine;
  best: { proposal: MoveProposal; skuId: string; reasoning: MoveReasoning } | null;
  /** Where nothing can move: why, per factory that makes the SKU. */
  refusals: { factoryId: string; reasons: Problem[] }[];
}

export interface TroubleSpan {
  factoryId: string;
  fromDay: string;
  toDay: string | null;
}

/** The affected lines of a factory in trouble, each with the best move of its open pieces, or why there is none. */
export async function moveOptions(
  tx: PlatformTx,
  trouble: TroubleSpan,
  today: CalendarDate,
  capacityOf: CapacityLookup,
): Promise<MoveOption[]> {
  const lines = await selectAffectedLines(tx, trouble.factoryId, trouble.fromDay, trouble.toDay);
  if (lines.length === 0) return [];
  const sources = (await selectPlaceSources(tx, [...new Set(lines.map(({ skuId }) => skuId))])).filter(
    ({ factory }) => factory.id !== trouble.factoryId,
  );
  const factoryIds = [...new Set(sources.map(({ factory }) => factory.id))];
  const capacity = await capacityOf(factoryIds);
  const rates = await exactUsdRates(tx);
  const check = await complianceCheck(
    tx,
    [...new Set(lines.map(({ categoryCode }) => categoryCode))],
    factoryIds,
  );
  // What one line takes of a factory's room is gone for the next.
  const taken = new Map<string, number>();
  return lines.map((line) => {
    const arrivesOn = line.arrivesOn as CalendarDate;
    const due = toEpochDay(line.dueOn as CalendarDate);
    const lost = daysLost(
      {
        from: toEpochDay(trouble.fromDay as CalendarDate),
        to: trouble.toDay ? toEpochDay(trouble.toDay as CalendarDate) : null,
      },
      { startsOn: due - (line.productionLeadDays ?? UNKNOWN_PRODUCTION_DAYS), dueOn: due },
    );
    const staysUntil = lost === null ? null : addDays(arrivesOn, lost);
    const from = {
      kind: line.kind,
      quantity: line.quantity,
      shipped: line.gone,
      unitPriceMinor: BigInt(line.unitPriceMinor),
      arrivesOn,
      staysUntil,
      terms:
        line.minimumQuantity === null || line.orderMultiple === null
          ? null
          : { minimumQuantity: line.minimumQuantity, orderMultiple: line.orderMultiple },
    };
    const found: { proposal: MoveProposal; reasoning: MoveReasoning }[] = [];
    const refusals: MoveOption['refusals'] = [];
    for (const source of sources.filter(({ skuId }) => skuId === line.skuId)) {
      const { factory } = source;
      const unitCost = convertMinor(
        BigInt(source.unitCostMinor),
        source.currency,
        line.currency,
        rates,
        'half_up',
      );
      const readyOn = addDays(today, source.productionLeadDays);
      const left = capacity.get(factory.id)?.leftBy(readyOn) ?? null;
      const answer = moveProposal(
        from,
        {
          factoryId: factory.id,
          unitCostMinor: unitCost ?? BigInt(line.unitPriceMinor),
          productionLeadDays: source.productionLeadDays,
          transitLeadDays: source.transitLeadDays,
          minimumQuantity: source.minimumQuantity,
          orderMultiple: source.orderMultiple,
          capacityLeft: left === null ? null : Math.max(0, left - (taken.get(factory.id) ?? 0)),
          reasons: [
            ...(line.gone > 0 ? [problem('order_pieces_shipped', { pieces: line.gone })] : []),
            ...(unitCost === null ? [problem('exchange_rate_missing', { currency: source.currency })] : []),
            ...standingProblems({
              kind: line.kind,
              factoryStatus: factory.status,
              source,
              covers: check.coversOf({
                factoryId: factory.id,
                skuId: line.skuId,
                categoryCode: line.categoryCode,
                warehouses: line.warehouses,
                soldIn: line.markets,
                onDay: addDays(readyOn, source.transitLeadDays),
              }),
            }),
          ],
        },
        today,
      );
      if (!answer.ok) {
        refusals.push({ factoryId: factory.id, reasons: answer.reasons });
        continue;
      }
      const { value } = answer;
      found.push({
        proposal: value,
        reasoning: {
          orderId: line.orderId,
          orderNumber: line.orderNumber,
          lineNo: line.lineNo,
          skuCode: line.skuCode,
          ordered: line.quantity,
          stays: value.stays,
          arrivesNow: line.arrivesOn,
          arrivesThere: value.arrivesOn,
          staysUntil,
          daysAgainstWaiting: value.daysAgainstWaiting,
          unitPriceMinor: line.unitPriceMinor,
          unitCostThereMinor: String(unitCost ?? line.unitPriceMinor),
          unitCostMinor: source.unitCostMinor,
          unitCostCurrency: source.currency,
          rateFrom: rates.get(source.currency) ?? '1',
          rateTo: rates.get(line.currency) ?? '1',
          capacityLeft: value.capacityLeft,
        },
      });
    }
    found.sort((a, b) => compareProposals(a.proposal, b.proposal));
    const best = found[0];
    if (best) {
      const { factoryId, quantity } = best.proposal;
      taken.set(factoryId, (taken.get(factoryId) ?? 0) + quantity);
    }
    return { line, best: best ? { ...best, skuId: line.skuId } : null, refusals };
  });
}
