-- Row-level security is forced on the new tenant tables, and the roles get what they work on.
ALTER TABLE "compliance_document" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "sell_out_evidence" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON compliance_requirement, compliance_document, warehouse_terms, warehouse_lane, warehouse_delivery, order_move_proposal, sell_out_evidence, stock_ledger_head, inventory_policy, sku_stock_summary, allocation_proposal, allocation_line TO portal_platform;
--> statement-breakpoint
GRANT SELECT ON compliance_requirement, compliance_document, sell_out_evidence TO portal_app;
