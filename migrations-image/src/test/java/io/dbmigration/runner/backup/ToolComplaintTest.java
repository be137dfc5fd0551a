package io.dbmigration.runner.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ToolComplaintTest {

    @Test
    void theCauseIsToldAndNotTheQueryBehindIt() {
        assertThat(complaint("""
                        pg_dump: warning: there are circular foreign-key constraints on this table:
                        pg_dump: detail: customer
                        pg_dump: error: query failed: ERROR:  permission denied for table pg_amop
                        pg_dump: detail: Query was: SELECT classid, objid, refclassid, refobjid, deptype FROM pg_depend
                        WHERE deptype != 'p' AND deptype != 'e'
                        UNION ALL
                        SELECT 'pg_opfamily'::regclass AS classid, amopfamily AS objid
                        ORDER BY 1,2"""))
                .endsWith("pg_dump: error: query failed: ERROR:  permission denied for table pg_amop")
                .doesNotContain("UNION ALL", "Query was", "ORDER BY");
    }

    @Test
    void whatTheServerAddsAndAHintBelongToTheCause() {
        var words = """
                pg_dump: error: query failed: ERROR:  could not open the file
                DETAIL:  It is gone.
                pg_dump: hint: Look for it.""";

        assertThat(complaint(words)).isEqualTo(words);
    }

    @Test
    void clientsBefore15CallTheQueryAnError() {
        assertThat(complaint("""
                        pg_dump: error: query failed: ERROR:  permission denied for table pg_amop
                        pg_dump: error: query was: SELECT 1
                        UNION ALL"""))
                .isEqualTo("pg_dump: error: query failed: ERROR:  permission denied for table pg_amop");
    }

    @Test
    void theTableWhoseLockWasNotToBeHadIsToldByTheQueryAlone() {
        assertThat(complaint("""
                        pg_dump: error: query failed: ERROR:  canceling statement due to lock timeout
                        pg_dump: detail: Query was: LOCK TABLE public.customer IN ACCESS SHARE MODE""")).contains("lock timeout", "LOCK TABLE public.customer");
    }

    @Test
    void aProgramThatNamesNoErrorHasItsLastWords() {
        var lines = IntStream.rangeClosed(1, 9).mapToObj(i -> "line " + i).toList();

        assertThat(ToolComplaint.of(lines)).isEqualTo("line 5\nline 6\nline 7\nline 8\nline 9");
        assertThat(ToolComplaint.of(List.of())).isEmpty();
    }

    private static String complaint(String words) {
        return ToolComplaint.of(words.lines().toList());
    }
}
