GRANT SELECT, INSERT, UPDATE ON sscc_counter TO portal_platform;
