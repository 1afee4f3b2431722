import Foundation
import GRDB

/// The tables of `results.sqlite`, as `docs/results.md` describes them.
enum ResultsSchema {
    static func create(in db: Database, communeColumns: [String]) throws {
        try db.execute(
            sql: """
                CREATE TABLE metadata (
                    key TEXT PRIMARY KEY NOT NULL,
                    value TEXT NOT NULL
                ) WITHOUT ROWID;
                CREATE TABLE runs (
                    run INTEGER PRIMARY KEY NOT NULL,
                    id TEXT NOT NULL,
                    point INTEGER NOT NULL,
                    replicate INTEGER NOT NULL,
                    seed INTEGER,
                    problem TEXT
                );
                CREATE INDEX runs_by_id ON runs (id);
                CREATE TABLE factors (
                    factor INTEGER PRIMARY KEY NOT NULL,
                    name TEXT NOT NULL UNIQUE,
                    key TEXT NOT NULL
                );
                CREATE TABLE factor_values (
                    run INTEGER NOT NULL REFERENCES runs (run) ON DELETE CASCADE,
                    factor INTEGER NOT NULL REFERENCES factors (factor),
                    value TEXT NOT NULL,
                    number REAL,
                    PRIMARY KEY (run, factor)
                ) WITHOUT ROWID;
                CREATE TABLE figures (
                    figure INTEGER PRIMARY KEY NOT NULL,
                    name TEXT NOT NULL UNIQUE
                );
                CREATE TABLE figure_values (
                    run INTEGER NOT NULL REFERENCES runs (run) ON DELETE CASCADE,
                    figure INTEGER NOT NULL REFERENCES figures (figure),
                    value REAL,
                    PRIMARY KEY (run, figure)
                ) WITHOUT ROWID;
                CREATE TABLE communes (
                    commune INTEGER PRIMARY KEY NOT NULL,
                    code TEXT NOT NULL UNIQUE,
                    name TEXT NOT NULL
                );
                CREATE VIEW results AS
                    SELECT run, replicate, figures.name AS figure, value
                    FROM figure_values JOIN figures USING (figure) JOIN runs USING (run);
                """)
        let columns = communeColumns.map { ",\n    \(quoted($0)) REAL" }.joined()
        try db.execute(
            sql: """
                CREATE TABLE commune_figures (
                    run INTEGER NOT NULL REFERENCES runs (run) ON DELETE CASCADE,
                    commune INTEGER NOT NULL REFERENCES communes (commune)\(columns),
                    PRIMARY KEY (run, commune)
                ) WITHOUT ROWID
                """)
    }

    /// A column's name in SQL.
    static func quoted(_ name: String) -> String {
        "\"" + name.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }
}
