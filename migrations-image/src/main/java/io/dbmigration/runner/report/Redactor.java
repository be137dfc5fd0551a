package io.dbmigration.runner.report;

import io.dbmigration.contract.Failure;
import io.dbmigration.contract.RunResult;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets and row data out of texts: the passwords it was told of, whatever looks like one in a URL, a connection string or a
 * statement, and the values that PostgreSQL quotes from rows.
 */
public final class Redactor {

    private static final String MASK = "***";
    /** A shorter secret would blacken half of every sentence; in the usual places the patterns find it all the same. */
    private static final int SHORTEST_SECRET = 4;

    private static final String PASSWORD = "(?is)\\b(password|passwd|pwd|sslpassword)";
    // Possessive, and what is cut off counts to its end: nothing is tried twice, and half a secret is one.
    /** In a connection string; where that stands in a string of SQL, its quotes are doubled or have a backslash before them. */
    private static final String VALUE = "("
            + "''(?=[^\\s&,;)'\"])(?:[^'\\\\]++|\\\\(?:''|[^']))*+(?:''?|\\z)?+"
            + "|''(?:[^'\\\\]++|\\\\(?:''|[^']))++''"
            + "|\\\\'[^']*+(?:'|\\z)"
            + "|'(?:[^'\\\\]++|\\\\.|'')*+'"
            + "|'[^']*+(?:'|\\z)"
            + "|\"[^\"]*\"|[^\\s&,;]+)";

    private static final String STRING = "(?:E'(?:[^'\\\\]++|\\\\.|'')*+|(?:N|U&)?'(?:[^']++|'')*+)(?:'|\\z)";
    /** {@code $1} begins none, and tags are told apart by case. */
    private static final String DOLLAR_STRING =
            "\\$(?<tag>(?:[^\\s$',()\\d][^\\s$',()]*+)?+)\\$.*?(?:(?-i:\\$\\k<tag>\\$)|\\z)";

    private static final List<Rule> RULES = List.of(
            // Possessive, from a word's begin: or a long word without an end costs the square of its length.
            new Rule("://", "(\\b\\w++://[^\\s/@:]*+):[^\\s@]*+@", "$1:" + MASK + "@"),
            new Rule("=", PASSWORD + "(\\s*=\\s*)" + VALUE, "$1$2" + MASK),
            new Rule(":", PASSWORD + "(\\s*:\\s*)" + VALUE, "$1$2" + MASK),
            new Rule("'", "(?is)\\b(password\"?\\s++)" + STRING, "$1'" + MASK + "'"),
            new Rule("$", "(?is)\\b(password\"?\\s++)" + DOLLAR_STRING, "$1'" + MASK + "'"),
            new Rule(
                    "(",
                    "(?is)\\b(create_aws_credentials\"?\\s*+\\()(?:" + STRING + "|" + DOLLAR_STRING + "|[^')])*+",
                    "$1" + MASK),
            new Rule(")=(", "(?s)\\)=\\(.*\\)", ")=(…)"),
            new Rule("Failing row", "(?s)(Failing row contains) \\(.*\\)", "$1 (…)"),
            new Rule("invalid input", "(?s)(invalid input (?:syntax|value) for [^:]+: )\".*\"", "$1\"…\""));

    /** Longest first: one may be part of another. */
    private final Set<String> secrets = new ConcurrentSkipListSet<>(Redactor::longestFirst);

    /** From now on no text shows it. */
    public void hide(String secret) {
        if (secret.length() >= SHORTEST_SECRET) {
            secrets.add(secret);
            secrets.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        }
    }

    /** The text without secrets and without values of rows. */
    public String text(String text) {
        var clean = text;
        for (var secret : secrets) {
            clean = clean.replace(secret, MASK);
        }
        for (var rule : RULES) {
            clean = rule.applyTo(clean);
        }
        return clean;
    }

    /** Not one of the JDK's comparators, which are made anew at each start. */
    private static int longestFirst(String one, String other) {
        return one.length() == other.length() ? one.compareTo(other) : Integer.compare(other.length(), one.length());
    }

    public RunResult result(RunResult result) {
        var notices = result.notices().stream()
                .map(notice -> new RunResult.Notice(notice.reason(), text(notice.message())))
                .toList();
        return new RunResult(
                result.run(),
                result.kind(),
                result.outcome(),
                result.reason(),
                text(result.message()),
                result.bundle(),
                result.headMigration(),
                result.counts(),
                result.database(),
                result.backup(),
                result.failure() == null ? null : failure(result.failure()),
                notices,
                result.startedAt(),
                result.finishedAt(),
                result.changed(),
                result.restored(),
                result.pruned());
    }

    public Failure failure(Failure failure) {
        return new Failure(
                failure.migration(),
                failure.statement(),
                failure.line(),
                failure.sqlState(),
                failure.code(),
                optional(failure.message()),
                optional(detail(failure)),
                optional(failure.hint()),
                optional(failure.blockedBy()),
                optional(failure.logTail()));
    }

    /** Constraint violations (class 23) quote the row in parentheses, in whatever language the server speaks. */
    private static @Nullable String detail(Failure failure) {
        var detail = failure.detail();
        var state = failure.sqlState();
        if (detail == null || state == null || !state.startsWith("23") || detail.contains(")=(")) {
            return detail;
        }
        var open = detail.indexOf('(');
        var close = detail.lastIndexOf(')');
        return open >= 0 && close > open ? detail.substring(0, open) + "(…)" + detail.substring(close + 1) : detail;
    }

    private @Nullable String optional(@Nullable String text) {
        return text == null ? null : text(text);
    }

    private static final class Rule {

        private final String sign;
        private final String pattern;
        private final String replacement;
        /** Made for the first text that needs it: in a run where all goes well there is none. */
        private volatile @Nullable Pattern compiled;

        /** @param sign what every match holds: most texts have none of them, and a search for it costs far less than the pattern's */
        Rule(String sign, String pattern, String replacement) {
            this.sign = sign;
            this.pattern = pattern;
            this.replacement = replacement;
        }

        String applyTo(String text) {
            return text.contains(sign) ? compiled().matcher(text).replaceAll(replacement) : text;
        }

        private Pattern compiled() {
            var known = compiled;
            if (known == null) {
                known = Pattern.compile(pattern);
                compiled = known;
            }
            return known;
        }
    }
}
