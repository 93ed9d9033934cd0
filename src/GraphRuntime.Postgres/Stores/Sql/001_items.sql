-- Long-term memory. A namespace is its names in UTF-8, each with a zero byte behind it, so that one range of the key holds all below a
-- namespace. Moments and durations are ticks of 100 ns; an item whose end has come is not there for any reader.
CREATE TABLE {schema}.item (
    ns         bytea NOT NULL,
    key        text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    ttl        bigint,
    expires_at bigint,
    vectors    bytea NOT NULL,
    value      bytea NOT NULL,
    PRIMARY KEY (ns, key)
);

CREATE INDEX item_expires_at ON {schema}.item (expires_at) WHERE expires_at IS NOT NULL;

CREATE FUNCTION {schema}.remove_expired_items(p_now bigint, p_most bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    v_removed bigint;
BEGIN
    DELETE FROM {schema}.item i WHERE (i.ns, i.key) IN (
        SELECT e.ns, e.key FROM {schema}.item e WHERE e.expires_at <= p_now LIMIT p_most FOR UPDATE SKIP LOCKED);
    GET DIAGNOSTICS v_removed = ROW_COUNT;
    RETURN v_removed;
END $$;

-- The caller gives each address once, in order of the addresses, so that two batches cannot wait for each other. A null value deletes.
-- Outcomes: 0 stored, 1 stale epoch.
CREATE FUNCTION {schema}.write_items(p_thread text, p_epoch bigint, p_now bigint, p_ns bytea[], p_keys text[], p_fresh boolean[],
    p_ttls bigint[], p_ends bigint[], p_vectors bytea[], p_values bytea[], OUT outcome int, OUT current bigint)
LANGUAGE plpgsql AS $$
DECLARE
    w record;
BEGIN
    PERFORM {schema}.be_durable();
    current := 0;
    IF p_thread IS NOT NULL THEN
        current := {schema}.hold_epoch(p_thread);
        IF current <> p_epoch THEN
            outcome := 1;
            RETURN;
        END IF;
    END IF;
    FOR w IN SELECT * FROM unnest(p_ns, p_keys, p_fresh, p_ttls, p_ends, p_vectors, p_values) AS u (ns, key, fresh, ttl, ends, vectors, value) LOOP
        IF w.value IS NULL THEN
            DELETE FROM {schema}.item i WHERE i.ns = w.ns AND i.key = w.key;
        ELSE
            INSERT INTO {schema}.item AS i (ns, key, created_at, updated_at, ttl, expires_at, vectors, value)
            VALUES (w.ns, w.key, p_now, p_now, w.ttl, w.ends, w.vectors, w.value)
            ON CONFLICT (ns, key) DO UPDATE SET
                created_at = CASE WHEN w.fresh OR i.expires_at <= p_now THEN excluded.created_at ELSE i.created_at END,
                updated_at = excluded.updated_at, ttl = excluded.ttl, expires_at = excluded.expires_at,
                vectors = excluded.vectors, value = excluded.value;
        END IF;
    END LOOP;
    IF p_ends IS DISTINCT FROM array_fill(NULL::bigint, ARRAY[cardinality(p_ends)]) THEN
        PERFORM {schema}.remove_expired_items(p_now, 8);
    END IF;
    outcome := 0;
END $$;
