-- One row a thread. The row is the fence: every write locks it FOR SHARE, taking a thread over updates it.
CREATE TABLE {schema}.thread (
    thread_id text COLLATE "C" PRIMARY KEY,
    epoch     bigint NOT NULL
) WITH (fillfactor = 70);

-- One row a namespace of a thread: where it stands. Ids up to last_id are never used again.
CREATE TABLE {schema}.line (
    thread_id text COLLATE "C" NOT NULL,
    ns        text COLLATE "C" NOT NULL,
    head      bigint NOT NULL,
    last_id   bigint NOT NULL,
    PRIMARY KEY (thread_id, ns)
) WITH (fillfactor = 70);

-- One row a superstep, with the values it wrote. A hidden row is a removed checkpoint that is kept only because a checkpoint that
-- remains still needs some of its values.
CREATE TABLE {schema}.checkpoint (
    thread_id      text COLLATE "C" NOT NULL,
    ns             text COLLATE "C" NOT NULL,
    id             bigint NOT NULL,
    parent_id      bigint NOT NULL,
    created_at     timestamptz NOT NULL,
    step           int NOT NULL,
    source         smallint NOT NULL,
    paused         boolean NOT NULL,
    hidden         boolean NOT NULL DEFAULT false,
    run_id         text COLLATE "C",
    metadata       json,
    body           bytea NOT NULL,
    results        bytea NOT NULL,
    ref_channels   text[] COLLATE "C" NOT NULL,
    ref_versions   bigint[] NOT NULL,
    ref_lengths    bigint[] NOT NULL,
    value_channels text[] COLLATE "C" NOT NULL,
    value_bytes    bytea[] NOT NULL,
    PRIMARY KEY (thread_id, ns, id)
);

-- The logs of append channels, in pieces. The piece with start 0 exists for every log. Small appends lengthen the last piece, so that
-- a long history is read in few rows; the room left in each page keeps that update inside the page.
CREATE TABLE {schema}.log_piece (
    thread_id text COLLATE "C" NOT NULL,
    ns        text COLLATE "C" NOT NULL,
    channel   text COLLATE "C" NOT NULL,
    version   bigint NOT NULL,
    start     bigint NOT NULL,
    bytes     bytea NOT NULL,
    PRIMARY KEY (thread_id, ns, channel, version, start)
) WITH (fillfactor = 85);

CREATE TABLE {schema}.pending_write (
    thread_id     text COLLATE "C" NOT NULL,
    ns            text COLLATE "C" NOT NULL,
    checkpoint_id bigint NOT NULL,
    task_id       text COLLATE "C" NOT NULL,
    kind          smallint NOT NULL,
    run_id        text COLLATE "C",
    payload       bytea NOT NULL,
    PRIMARY KEY (thread_id, ns, checkpoint_id, task_id, kind)
);
