-- Rows that change with every batch find room on their own page, so that their indexes stay as they are.
ALTER TABLE "stock_lot" SET (fillfactor = 75);
--> statement-breakpoint
ALTER TABLE "stock_balance" SET (fillfactor = 60);
--> statement-breakpoint
ALTER TABLE "stock_ledger_head" SET (fillfactor = 50);
