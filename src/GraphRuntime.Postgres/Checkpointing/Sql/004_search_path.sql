-- Every function resolves names in the system catalog only, whatever the search path of its caller; new functions get that when they are created.
ALTER FUNCTION {schema}.be_durable SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION {schema}.acquire SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION {schema}.hold_epoch SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION {schema}.append_log SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION {schema}.cut_log SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION {schema}.check_references SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION {schema}.put_checkpoints SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION {schema}.put_writes SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION {schema}.collect SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION {schema}.delete_runs SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION {schema}.prune_thread SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION {schema}.delete_thread SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION {schema}.copy_thread SET search_path = pg_catalog, pg_temp;
