import type { InventoryRule } from './policy';

/** The rule in the units that people type: percent, dollars. */
export interface PolicyFields {
  aShare: number;
  bShare: number;
  windowDays: number;
  targetA: number;
  targetB: number;
  targetC: number;
  slowPercent: number;
  noSaleDays: number;
  dayPriceA: number;
  dayPriceB: number;
  dayPriceC: number;
  horizonDays: number;
  unmet: number;
}

const hundredths = (value: number) => Math.round(value * 100);

/** Percent to basis points, dollars to cents. */
export function ruleOfFields(form: PolicyFields): InventoryRule {
  return {
    abc: {
      aShareBp: hundredths(form.aShare),
      bShareBp: hundredths(form.bShare),
      windowDays: form.windowDays,
    },
    targetDays: { A: form.targetA, B: form.targetB, C: form.targetC },
    slow: { coverHundredths: form.slowPercent, noSaleDays: form.noSaleDays },
    allocation: {
      dayPriceMinor: {
        A: hundredths(form.dayPriceA),
        B: hundredths(form.dayPriceB),
        C: hundredths(form.dayPriceC),
      },
      horizonDays: form.horizonDays,
      unmetMinor: hundredths(form.unmet),
    },
  };
}

export function fieldsOfRule({ abc, targetDays, slow, allocation }: InventoryRule): PolicyFields {
  return {
    aShare: abc.aShareBp / 100,
    bShare: abc.bShareBp / 100,
    windowDays: abc.windowDays,
    targetA: targetDays.A,
    targetB: targetDays.B,
    targetC: targetDays.C,
    slowPercent: slow.coverHundredths,
    noSaleDays: slow.noSaleDays,
    dayPriceA: allocation.dayPriceMinor.A / 100,
    dayPriceB: allocation.dayPriceMinor.B / 100,
    dayPriceC: allocation.dayPriceMinor.C / 100,
    horizonDays: allocation.horizonDays,
    unmet: allocation.unmetMinor / 100,
  };
}
