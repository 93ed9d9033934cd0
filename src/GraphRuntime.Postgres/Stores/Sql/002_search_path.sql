-- Every function resolves names in the system catalog only, whatever the search path of its caller; new functions get that when they are created.
ALTER FUNCTION {schema}.remove_expired_items SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION {schema}.write_items SET search_path = pg_catalog, pg_temp;
