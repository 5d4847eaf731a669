import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import type { ComplianceDocumentFacts, ComplianceRequirement } from '../domain/compliance';

/** Every requirement that goods of the given categories may fall under, those of the categories above them included. */
export async function selectRequirements(
  tx: PlatformTx,
  categories: readonly string[],
): Promise<ComplianceRequirement[]> {
  const above = [
    ...new Set(
      categories.flatMap((code) =>
        code.split('.').map((_, depth, parts) => parts.slice(0, depth + 1).join('.')),
      ),
    ),
  ];
  return tx.sql<ComplianceRequirement[]>`
    select market_code as "marketCode", category_code as "categoryCode", document_kind as "documentKind"
    from compliance_requirement where category_code = any(${above})`;
}

export interface ComplianceDocumentRow extends ComplianceDocumentFacts {
  factoryId: string;
  issuer: string;
  skuCode: string | null;
  recordedByName: string;
  /** The certificate itself. */
  file: { id: string; label: string } | null;
}

/** All documents of the given factories, those that end first at the top. */
export async function selectDocuments(
  tx: PlatformTx,
  factoryIds: readonly string[],
): Promise<ComplianceDocumentRow[]> {
  return tx.sql<ComplianceDocumentRow[]>`
    select d.factory_id as "factoryId", d.id, d.document_kind as "documentKind", d.number, d.issuer, d.sku_id as "skuId",
      k.code as "skuCode", d.category_code as "categoryCode", d.markets, d.valid_from::text as "validFrom",
      d.valid_to::text as "validTo", d.revoked_at is not null as "isRevoked", d.recorded_by_name as "recordedByName",
      case when f.id is not null then json_build_object('id', f.id, 'label', f.label) end as file
    from compliance_document d left join sku k on k.id = d.sku_id
      left join stored_file f on f.factory_id = d.factory_id and f.id = d.stored_file_id
    where d.factory_id = any(${factoryIds as string[]}::uuid[])
    order by d.revoked_at is not null, d.valid_to nulls last, d.document_kind, d.number, d.id`;
}

/** A factory's own documents, those that end first at the top. */
export async function selectOwnDocuments(tx: TenantTx): Promise<ComplianceDocumentRow[]> {
  return tx.sql<ComplianceDocumentRow[]>`
    select d.factory_id as "factoryId", d.id, d.document_kind as "documentKind", d.number, d.issuer, d.sku_id as "skuId",
      s.sku_code as "skuCode", d.category_code as "categoryCode", d.markets, d.valid_from::text as "validFrom",
      d.valid_to::text as "validTo", d.revoked_at is not null as "isRevoked", d.recorded_by_name as "recordedByName",
      case when f.id is not null then json_build_object('id', f.id, 'label', f.label) end as file
    from compliance_document d left join sourcing s on s.factory_id = d.factory_id and s.sku_id = d.sku_id
      left join stored_file f on f.factory_id = d.factory_id and f.id = d.stored_file_id
    where d.factory_id = ${tx.factoryId}
    order by d.revoked_at is not null, d.valid_to nulls last, d.document_kind, d.number, d.id`;
}

export interface WarehouseRow {
  code: string;
  nameEn: string;
  nameZh: string;
  kind: 'regional' | 'forward';
  countryCode: string;
  delivers: string[];
}

/** Warehouses, regional ones first, with the markets that no other warehouse of the same kind reaches sooner. */
export async function selectWarehouses(tx: PlatformTx): Promise<WarehouseRow[]> {
  return tx.sql<WarehouseRow[]>`
    with ranked as (
      select d.warehouse_code, d.market_code,
        rank() over (partition by w.kind, d.market_code order by d.delivery_days, d.cost_minor_per_kg) as place
      from warehouse_delivery d join warehouse w on w.code = d.warehouse_code)
    select w.code, w.name_en as "nameEn", w.name_zh as "nameZh", w.kind, w.country_code as "countryCode",
      coalesce((select array_agg(r.market_code order by r.market_code) from ranked r
        where r.warehouse_code = w.code and r.place = 1), '{}') as delivers
    from warehouse w order by w.kind desc, w.code`;
}

/** The region of every market. */
export async function selectMarketRegions(tx: PlatformTx): Promise<{ code: string; region: string }[]> {
  return tx.sql<{ code: string; region: string }[]>`select code, region from market order by code`;
}

/** Adds a document to a factory's file. */
export async function insertDocument(
  tx: PlatformTx,
  row: {
    factoryId: string;
    id: string;
    documentKind: string;
    number: string;
    issuer: string;
    skuId: string | null;
    categoryCode: string | null;
    markets: string[];
    validFrom: string;
    validTo: string | null;
    recordedByName: string;
    storedFileId: string | null;
  },
): Promise<void> {
  await tx.sql`
    insert into compliance_document (factory_id, id, document_kind, number, issuer, sku_id, category_code, markets,
      valid_from, valid_to, recorded_by_name, stored_file_id)
    values (${row.factoryId}, ${row.id}, ${row.documentKind}, ${row.number}, ${row.issuer}, ${row.skuId},
      ${row.categoryCode}, ${row.markets}, ${row.validFrom}, ${row.validTo}, ${row.recordedByName},
      ${row.storedFileId})`;
}

/** A document that still counts, held for a change; null when there is none. */
export async function lockDocument(
  tx: PlatformTx,
  factoryId: string,
  id: string,
): Promise<{ documentKind: string; number: string; storedFileId: string | null } | null> {
  const [row] = await tx.sql<{ documentKind: string; number: string; storedFileId: string | null }[]>`
    select document_kind as "documentKind", number, stored_file_id as "storedFileId" from compliance_document
    where factory_id = ${factoryId} and id = ${id} and revoked_at is null for no key update`;
  return row ?? null;
}

/** Names the file of a document. */
export async function updateDocumentFile(
  tx: PlatformTx,
  factoryId: string,
  id: string,
  fileId: string,
): Promise<void> {
  await tx.sql`update compliance_document set stored_file_id = ${fileId}
    where factory_id = ${factoryId} and id = ${id}`;
}

/** What stands on a certificate, for a specimen of it. */
export interface CertificateFacts {
  factoryId: string;
  id: string;
  documentKind: string;
  number: string;
  issuer: string;
  factoryNameEn: string;
  factoryNameZh: string;
  categoryNameEn: string;
  categoryNameZh: string;
  markets: string[];
  validFrom: string;
  validTo: string | null;
  recordedByName: string;
}

/** Of every factory that has no file of a certificate yet, the certificate of a category that lasts longest. */
export async function selectUnfiledCertificates(tx: PlatformTx): Promise<CertificateFacts[]> {
  return tx.sql<CertificateFacts[]>`
    select distinct on (d.factory_id) d.factory_id as "factoryId", d.id, d.document_kind as "documentKind", d.number,
      d.issuer, f.name_en as "factoryNameEn", f.name_zh as "factoryNameZh", c.name_en as "categoryNameEn",
      c.name_zh as "categoryNameZh", d.markets, d.valid_from::text as "validFrom", d.valid_to::text as "validTo",
      d.recorded_by_name as "recordedByName"
    from compliance_document d join factory f on f.id = d.factory_id join product_category c on c.code = d.category_code
    where d.revoked_at is null and not exists (
      select 1 from compliance_document o where o.factory_id = d.factory_id and o.stored_file_id is not null)
    order by d.factory_id, d.valid_to desc nulls first, d.id`;
}

/** Marks a document as revoked; null when there is none that still counts. */
export async function revokeDocument(
  tx: PlatformTx,
  factoryId: string,
  id: string,
): Promise<{ documentKind: string; number: string } | null> {
  const [row] = await tx.sql<{ documentKind: string; number: string }[]>`
    update compliance_document set revoked_at = now()
    where factory_id = ${factoryId} and id = ${id} and revoked_at is null
    returning document_kind as "documentKind", number`;
  return row ?? null;
}
