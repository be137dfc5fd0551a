package io.dbmigration.runner.restore;

import static io.dbmigration.runner.database.DatabaseSql.literal;
import static io.dbmigration.runner.database.DatabaseSql.name;

import io.dbmigration.runner.database.DatabaseSql;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The commands that make a database with the properties of another. */
record PropertyStatements(DatabaseProperties like, String database) {

    private static final String DEFAULT_TABLESPACE = "pg_default";

    /** Stored as a list of identifiers, quoted where needed; as one literal they would be one identifier. */
    private static final Set<String> LISTS = Set.of(
            "local_preload_libraries",
            "search_path",
            "session_preload_libraries",
            "shared_preload_libraries",
            "temp_tablespaces",
            "unix_socket_directories");

    private static final Pattern IDENTIFIER = Pattern.compile("\"((?:[^\"]|\"\")*)\"|[^,\\s]+");

    /** What cannot be changed later. */
    String create() {
        var sql = new StringBuilder("CREATE DATABASE " + name(database) + " TEMPLATE template0");
        add(sql, "OWNER", name(like.owner()));
        add(sql, "ENCODING", literal(like.encoding()));
        add(sql, "LC_COLLATE", literal(like.collate()));
        add(sql, "LC_CTYPE", literal(like.ctype()));
        addLocale(sql);
        if (!like.tablespace().equals(DEFAULT_TABLESPACE)) {
            add(sql, "TABLESPACE", name(like.tablespace()));
        }
        if (like.connectionLimit() >= 0) {
            add(sql, "CONNECTION LIMIT", "" + like.connectionLimit());
        }
        return sql.toString();
    }

    /** Who may connect; before the first row is there to be read. */
    List<String> access() {
        var grants = like.grants();
        if (grants == null) {
            return List.of();
        }
        var statements = new ArrayList<String>();
        statements.add("REVOKE ALL ON DATABASE " + name(database) + " FROM PUBLIC, " + name(like.owner()));
        for (var grant : grants) {
            statements.add("GRANT %s ON DATABASE %s TO %s%s"
                    .formatted(
                            grant.privilege(),
                            name(database),
                            grant.grantee() == null ? "PUBLIC" : name(grant.grantee()),
                            grant.grantable() ? " WITH GRANT OPTION" : ""));
        }
        return statements;
    }

    /** Settings and labels; after the contents, which they are not to change on the way in. */
    List<String> settings() {
        var statements = new ArrayList<String>();
        like.settings().forEach(setting -> statements.add(set(setting.role(), setting.text())));
        like.labels()
                .forEach(label -> statements.add("SECURITY LABEL FOR %s ON DATABASE %s IS %s"
                        .formatted(name(label.provider()), name(database), literal(label.label()))));
        return statements;
    }

    private void addLocale(StringBuilder sql) {
        switch (like.provider()) {
            case "c" -> add(sql, "LOCALE_PROVIDER", "libc");
            case "i" -> {
                add(sql, "LOCALE_PROVIDER", "icu");
                addText(sql, "ICU_LOCALE", like.locale());
                addText(sql, "ICU_RULES", like.icuRules());
            }
            case "b" -> {
                add(sql, "LOCALE_PROVIDER", "builtin");
                addText(sql, "BUILTIN_LOCALE", like.locale());
            }
            case null, default -> {}
        }
    }

    private String set(@Nullable String role, String text) {
        var end = text.indexOf('=');
        var setting = text.substring(0, end);
        var value = text.substring(end + 1);
        var values = LISTS.contains(setting.toLowerCase(Locale.ROOT))
                ? identifiers(value).stream().map(DatabaseSql::literal).collect(Collectors.joining(", "))
                : literal(value);
        var whose = role == null
                ? "ALTER DATABASE " + name(database)
                : "ALTER ROLE " + name(role) + " IN DATABASE " + name(database);
        return whose + " SET " + settingName(setting) + " TO " + (values.isEmpty() ? "''" : values);
    }

    /** An extension's has two parts. */
    private static String settingName(String setting) {
        return List.of(setting.split("\\.", -1)).stream().map(DatabaseSql::name).collect(Collectors.joining("."));
    }

    /** {@code "$user", public} is two. */
    static List<String> identifiers(String list) {
        return IDENTIFIER
                .matcher(list)
                .results()
                .map(found ->
                        found.group(1) == null ? found.group() : found.group(1).replace("\"\"", "\""))
                .toList();
    }

    private static void add(StringBuilder sql, String option, String value) {
        sql.append(' ').append(option).append(' ').append(value);
    }

    private static void addText(StringBuilder sql, String option, @Nullable String value) {
        if (value != null) {
            add(sql, option, literal(value));
        }
    }
}
