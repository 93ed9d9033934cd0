-- Numbers for changes of threads. They are never used again, also not by a thread that was deleted and made anew.
CREATE SEQUENCE {schema}.run_version;

-- One row a thread that the coordinator knows. The row is the lock of whatever changes the runs of the thread, and it carries what a
-- claim looks for: the moment from which the first run of the queue can be claimed (ready_at, by order of ready_no; null while a run
-- is running), and the moment at which the next delayed run enters the queue (due_at). A thread whose running run was erased winds down: it is
-- not ready before winds_until, unless the owner of the erased lease says that it has stopped. Checkpoints do not touch it.
CREATE TABLE {schema}.run_thread (
    thread_id     text COLLATE "C" PRIMARY KEY,
    version       bigint NOT NULL,
    last_call     uuid,
    last_sequence bigint NOT NULL DEFAULT 0,
    status        smallint NOT NULL DEFAULT 0,
    rest_status   smallint NOT NULL DEFAULT 0,
    pause_reason  smallint,
    pause_ids     text[],
    graph_name    text,
    metadata      jsonb,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    ready_at      timestamptz,
    ready_no      bigint,
    due_at        timestamptz,
    winds_run     text,
    winds_epoch   bigint,
    winds_until   timestamptz
) WITH (fillfactor = 70);

CREATE INDEX run_thread_ready ON {schema}.run_thread (ready_at, ready_no) WHERE ready_at IS NOT NULL;
CREATE INDEX run_thread_due ON {schema}.run_thread (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX run_thread_created ON {schema}.run_thread (created_at, thread_id);
CREATE INDEX run_thread_metadata ON {schema}.run_thread USING gin (metadata jsonb_path_ops);

-- One row a run. Status: 0 pending, 1 running, otherwise ended. While somebody has to be told of its end, tell_at says when next.
CREATE TABLE {schema}.run (
    thread_id       text COLLATE "C" NOT NULL,
    run_id          text COLLATE "C" NOT NULL,
    graph_name      text NOT NULL,
    sequence        bigint NOT NULL,
    status          smallint NOT NULL DEFAULT 0,
    reason          smallint NOT NULL DEFAULT 0,
    strategy        smallint NOT NULL,
    metadata        jsonb,
    idempotency_key text COLLATE "C",
    delayed         boolean NOT NULL,
    not_before      timestamptz NOT NULL,
    created_at      timestamptz NOT NULL,
    started_at      timestamptz,
    finished_at     timestamptz,
    attempt         int NOT NULL DEFAULT 0,
    max_attempts    int NOT NULL,
    owner           text,
    epoch           bigint NOT NULL DEFAULT 0,
    lease_until     timestamptz,
    signal          smallint NOT NULL DEFAULT 0,
    signal_deadline timestamptz,
    guards          int NOT NULL DEFAULT 0,
    input_owed      boolean NOT NULL DEFAULT false,
    error           text,
    interrupt_ids   text[] NOT NULL DEFAULT '{}',
    input           bytea NOT NULL,
    config          bytea NOT NULL,
    output          bytea NOT NULL DEFAULT '',
    interrupts      bytea NOT NULL DEFAULT '',
    tell_at         timestamptz,
    told            int NOT NULL DEFAULT 0,
    PRIMARY KEY (thread_id, run_id),
    CHECK ((status = 1) = (owner IS NOT NULL AND lease_until IS NOT NULL))
) WITH (fillfactor = 70);

-- One running run a thread, whatever the code does.
CREATE UNIQUE INDEX run_running ON {schema}.run (thread_id) WHERE status = 1;
CREATE UNIQUE INDEX run_sequence ON {schema}.run (thread_id, sequence);
CREATE UNIQUE INDEX run_key ON {schema}.run (thread_id, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX run_waiting ON {schema}.run (thread_id, sequence) WHERE status = 0 AND NOT delayed;
CREATE INDEX run_delayed ON {schema}.run (thread_id, not_before) WHERE status = 0 AND delayed;
CREATE INDEX run_owed ON {schema}.run (thread_id, sequence) WHERE input_owed;
CREATE INDEX run_created ON {schema}.run (created_at, thread_id, sequence);
CREATE INDEX run_tell ON {schema}.run (tell_at) WHERE tell_at IS NOT NULL AND finished_at IS NOT NULL;
CREATE INDEX run_finished ON {schema}.run (finished_at) WHERE finished_at IS NOT NULL;

CREATE TABLE {schema}.run_event (
    thread_id text COLLATE "C" NOT NULL,
    run_id    text COLLATE "C" NOT NULL,
    sequence  bigint NOT NULL,
    kind      text NOT NULL,
    ns        text NOT NULL,
    data      bytea NOT NULL,
    PRIMARY KEY (thread_id, run_id, sequence)
);
