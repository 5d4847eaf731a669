import { type CalendarDate, compareDates } from '~/kernel/calendar-date';
import { type Problem, problem } from '~/kernel/problem';
import { parsePieces } from '~/kernel/quantity';
import { err, ok, type Result } from '~/kernel/result';
import type { Access } from '~/modules/identity/domain/access';
import { newId } from '~/platform/new-id.server';
import { inPlatform, type PlatformTx } from '~db/tenancy.server';
import { eligibility } from '../domain/eligibility';
import { placeDates } from '../domain/place-compare';
import type { PlaceSearch, WantedSku } from '../domain/place-search';
import { type DestinationPart, splitOverFactories, sumOf } from '../domain/place-split';
import type { PlaceForm } from '../place-forms';
import { loadPlace } from '../queries/place-options.server';
import { createDraftOrder } from './create-draft-order.server';
import { issueOrder, type OnIssued } from './issue-order.server';
import { inRollback } from './place-rollback.server';

export interface PlacedOrder {
  orderId: string;
  number: string;
  factorySlug: string;
}

interface PlannedLine {
  factoryId: string;
  skuId: string;
  parts: DestinationPart[];
}

/**
 * Places what the page shows: one draft per factory (of one group where there are several), issued at once if asked. All of
 * it or nothing: a refusal at one factory leaves no order at another.
 *
 * @param now epoch ms; `today` the buyer's day
 * @returns the orders, or the problems by field: those of the first step, or `choices[0].main`, `choices[0].backup`,
 *   `choices[0].backupPieces`
 */
export async function placeOrders(
  access: Access<'platform.orders:place'>,
  input: { search: PlaceSearch; form: PlaceForm },
  { now, today }: { now: number; today: CalendarDate },
  onIssued: OnIssued,
): Promise<Result<PlacedOrder[], Problem[]>> {
  return inPlatform(access, (tx) =>
    inRollback(tx, async () => {
      const planned = await plan(tx, input, today);
      if (!planned.ok) return planned;
      const { lines, slugs, shipFrom, shipBy } = planned.value;
      const factoryIds = [...new Set(lines.map(({ factoryId }) => factoryId))];
      const groupId = factoryIds.length > 1 ? newId() : null;
      const placed: PlacedOrder[] = [];
      for (const factoryId of factoryIds) {
        const made = await createDraftOrder(
          tx,
          access,
          {
            factoryId,
            kind: input.search.kind,
            inspectionRequired: input.form.inspection,
            groupId,
            note: input.form.note,
            lines: lines
              .filter((line) => line.factoryId === factoryId)
              .map(({ skuId, parts }) => ({
                skuId,
                schedules: parts.map((part) => ({ ...part, shipFrom, shipBy })),
              })),
          },
          now,
        );
        if (!made.ok) return err([withoutField(made.error)]);
        placed.push({ ...made.value, factorySlug: slugs.get(factoryId) ?? '' });
      }
      if (input.form.intent === 'draft') return ok(placed);
      for (const { orderId } of placed) {
        const issued = await issueOrder(tx, access, { orderId }, now, onIssued);
        if (!issued.ok) return err([withoutField(issued.error)]);
      }
      return ok(placed);
    }),
  );
}

/** The command's fields are not the page's: such a problem stands above all of it. */
const withoutField = ({ code, params }: Problem): Problem => problem(code, params);

async function plan(
  tx: PlatformTx,
  { search, form }: { search: PlaceSearch; form: PlaceForm },
  today: CalendarDate,
): Promise<
  Result<
    { lines: PlannedLine[]; slugs: Map<string, string>; shipFrom: CalendarDate | null; shipBy: CalendarDate },
    Problem[]
  >
> {
  const { wish, problems, skus, sources, check } = await loadPlace(tx, search, today);
  if (!wish)
    return err(Object.entries(problems).map(([field, { code, params }]) => ({ code, params, field })));
  const lines: PlannedLine[] = [];
  const wrong: Problem[] = [];
  for (const wanted of wish.skus) {
    const index = form.choices.findIndex(({ sku }) => sku === wanted.code);
    const at = (field: string) => (index < 0 ? undefined : `choices[${index}].${field}`);
    const split = splitChoice(wanted, form.choices[index], at);
    if (!split.ok) {
      wrong.push(split.error);
      continue;
    }
    const sku = skus.get(wanted.code)!;
    const own = sources.filter(({ skuId }) => skuId === sku.skuId);
    const soldIn = [...new Set(own.flatMap(({ markets }) => markets))];
    for (const { factoryId, parts, field } of split.value) {
      const source = own.find(({ factory }) => factory.id === factoryId);
      const reasons = eligibility({
        kind: search.kind,
        quantity: sumOf(parts),
        groupQuantity: sumOf(wanted.destinations),
        factoryStatus: source?.factory.status ?? 'approved',
        source: source ?? null,
        covers: source
          ? check.coversOf({
              factoryId,
              skuId: sku.skuId,
              categoryCode: sku.categoryCode,
              warehouses: parts.map(({ warehouseCode }) => warehouseCode),
              soldIn,
              onDay: placeDates(source, { today, ...wish }).arrivesOn,
            })
          : [],
      });
      wrong.push(...reasons.map(({ code, params }) => problem(code, params, field)));
      lines.push({ factoryId, skuId: sku.skuId, parts });
    }
  }
  if (wrong.length > 0) return err(wrong);
  const { shipFrom, shipBy } = wish;
  const slugs = new Map(sources.map(({ factory }) => [factory.id, factory.slug]));
  return ok({
    lines,
    slugs,
    shipFrom: shipFrom && compareDates(shipFrom, shipBy) <= 0 ? shipFrom : null,
    shipBy,
  });
}

function splitChoice(
  wanted: WantedSku,
  choice: PlaceForm['choices'][number] | undefined,
  at: (field: string) => string | undefined,
): Result<{ factoryId: string; parts: DestinationPart[]; field: string | undefined }[], Problem> {
  if (!choice || choice.main === '') {
    return err(problem('place_factory_missing', { sku: wanted.code }, at('main')));
  }
  const total = sumOf(wanted.destinations);
  const typed = choice.backupPieces.replace(/(?<=\d)[,\s](?=\d{3}(\D|$))/g, '');
  const pieces = typed === '' ? ok(0) : parsePieces(typed);
  if (!pieces.ok) return err({ ...pieces.error, field: at('backupPieces') });
  if (pieces.value > 0 && choice.backup === '') {
    return err(problem('place_backup_missing', { sku: wanted.code }, at('backup')));
  }
  if (pieces.value > 0 && choice.backup === choice.main) {
    return err(problem('place_backup_same', { sku: wanted.code }, at('backup')));
  }
  if (pieces.value >= total && pieces.value > 0) {
    return err(problem('place_backup_exceeds', { total, most: total - 1 }, at('backupPieces')));
  }
  const { main, backup } = splitOverFactories(wanted.destinations, pieces.value);
  return ok([
    { factoryId: choice.main, parts: main, field: at('main') },
    ...(backup.length > 0 ? [{ factoryId: choice.backup, parts: backup, field: at('backup') }] : []),
  ]);
}
