import { z } from 'zod';

const whole = (least: number, most: number) =>
  z
    .string({ error: 'value_required' })
    .trim()
    .regex(/^\d[\d,]{0,15}$/, 'number_not_whole')
    .transform((text) => Number(text.replaceAll(',', '')))
    .pipe(z.number().int('number_not_whole').min(least).max(most));

/** A factory's terms for a SKU as a person types them. */
export const sourcingForm = z.object({
  sku: z.string({ error: 'value_required' }).trim().min(1, 'value_required').max(60, 'text_too_long'),
  status: z.enum(['active', 'backup', 'suspended'], { error: 'choice_unknown' }),
  /** In the factory's currency: `12.50`. */
  unitCost: z.string({ error: 'value_required' }).trim().min(1, 'value_required').max(20, 'text_too_long'),
  productionLeadDays: whole(1, 400),
  transitLeadDays: whole(0, 200),
  minimumQuantity: whole(1, 1_000_000),
  orderMultiple: whole(1, 100_000),
  /** Per cent of the SKU's order forecast. */
  share: whole(0, 100),
  /** 1 comes first where shares are equal. */
  priority: whole(1, 99),
  /** Market codes, one after another. */
  markets: z
    .string({ error: 'value_required' })
    .trim()
    .min(1, 'value_required')
    .max(200, 'text_too_long')
    .transform((text) => [
      ...new Set(
        text
          .toUpperCase()
          .split(/[\s,;，、]+/)
          .filter(Boolean),
      ),
    ]),
});
export type SourcingInput = z.output<typeof sourcingForm>;
