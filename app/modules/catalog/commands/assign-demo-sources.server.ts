import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import { newId } from '~/platform/new-id.server';
import {
  addSourcings,
  classSkus,
  inDemoAssignment,
  selectDemoFactories,
  selectSkusForSourcing,
  selectUnsourcedSkus,
  sortSkus,
} from '../data/demo-sources.server';
import { guessCategory, planDemoSources } from '../domain/demo-sources';

/** The same seed and the same SKUs give the same sources. */
const SEED = 20_180_101;

export interface DemoAssignment {
  /** SKUs that had no source and have one now. */
  skuIds: string[];
  sourcings: number;
  secondSources: number;
  /** Factories that got at least one SKU. */
  factories: number;
}

/**
 * Spreads the SKUs that sell but have no source over the factories, with a category guessed from their description, an ABC class
 * and made-up but believable terms: for demonstration. SKUs that have a source stay as they are, so a second run adds nothing.
 * @returns problem `no_factories` if there is no factory that may make anything
 */
export function assignDemoSources(unsortedCategory: string): Promise<Result<DemoAssignment, Problem>> {
  return inDemoAssignment(async (tx) => {
    const factories = await selectDemoFactories(tx);
    if (factories.length === 0) return err(problem('no_factories'));
    const unsourced = await selectUnsourcedSkus(tx);
    await sortSkus(
      tx,
      unsourced
        .filter((sku) => sku.categoryCode === unsortedCategory)
        .map((sku) => ({ id: sku.id, category: guessCategory(sku.nameEn) })),
    );
    const skuIds = unsourced.map((sku) => sku.id);
    await classSkus(tx, skuIds);
    const skus = await selectSkusForSourcing(tx, skuIds);
    const sourcings = skus.flatMap((sku) =>
      planDemoSources(sku, factories, SEED).map((source) => ({ ...source, id: newId(), sku })),
    );
    await addSourcings(tx, sourcings);
    for (const factoryId of new Set(sourcings.map((source) => source.factoryId))) {
      const own = sourcings.filter((source) => source.factoryId === factoryId);
      await recordAudit(tx, {
        by: { system: 'import:assign-demo' },
        action: 'sourcing.assigned',
        entity: { type: 'sourcing', id: factoryId, label: String(own.length) },
        after: { skus: own.length },
        factoryId,
      });
    }
    return ok({
      skuIds,
      sourcings: sourcings.length,
      secondSources: sourcings.filter((source) => source.priority === 2).length,
      factories: new Set(sourcings.map((source) => source.factoryId)).size,
    });
  });
}
