import { usdPerMinorUnit } from '~/modules/catalog/queries/usd-rates.server';
import type { PlatformTx } from '~db/tenancy.server';
import { selectPolicies } from '../data/inventory-policy.server';
import {
  type ListedSku,
  type RevenueFacts,
  selectListedSkus,
  selectRevenue,
} from '../data/stock-facts.server';
import { abcClasses, type ClassMove, classMoves } from '../domain/abc';
import { type AbcClass, DEFAULT_RULE, type InventoryRule } from '../domain/policy';
import { readRule } from '../inventory-forms';

export interface CurrentPolicy {
  /** Null where none was ever stored and the defaults hold. */
  id: string | null;
  rule: InventoryRule;
}

/** The rule in force. */
export async function currentPolicy(tx: PlatformTx): Promise<CurrentPolicy> {
  const [row] = await selectPolicies(tx);
  return row ? { id: row.id, rule: readRule(row.rule) } : { id: null, rule: DEFAULT_RULE };
}

export interface PolicyVersion {
  id: string;
  /** Epoch ms. */
  validFrom: number;
  rule: InventoryRule;
  changedByName: string;
}

/** The rules that were in force, newest first. */
export async function policyHistory(tx: PlatformTx, limit = 20): Promise<PolicyVersion[]> {
  const rows = await selectPolicies(tx, limit);
  return rows.map(({ id, validFrom, rule, changedByName }) => ({
    id,
    validFrom,
    rule: readRule(rule),
    changedByName,
  }));
}

/** Revenue of SKUs in US cents, from sums per currency at the latest rates; SKUs without sales are absent. */
export async function revenueInUsd(
  tx: PlatformTx,
  rows: readonly RevenueFacts[],
): Promise<Map<string, bigint>> {
  const usdPerMinor = await usdPerMinorUnit(tx);
  const dollars = new Map<string, number>();
  for (const { skuId, currency, minor } of rows) {
    dollars.set(skuId, (dollars.get(skuId) ?? 0) + Number(minor) * usdPerMinor(currency));
  }
  return new Map([...dollars].map(([skuId, usd]) => [skuId, BigInt(Math.round(usd * 100))]));
}

/** The classes that a rule gives to the listed SKUs. */
export function classesUnder(
  skus: readonly ListedSku[],
  revenue: ReadonlyMap<string, bigint>,
  rule: InventoryRule,
): Map<string, AbcClass> {
  const rows = skus.map(({ skuId }) => ({ skuId, revenueMinor: revenue.get(skuId) ?? 0n }));
  return abcClasses(rows, rule.abc);
}

export interface PolicyPreview {
  skus: number;
  moves: ClassMove[];
  /** SKUs per class now and under the rule. */
  before: Record<AbcClass, number>;
  after: Record<AbcClass, number>;
}

/** What a rule would change, counted on the sales before `today`. */
export async function policyPreview(
  tx: PlatformTx,
  rule: InventoryRule,
  today: string,
): Promise<PolicyPreview> {
  const [skus, sums] = await Promise.all([
    selectListedSkus(tx),
    selectRevenue(tx, today, rule.abc.windowDays),
  ]);
  const current = new Map(skus.map(({ skuId, abcClass }) => [skuId, abcClass]));
  const next = classesUnder(skus, await revenueInUsd(tx, sums), rule);
  return {
    skus: skus.length,
    moves: classMoves(current, next),
    before: counts(current),
    after: counts(next),
  };
}

function counts(classes: ReadonlyMap<string, AbcClass>): Record<AbcClass, number> {
  const counted = { A: 0, B: 0, C: 0 };
  for (const abcClass of classes.values()) counted[abcClass] += 1;
  return counted;
}

export interface PolicyPage {
  rule: InventoryRule;
  /** SKUs per class now. */
  counts: Record<AbcClass, number>;
  history: PolicyVersion[];
}

/** The rule in force, what it made of the SKUs, and the rules before. */
export async function policyPage(tx: PlatformTx): Promise<PolicyPage> {
  const [{ rule }, skus, history] = await Promise.all([
    currentPolicy(tx),
    selectListedSkus(tx),
    policyHistory(tx),
  ]);
  return { rule, counts: counts(new Map(skus.map(({ skuId, abcClass }) => [skuId, abcClass]))), history };
}
