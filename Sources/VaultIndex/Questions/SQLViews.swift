import VaultModel

/// How the views of `SQLView` follow from the tables of the index. The tables may change; what the views give may only grow.
///
/// Names of tables are qualified by their schema, since the views bear some of the same names: by `main`, and those of a
/// past that is lent, which views stand for, by `temp`.
struct SQLViews {
    /// What `commits`, `activities`, `changes`, `occupancies` and `authors` are read from: the table, or a view in its place.
    let past: (String) -> String
    /// The table of what kinds give: `kind`, `name`, and the value as `json`.
    let defaults: String

    /// The function of SQL that gives an activity its id: of a commit, a path and an action.
    static let activityID = "activity_id"

    /// The select statement of each view; `diagnostics` is made of what `DiagnosticQueries` finds.
    var definitions: [String: String] {
        [
            "entities": """
            SELECT entities.identifier AS id, kind AS type, title, path, status, status_group,
              (SELECT json_group_array(name) FROM (SELECT name FROM main.tags WHERE entity = entities.id ORDER BY name))
                AS tags,
              \(Self.time("coalesce(stated_created, lineages.created_at)", isLocal: "is_created_local")) AS created_at,
              \(Self.time("coalesce(stated_updated, lineages.updated_at)", isLocal: "is_updated_local")) AS updated_at,
              is_malformed
            FROM main.entities AS entities
            LEFT JOIN main.lineages AS lineages ON lineages.id = entities.lineage
            """,
            "fields": """
            SELECT entities.identifier AS entity_id, path, fields.name AS name,
              iif(is_stated, (\(Self.stated("value"))), (\(given("json_extract(json, '$')")))) AS value,
              iif(is_stated, (\(Self.stated(Self.json))), (\(given("json")))) AS json, number,
              strftime('%Y-%m-%dT%H:%M:%S', moment, 'unixepoch') || iif(is_zoned, 'Z', '') AS moment,
              is_stated
            FROM main.fields AS fields JOIN main.entities AS entities ON entities.id = fields.entity
            JOIN main.documents AS documents ON documents.entity = fields.entity
            WHERE fields.item = 0
            """,
            "links": """
            SELECT category, edges.name AS name, s.identifier AS source_id, sf.path AS source_path,
              t.identifier AS target_id, tf.path AS target_path,
              coalesce(source_text, sf.path) AS source_text, coalesce(target_text, tf.path) AS target_text,
              coalesce(source_candidates, 1) = 0 OR coalesce(target_candidates, 1) = 0 AS is_wanted,
              owners.path AS path, edges.line AS line, edges.column AS column
            FROM main.edges AS edges JOIN main.files AS owners ON owners.id = edges.owner
            LEFT JOIN main.entities AS s ON s.id = edges.source LEFT JOIN main.files AS sf ON sf.id = edges.source
            LEFT JOIN main.entities AS t ON t.id = edges.target LEFT JOIN main.files AS tf ON tf.id = edges.target
            """,
            "relations": """
            SELECT edges.name AS name, s.identifier AS source_id, sf.path AS source_path, t.identifier AS target_id,
              tf.path AS target_path, owners.path AS path, edges.line AS line
            FROM main.edges AS edges JOIN main.files AS owners ON owners.id = edges.owner
            JOIN main.entities AS s ON s.id = edges.source JOIN main.files AS sf ON sf.id = edges.source
            JOIN main.entities AS t ON t.id = edges.target JOIN main.files AS tf ON tf.id = edges.target
            WHERE category = 'relation'
            """,
            "checkboxes": """
            SELECT entities.identifier AS entity_id, path, line, column, mark, text, heading
            FROM main.checkboxes AS checkboxes JOIN main.entities AS entities ON entities.id = checkboxes.entity
            """,
            "activity": """
            SELECT activities.id AS number, \(Self.activityID)(\(Self.commitID), activities.path, action) AS id,
              activities.kind || '.' || action AS event, action, activities.kind AS entity_type,
              coalesce(lineages.identifier, (SELECT path FROM \(past("occupancies")) WHERE lineage = lineages.id
                AND ending IS NULL ORDER BY line = 0 DESC, since DESC, path LIMIT 1)) AS entity_id,
              activities.title AS title, activities.path AS path, authors.user AS user_id, commits.agent AS agent_id,
              commits.session AS session_id, commits.via AS via, commits.operation AS operation_id,
              \(Self.commitID) AS commit_id, \(Self.time("activities.at")) AS created_at, lines_added, lines_removed
            FROM \(past("activities")) AS activities
            JOIN \(past("commits")) AS commits ON commits.position = activities.position
            JOIN main.lineages AS lineages ON lineages.id = activities.lineage
            LEFT JOIN \(past("authors")) AS authors ON authors.id = commits.author
            """,
            "changes": """
            SELECT activity, field, json_extract(before, '$') AS before, json_extract(after, '$') AS after
            FROM \(past("changes")) AS changes
            """,
            "commits": """
            SELECT \(Self.commitID) AS id, subject, authors.user AS user_id, agent AS agent_id, session AS session_id, via,
              operation AS operation_id, \(Self.time("authored_at")) AS authored_at
            FROM \(past("commits")) AS commits LEFT JOIN \(past("authors")) AS authors ON authors.id = commits.author
            """,
        ]
    }

    private static let commitID = "iif(commits.oid IS NULL, '\(Activity.uncommitted)', lower(hex(commits.oid)))"

    /// Something of the value that the front matter has for a field.
    private static func stated(_ column: String) -> String {
        "SELECT \(column) FROM json_each(documents.front_matter) WHERE key = fields.name"
    }

    /// Something of the value that the kind gives for a field.
    private func given(_ column: String) -> String {
        "SELECT \(column) FROM temp.\(defaults) AS given WHERE given.kind = entities.kind AND given.name = fields.name"
    }

    private static let json = """
        CASE type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' WHEN 'array' THEN value WHEN 'object' THEN value
          ELSE json_quote(value) END
        """

    private static func time(_ seconds: String) -> String { "strftime('%Y-%m-%dT%H:%M:%SZ', \(seconds), 'unixepoch')" }

    /// Without `Z` where the time is bound to no offset and no zone.
    private static func time(_ seconds: String, isLocal: String) -> String {
        "strftime(iif(\(isLocal), '%Y-%m-%dT%H:%M:%S', '%Y-%m-%dT%H:%M:%SZ'), \(seconds), 'unixepoch')"
    }
}
