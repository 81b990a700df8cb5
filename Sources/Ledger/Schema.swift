import GRDB

/// The ledger's tables. A migration that has shipped is never edited: a change is a further one, and raises `version`.
enum Schema {
    /// `TNUR`: tells a ledger from any other SQLite file.
    static let applicationID = 0x544E_5552
    /// The format that this program reads and writes.
    static let version = migrations.count
    /// What leads from no tables to format 1, from format 1 to 2, and so on.
    static let migrations = [first, second, third]

    /// The triggers of each format, by its number less one: they keep what is recorded from being changed by a statement.
    static let triggers = migrations.map { $0.matches(of: /CREATE TRIGGER ([a-z_]+)/).map { String($0.1) } }

    /// What a file of that format has, by name: the text that made it, however its blanks stand.
    static func objects(of format: Int) throws -> [String: String] {
        let queue = try DatabaseQueue()
        return try queue.write { database in
            for migration in migrations.prefix(format) { try database.execute(sql: migration) }
            return try objects(in: database)
        }
    }

    /// What a file has, by name, but for what SQLite makes by itself.
    static func objects(in database: Database) throws -> [String: String] {
        let sql = "SELECT name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        let rows = try Row.fetchAll(database, sql: sql)
        return Dictionary(rows.map { ($0[0], ($0[1] as String).split(whereSeparator: \.isWhitespace).joined(separator: " ")) }) { $1 }
    }

    /// Format 1. The first two tables are the ledger; all others follow from them.
    private static let first = """
        CREATE TABLE event (
            seq INTEGER PRIMARY KEY CHECK (seq >= 1),
            stream TEXT NOT NULL CHECK (stream <> ''),
            version INTEGER NOT NULL CHECK (version >= 1),
            at INTEGER NOT NULL,
            actor INTEGER CHECK (actor >= 1),
            about INTEGER CHECK (about >= 1),
            kind TEXT NOT NULL CHECK (instr(kind, '.') > 1),
            leaf BLOB NOT NULL CHECK (length(leaf) = 32),
            body BLOB NOT NULL CHECK (length(body) > 0),
            UNIQUE (stream, version)
        ) STRICT;
        CREATE INDEX event_at ON event (at);
        CREATE INDEX event_actor ON event (actor) WHERE actor IS NOT NULL;
        CREATE INDEX event_about ON event (about) WHERE about IS NOT NULL;

        CREATE TRIGGER event_contiguous BEFORE INSERT ON event
        WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
            OR NEW.version IS NOT (SELECT coalesce(max(version), 0) + 1 FROM event WHERE stream = NEW.stream)
        BEGIN SELECT RAISE(ABORT, 'event: not contiguous'); END;
        CREATE TRIGGER event_not_updated BEFORE UPDATE ON event
        BEGIN SELECT RAISE(ABORT, 'event: append-only'); END;
        CREATE TRIGGER event_not_deleted BEFORE DELETE ON event
        BEGIN SELECT RAISE(ABORT, 'event: append-only'); END;

        CREATE TABLE personal (
            commitment TEXT PRIMARY KEY CHECK (length(commitment) = 64),
            person INTEGER CHECK (person >= 1),
            salt BLOB NOT NULL CHECK (length(salt) >= 16),
            text TEXT NOT NULL,
            fold TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX personal_fold ON personal (fold);
        CREATE INDEX personal_person ON personal (person) WHERE person IS NOT NULL;

        CREATE TRIGGER personal_not_replaced BEFORE INSERT ON personal
        WHEN EXISTS (
            SELECT 1 FROM personal WHERE commitment = NEW.commitment AND (text <> NEW.text OR salt <> NEW.salt OR fold <> NEW.fold))
        BEGIN SELECT RAISE(ABORT, 'personal: a commitment has one text'); END;
        CREATE TRIGGER personal_not_updated BEFORE UPDATE ON personal
        BEGIN SELECT RAISE(ABORT, 'personal: erased or kept, never changed'); END;

        CREATE TABLE state (
            stream TEXT NOT NULL PRIMARY KEY,
            version INTEGER NOT NULL CHECK (version >= 1),
            body BLOB NOT NULL
        ) STRICT;

        CREATE TABLE person_list (
            id INTEGER PRIMARY KEY CHECK (id >= 1),
            name TEXT NOT NULL,
            left_at INTEGER
        ) STRICT;

        CREATE TABLE person_text (
            person INTEGER NOT NULL REFERENCES person_list (id) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            commitment TEXT NOT NULL,
            PRIMARY KEY (person, kind, commitment)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX person_text_commitment ON person_text (commitment);

        CREATE TABLE user_list (
            id INTEGER PRIMARY KEY CHECK (id >= 1),
            account TEXT NOT NULL,
            person INTEGER NOT NULL,
            name TEXT,
            name_fold TEXT,
            person_name TEXT,
            profile TEXT NOT NULL,
            workflow TEXT NOT NULL,
            state TEXT NOT NULL,
            stage TEXT NOT NULL,
            since INTEGER NOT NULL,
            deadline INTEGER,
            end_at INTEGER,
            iam_user_id TEXT,
            transit_to TEXT,
            is_revoked INTEGER NOT NULL CHECK (is_revoked IN (0, 1))
        ) STRICT;
        CREATE INDEX user_list_name ON user_list (name_fold);
        CREATE INDEX user_list_person ON user_list (person);
        CREATE INDEX user_list_account ON user_list (account, stage);
        CREATE INDEX user_list_account_name ON user_list (account, name_fold);
        CREATE INDEX user_list_stage ON user_list (stage, state);
        CREATE INDEX user_list_deadline ON user_list (deadline) WHERE deadline IS NOT NULL AND is_revoked = 0;
        CREATE INDEX user_list_end ON user_list (end_at) WHERE end_at IS NOT NULL AND is_revoked = 0;
        CREATE INDEX user_list_iam ON user_list (iam_user_id) WHERE iam_user_id IS NOT NULL;

        CREATE TABLE request_list (
            id INTEGER PRIMARY KEY CHECK (id >= 1),
            kind TEXT NOT NULL,
            status TEXT NOT NULL,
            requester INTEGER NOT NULL,
            subject INTEGER,
            account TEXT,
            profile TEXT,
            record INTEGER,
            risk TEXT NOT NULL,
            since INTEGER NOT NULL,
            lapses INTEGER,
            stage TEXT
        ) STRICT;
        CREATE INDEX request_list_status ON request_list (status);
        CREATE INDEX request_list_requester ON request_list (requester);
        CREATE INDEX request_list_subject ON request_list (subject) WHERE subject IS NOT NULL;
        CREATE INDEX request_list_record ON request_list (record) WHERE record IS NOT NULL;
        """

    /// Format 2: what the tree over the events has come to. Checkpoints and cosignatures belong to the ledger; nodes follow from leaves.
    private static let second = """
        CREATE TABLE tree_node (
            level INTEGER NOT NULL CHECK (level IN (8, 16, 24, 32)),
            place INTEGER NOT NULL CHECK (place >= 0),
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            PRIMARY KEY (level, place)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER tree_node_contiguous BEFORE INSERT ON tree_node
        WHEN NEW.place IS NOT (SELECT coalesce(max(place) + 1, 0) FROM tree_node WHERE level = NEW.level)
        BEGIN SELECT RAISE(ABORT, 'tree_node: not contiguous'); END;
        CREATE TRIGGER tree_node_not_updated BEFORE UPDATE ON tree_node
        BEGIN SELECT RAISE(ABORT, 'tree_node: append-only'); END;
        CREATE TRIGGER tree_node_not_deleted BEFORE DELETE ON tree_node
        BEGIN SELECT RAISE(ABORT, 'tree_node: append-only'); END;

        CREATE TABLE checkpoint (
            size INTEGER PRIMARY KEY CHECK (size >= 1),
            at INTEGER NOT NULL,
            note TEXT NOT NULL CHECK (note <> '')
        ) STRICT;
        CREATE TRIGGER checkpoint_growing BEFORE INSERT ON checkpoint
        WHEN NEW.size <= (SELECT coalesce(max(size), 0) FROM checkpoint) OR NEW.size > (SELECT coalesce(max(seq), 0) FROM event)
        BEGIN SELECT RAISE(ABORT, 'checkpoint: not growing'); END;
        CREATE TRIGGER checkpoint_not_updated BEFORE UPDATE ON checkpoint
        BEGIN SELECT RAISE(ABORT, 'checkpoint: append-only'); END;
        CREATE TRIGGER checkpoint_not_deleted BEFORE DELETE ON checkpoint
        BEGIN SELECT RAISE(ABORT, 'checkpoint: append-only'); END;

        CREATE TABLE cosignature (
            size INTEGER NOT NULL REFERENCES checkpoint (size),
            line TEXT NOT NULL CHECK (line <> ''),
            PRIMARY KEY (size, line)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER cosignature_not_updated BEFORE UPDATE ON cosignature
        BEGIN SELECT RAISE(ABORT, 'cosignature: append-only'); END;
        CREATE TRIGGER cosignature_not_deleted BEFORE DELETE ON cosignature
        BEGIN SELECT RAISE(ABORT, 'cosignature: append-only'); END;
        """

    /// Format 3: the listings of reviews and of their items.
    private static let third = """
        CREATE TABLE review_list (
            id INTEGER PRIMARY KEY CHECK (id >= 1),
            name TEXT NOT NULL,
            fold TEXT NOT NULL UNIQUE,
            scope TEXT NOT NULL,
            opened INTEGER NOT NULL,
            due INTEGER NOT NULL,
            population INTEGER NOT NULL,
            closed INTEGER
        ) STRICT;

        CREATE TABLE review_item (
            review INTEGER NOT NULL CHECK (review >= 1),
            number INTEGER NOT NULL CHECK (number >= 1),
            account TEXT NOT NULL,
            iam_user_id TEXT NOT NULL,
            name TEXT NOT NULL,
            record INTEGER,
            person INTEGER,
            profile TEXT,
            reviewer INTEGER NOT NULL,
            capacity TEXT NOT NULL,
            risk TEXT NOT NULL,
            flags TEXT NOT NULL,
            is_unchanged INTEGER NOT NULL CHECK (is_unchanged IN (0, 1)),
            declared TEXT NOT NULL,
            verdict TEXT,
            detail TEXT,
            manner TEXT,
            decided_by INTEGER,
            decided INTEGER,
            silence TEXT,
            gone INTEGER,
            ordered INTEGER,
            carried_out INTEGER,
            verified INTEGER,
            is_complete INTEGER NOT NULL CHECK (is_complete IN (0, 1)),
            PRIMARY KEY (review, number)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX review_item_user ON review_item (iam_user_id);
        CREATE INDEX review_item_record ON review_item (record) WHERE record IS NOT NULL;
        CREATE INDEX review_item_open ON review_item (review, number) WHERE is_complete = 0;
        """
}
