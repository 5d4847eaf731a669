import type { CalendarDate } from '~/kernel/calendar-date';
import { addWeeks, weekOf } from '~/kernel/week';
import { isReasonCode } from '~/modules/forecast/domain/commit/commit-bucket';
import { at, type SeedContext } from './seed-context';

/** Longest lead time that is measured; what is forecast further ahead is not answered or changed by people. */
const ANSWERED_WEEKS = 14;

/** A demand week that a planner could have changed, with what came of it. */
export interface OverrideCandidate {
  skuId: string;
  skuCode: string;
  marketCode: string;
  week: string;
  /** Units sold in the week: the planner heard of a promotion or a rival in time, or thought so. */
  sold: number;
}

const GOOD_COMMENTS = [
  '平台闪购已排期，加量。Flash sale is booked, more units.',
  '竞品断货，流量转过来。A rival is out of stock.',
  '主图换新，转化率提高。New main picture converts better.',
  '物流延误，入仓晚一周。Inbound is a week late.',
];
const BAD_COMMENTS = [
  '预计达人带货，量会翻倍。An influencer post should double it.',
  '感觉旺季提前，先加量。The season feels early, adding some.',
  '担心压货，先砍一半。Afraid of stock, halving it.',
];

/** Overrides of planners: two of three knew something, the third only thought so. */
export function overrideRows(
  ctx: SeedContext,
  candidates: readonly OverrideCandidate[],
  author: { id: string; name: string },
  writtenOn: CalendarDate,
): object[] {
  return candidates.map((candidate, index) => {
    const random = ctx.random('override', candidate.skuCode, candidate.marketCode, candidate.week);
    const isGood = random.next() < 0.66;
    const factor = isGood ? 0.9 + random.next() * 0.25 : random.pick([0.5, 1.7, 2.1]);
    return {
      sku_id: candidate.skuId,
      id: ctx.id(
        'forecast_override',
        `${candidate.skuCode} ${candidate.marketCode} ${candidate.week}`,
        index,
      ),
      market_code: candidate.marketCode,
      week: candidate.week,
      units: Math.max(0, Math.round(candidate.sold * factor)),
      base_units: Math.max(0, Math.round(candidate.sold * (0.7 + random.next() * 0.6))),
      base_version_id: null,
      comment: random.pick(isGood ? GOOD_COMMENTS : BAD_COMMENTS),
      author_user_id: author.id,
      author_name: author.name,
      is_active: true,
      created_at: at(writtenOn, '06:00'),
    };
  });
}

/** A line that a factory answered: pieces per release week from the version's first week on. */
export interface AnsweredLine {
  factoryId: string;
  skuId: string;
  skuCode: string;
  orderMultiple: number;
  quantities: readonly number[];
}

const REASONS = ['capacity', 'materials', 'holiday', 'tooling'].filter(isReasonCode);

/**
 * What a factory's planner answered to a version: four of five lines, most buckets in full, some cut for a reason or with
 * pieces to spare. A factory has its character: careful ones promise less than they could.
 * @param revision of each bucket (SKU and week) so far, counted on
 */
export function commitRows(
  ctx: SeedContext,
  version: { id: string; asOf: CalendarDate },
  lines: readonly AnsweredLine[],
  answeredBy: (factoryId: string) => string,
  revision: Map<string, number>,
): object[] {
  const firstWeek = weekOf(version.asOf);
  return lines.flatMap((line) => {
    const character = 0.86 + ctx.random('character', line.factoryId).next() * 0.16;
    const random = ctx.random('commit', version.asOf, line.factoryId, line.skuCode);
    if (random.next() < 0.2) return [];
    return line.quantities.slice(1, ANSWERED_WEEKS).flatMap((quantity, offset) => {
      const week = addWeeks(firstWeek, offset + 1);
      // Nothing is asked for: there is something to say only where pieces were promised before.
      if (quantity === 0 && !revision.has(`${line.factoryId} ${line.skuId} ${week}`)) return [];
      const isCut = random.next() < 0.25;
      const wanted = isCut ? quantity * character * (0.6 + random.next() * 0.3) : quantity;
      const commit = Math.round(wanted / line.orderMultiple) * line.orderMultiple;
      const key = `${line.factoryId} ${line.skuId} ${week}`;
      const next = (revision.get(key) ?? 0) + 1;
      revision.set(key, next);
      return {
        factory_id: line.factoryId,
        id: ctx.id('forecast_commit', `${key} ${next}`, next),
        version_id: version.id,
        sku_id: line.skuId,
        week,
        revision: next,
        forecast_quantity: quantity,
        commit_quantity: commit,
        upside_quantity:
          quantity > 0 && !isCut && random.next() < 0.3 ? line.orderMultiple * random.int(1, 4) : 0,
        reason_code: commit < quantity ? random.pick(REASONS) : null,
        note: null,
        channel: random.next() < 0.7 ? 'grid' : 'file',
        committed_by_name: answeredBy(line.factoryId),
        committed_at: at(version.asOf, '09:30'),
      };
    });
  });
}
