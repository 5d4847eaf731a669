/** Size and mass of a carton: grams, millimetres. */
export interface CartonMeasures {
  grossG: number;
  /** Null where nobody weighed it. */
  netG: number | null;
  lengthMm: number;
  widthMm: number;
  heightMm: number;
}

/** Equal cartons that follow one another. */
export interface CartonGroup extends CartonMeasures {
  scheduleId: string;
  cartons: number;
  piecesEach: number;
}

/** One carton of a ship notice. Numbers begin at 1 and have no gaps. */
export interface Carton extends CartonMeasures {
  scheduleId: string;
  cartonNo: number;
  pieces: number;
}

/** Writes groups out as single cartons, numbered through in their order. */
export function expandCartons(groups: readonly CartonGroup[]): Carton[] {
  let cartonNo = 0;
  return groups.flatMap(({ cartons, piecesEach, ...rest }) =>
    Array.from({ length: cartons }, () => {
      cartonNo += 1;
      return { ...rest, cartonNo, pieces: piecesEach };
    }),
  );
}

/** A group with the numbers of its first and last carton. */
export interface NumberedGroup<C extends Carton = Carton> extends CartonGroup {
  firstNo: number;
  lastNo: number;
  first: C;
}

/** Puts equal cartons that follow one another into groups: the inverse of {@link expandCartons}. */
export function groupCartons<C extends Carton>(cartons: readonly C[]): NumberedGroup<C>[] {
  const groups: NumberedGroup<C>[] = [];
  for (const carton of cartons) {
    const last = groups.at(-1);
    if (last && carton.cartonNo === last.lastNo + 1 && isEqual(last, carton)) {
      last.lastNo = carton.cartonNo;
      last.cartons += 1;
      continue;
    }
    const { scheduleId, grossG, netG, lengthMm, widthMm, heightMm, pieces, cartonNo } = carton;
    groups.push({
      scheduleId,
      grossG,
      netG,
      lengthMm,
      widthMm,
      heightMm,
      cartons: 1,
      piecesEach: pieces,
      firstNo: cartonNo,
      lastNo: cartonNo,
      first: carton,
    });
  }
  return groups;
}

function isEqual(group: CartonGroup, carton: Carton): boolean {
  return (
    group.scheduleId === carton.scheduleId &&
    group.piecesEach === carton.pieces &&
    group.grossG === carton.grossG &&
    group.netG === carton.netG &&
    group.lengthMm === carton.lengthMm &&
    group.widthMm === carton.widthMm &&
    group.heightMm === carton.heightMm
  );
}

export interface CartonTotals {
  cartons: number;
  pieces: number;
  grossG: number;
  /** Null as soon as one carton's net mass is not known. */
  netG: number | null;
  volumeMm3: number;
}

/** Sums of cartons. */
export function cartonTotals(groups: readonly CartonGroup[]): CartonTotals {
  const totals: CartonTotals = { cartons: 0, pieces: 0, grossG: 0, netG: 0, volumeMm3: 0 };
  for (const group of groups) {
    totals.cartons += group.cartons;
    totals.pieces += group.cartons * group.piecesEach;
    totals.grossG += group.cartons * group.grossG;
    totals.netG =
      totals.netG === null || group.netG === null ? null : totals.netG + group.cartons * group.netG;
    totals.volumeMm3 += group.cartons * volumeMm3(group);
  }
  return totals;
}

/** mm³. */
export function volumeMm3({ lengthMm, widthMm, heightMm }: CartonMeasures): number {
  return lengthMm * widthMm * heightMm;
}

/** Divisor of air freight, cm³ per kilogram (IATA). Carriers may use another; 5000 is usual for express. */
export const AIR_DIVISOR = 6000;

/**
 * Mass that a carrier charges by size, in grams: cm³ ÷ divisor = kg. 120 × 80 × 50 cm twice is 160 kg by air.
 * @param divisor cm³ per kilogram
 */
export function volumetricG(totalVolumeMm3: number, divisor = AIR_DIVISOR): number {
  // mm³ ÷ 1000 = cm³; ÷ divisor = kg; × 1000 = g.
  return Math.round(totalVolumeMm3 / divisor);
}
