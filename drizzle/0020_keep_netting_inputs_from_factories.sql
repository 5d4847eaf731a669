-- A SKU's netting input names all its sources, other factories' terms among them: a factory reads the other columns.
REVOKE SELECT ON forecast_trace FROM portal_app;
--> statement-breakpoint
GRANT SELECT (factory_id, id, version_id, trace, history_first_week, history, demand) ON forecast_trace TO portal_app;
