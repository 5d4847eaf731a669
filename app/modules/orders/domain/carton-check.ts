import { type Problem, problem } from '~/kernel/problem';
import { type CartonGroup, type CartonMeasures, volumeMm3 } from './carton';
import type { ShippablePart } from './ship-notice';

/** What a carton can be; beyond these somebody mistook a unit. Grams, millimetres, grams per litre. */
export const CARTON_LIMITS = {
  cartons: 2000,
  leastGrossG: 50,
  mostGrossG: 200_000,
  leastSideMm: 20,
  mostSideMm: 3000,
  /** Lead is 11,340; nothing sold in cartons is as dense as that. */
  mostGPerLitre: 9000,
  leastGPerLitre: 4,
} as const;

/**
 * What is wrong with the cartons of a ship notice, each problem at its field (`groups[2].gross`); none: they may travel.
 * The pieces of each dated part must not exceed what is left to ship of it; fewer are a partial shipment.
 */
export function cartonProblems(groups: readonly CartonGroup[], parts: readonly ShippablePart[]): Problem[] {
  const cartons = groups.reduce((sum, group) => sum + group.cartons, 0);
  if (cartons === 0) return [problem('ship_notice_empty')];
  if (cartons > CARTON_LIMITS.cartons)
    return [problem('ship_notice_too_many_cartons', { maximum: CARTON_LIMITS.cartons })];
  const found: Problem[] = [];
  const byId = new Map(parts.map((part) => [part.scheduleId, part]));
  const warehouses = new Set(groups.flatMap(({ scheduleId }) => byId.get(scheduleId)?.warehouseCode ?? []));
  if (warehouses.size > 1) found.push(problem('ship_notice_elsewhere'));
  const packed = new Map<string, number>();
  for (const [index, group] of groups.entries()) {
    const at = (field: string) => `groups[${index}].${field}`;
    const part = byId.get(group.scheduleId);
    if (!part) {
      found.push(problem('ship_notice_schedule_unknown', undefined, at('scheduleId')));
      continue;
    }
    const before = packed.get(group.scheduleId) ?? 0;
    const pieces = before + group.cartons * group.piecesEach;
    packed.set(group.scheduleId, pieces);
    // Said once, where the limit is passed.
    if (pieces > part.left && before <= part.left) {
      const inAll = groups
        .filter(({ scheduleId }) => scheduleId === group.scheduleId)
        .reduce((sum, other) => sum + other.cartons * other.piecesEach, 0);
      found.push(
        problem(
          'ship_notice_over',
          { pieces: inAll, left: part.left, over: inAll - part.left },
          at('pieces'),
        ),
      );
    }
    const wrong = measureProblem(group);
    if (wrong) found.push({ ...wrong, field: at(wrong.field ?? 'gross') });
  }
  return found;
}

/** What is implausible about one carton, with `gross`, `net`, `length`, `width` or `height` as its field; null: nothing. */
export function measureProblem(carton: CartonMeasures): Problem | null {
  const { grossG, netG, lengthMm, widthMm, heightMm } = carton;
  const { leastGrossG, mostGrossG, leastSideMm, mostSideMm } = CARTON_LIMITS;
  if (grossG < leastGrossG || grossG > mostGrossG)
    return problem('carton_gross_implausible', { maximum: mostGrossG / 1000 }, 'gross');
  if (netG !== null && netG > grossG) return problem('carton_net_over_gross', undefined, 'net');
  for (const [field, side] of [
    ['length', lengthMm],
    ['width', widthMm],
    ['height', heightMm],
  ] as const) {
    if (side < leastSideMm || side > mostSideMm)
      return problem('carton_side_implausible', { minimum: leastSideMm, maximum: mostSideMm }, field);
  }
  const gPerLitre = grossG / (volumeMm3(carton) / 1_000_000);
  if (gPerLitre > CARTON_LIMITS.mostGPerLitre)
    return problem('carton_too_dense', { density: Math.round(gPerLitre / 100) / 10 }, 'gross');
  if (gPerLitre < CARTON_LIMITS.leastGPerLitre) return problem('carton_too_light', undefined, 'gross');
  return null;
}
