package io.dbmigration.runner.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dbmigration.contract.RunResult.Notice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rollback would do, as {@code dbm rollback --dry-run -o json} prints it.
 *
 * @param database its name
 * @param rollback what would be taken back, newest first
 * @param headAfter the newest migration that would stay applied; null: none would
 * @param notices what the rollback would tell
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RollbackForecast(
        String database,
        String address,
        List<Forecast.Pending> rollback,
        @Nullable String headAfter,
        List<Notice> notices) {

    public RollbackForecast {
        notices = List.copyOf(notices);
    }

    /** Passwords stand in statements, too. */
    public RollbackForecast redacted(Redactor redactor) {
        return new RollbackForecast(
                database,
                address,
                rollback.stream().map(one -> one.redacted(redactor)).toList(),
                headAfter,
                notices.stream()
                        .map(notice -> new Notice(notice.reason(), redactor.text(notice.message())))
                        .toList());
    }
}
