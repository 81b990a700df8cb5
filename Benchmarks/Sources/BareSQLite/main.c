/* What the ledger is compared with: SQLite alone, writing bytes that a ledger has written, one transaction an event.
 *
 *   BareSQLite LEDGER NEW rows     the same rows into the same tables: event, personal, state, user_list
 *   BareSQLite LEDGER NEW events   the events alone, into a table without index or trigger
 *
 * Same pragmas as the ledger's (TRUNCATE, FULL, secure_delete). Each line of standard input is a number of events; the answer is
 * how long they took: wall, then processor time, in nanoseconds. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static sqlite3 *db;

static void die(const char *what) {
    fprintf(stderr, "BareSQLite: %s: %s\n", what, db ? sqlite3_errmsg(db) : "");
    exit(1);
}

static void run(const char *sql) {
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) die(sql);
}

static sqlite3_stmt *prepare(sqlite3 *on, const char *sql) {
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v3(on, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK) {
        fprintf(stderr, "BareSQLite: %s: %s\n", sql, sqlite3_errmsg(on));
        exit(1);
    }
    return statement;
}

static void step(sqlite3_stmt *statement) {
    if (sqlite3_step(statement) != SQLITE_DONE) die(sqlite3_sql(statement));
    sqlite3_reset(statement);
}

static long long nanoseconds(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

/* One transaction's values, in memory before the clock starts. */
typedef struct {
    sqlite3_value *event[9];
    sqlite3_value *state[3];
    sqlite3_value *list[16];
    sqlite3_value *personal[5];
    int changes_list, has_personal;
} Entry;

static void take(sqlite3_stmt *row, int from, int count, sqlite3_value **into) {
    for (int i = 0; i < count; i++) into[i] = sqlite3_value_dup(sqlite3_column_value(row, from + i));
}

static void put(sqlite3_stmt *statement, sqlite3_value **values, int count) {
    for (int i = 0; i < count; i++) sqlite3_bind_value(statement, i + 1, values[i]);
    step(statement);
}

static size_t read_ledger(sqlite3 *source, Entry **entries) {
    sqlite3_stmt *row = prepare(source,
        "SELECT e.seq, e.stream, e.version, e.at, e.actor, e.about, e.kind, e.leaf, e.body, s.stream, e.version, s.body,"
        " l.id, l.account, l.person, l.name, l.name_fold, l.person_name, l.profile, l.workflow, l.state, l.stage, l.since, l.deadline,"
        " l.end_at, l.iam_user_id, l.transit_to, l.is_revoked, p.commitment, p.person, p.salt, p.text, p.fold"
        " FROM event e JOIN state s USING (stream) JOIN user_list l ON 'U-' || l.id = e.stream"
        " LEFT JOIN personal p ON e.kind = 'user.opened' AND p.person = e.about AND p.text = l.name ORDER BY e.seq");
    size_t count = 0, room = 0;
    while (sqlite3_step(row) == SQLITE_ROW) {
        if (count == room) {
            room = room ? room * 2 : 1024;
            *entries = realloc(*entries, room * sizeof(Entry));
            if (!*entries) die("memory");
        }
        Entry *entry = &(*entries)[count++];
        take(row, 0, 9, entry->event);
        take(row, 9, 3, entry->state);
        take(row, 12, 16, entry->list);
        take(row, 28, 5, entry->personal);
        entry->has_personal = sqlite3_column_type(row, 28) != SQLITE_NULL;
        const char *kind = (const char *)sqlite3_column_text(row, 6);
        entry->changes_list = !strcmp(kind, "user.opened") || !strcmp(kind, "user.began") || !strcmp(kind, "user.entered");
    }
    sqlite3_finalize(row);
    return count;
}

static void copy_schema(sqlite3 *source) {
    sqlite3_stmt *row = prepare(source,
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type = 'trigger', type = 'index', rowid");
    while (sqlite3_step(row) == SQLITE_ROW) run((const char *)sqlite3_column_text(row, 0));
    sqlite3_finalize(row);
}

int main(int count, char **arguments) {
    if (count != 4) die("LEDGER NEW (rows | events)");
    int all = !strcmp(arguments[3], "rows");
    sqlite3 *source;
    if (sqlite3_open_v2(arguments[1], &source, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) die(arguments[1]);
    Entry *entries = NULL;
    size_t total = read_ledger(source, &entries), next = 0;
    if (sqlite3_open(arguments[2], &db) != SQLITE_OK) die(arguments[2]);
    run("PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON;"
        "PRAGMA recursive_triggers = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0");
    if (all) copy_schema(source);
    else run("CREATE TABLE event (seq INTEGER PRIMARY KEY, stream TEXT, version INTEGER, at INTEGER, actor INTEGER, about INTEGER,"
             " kind TEXT, leaf BLOB, body BLOB) STRICT");
    sqlite3_close(source);
    sqlite3_stmt *begin = prepare(db, "BEGIN IMMEDIATE"), *commit = prepare(db, "COMMIT");
    sqlite3_stmt *event = prepare(db, "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"), *state = NULL, *list = NULL, *personal = NULL;
    if (all) {
        state = prepare(db, "INSERT INTO state (stream, version, body) VALUES (?, ?, ?)"
            " ON CONFLICT (stream) DO UPDATE SET version = excluded.version, body = excluded.body");
        list = prepare(db, "INSERT INTO user_list VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
            " state = excluded.state, stage = excluded.stage, since = excluded.since, deadline = excluded.deadline,"
            " transit_to = excluded.transit_to, is_revoked = excluded.is_revoked");
        personal = prepare(db, "INSERT INTO personal (commitment, person, salt, text, fold) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
    }
    char line[64];
    while (fgets(line, sizeof line, stdin)) {
        long wanted = atol(line);
        if (next + wanted > total) die("the ledger has too few events");
        long long wall = nanoseconds(CLOCK_MONOTONIC), cpu = nanoseconds(CLOCK_PROCESS_CPUTIME_ID);
        for (long i = 0; i < wanted; i++) {
            Entry *entry = &entries[next++];
            step(begin);
            /* Numbers from 1: the ledger that the bytes come from had other events before. */
            sqlite3_bind_int64(event, 1, (sqlite3_int64)next);
            for (int c = 1; c < 9; c++) sqlite3_bind_value(event, c + 1, entry->event[c]);
            step(event);
            if (all) {
                if (entry->has_personal) put(personal, entry->personal, 5);
                put(state, entry->state, 3);
                if (entry->changes_list) put(list, entry->list, 16);
            }
            step(commit);
        }
        printf("%lld %lld\n", nanoseconds(CLOCK_MONOTONIC) - wall, nanoseconds(CLOCK_PROCESS_CPUTIME_ID) - cpu);
        fflush(stdout);
    }
    return 0;
}
