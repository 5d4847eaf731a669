GRANT SELECT, INSERT, UPDATE, DELETE ON sourcing_policy TO portal_platform;
