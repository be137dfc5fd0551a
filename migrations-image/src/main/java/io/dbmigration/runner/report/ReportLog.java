package io.dbmigration.runner.report;

import io.dbmigration.contract.ReportLine;
import io.dbmigration.contract.ReportLine.FoundBackup;
import io.dbmigration.contract.ReportLine.MigrationState;
import io.dbmigration.contract.ReportLine.Plan;
import io.dbmigration.contract.ReportLine.Progress;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** The Job's log: JSON lines that the operator reads, and sentences for people between them. */
public final class ReportLog implements Report {

    /** The newest ones; a status holds no more. */
    private static final int MIGRATIONS = 50;

    private final PrintStream out;
    private final Redactor redactor;

    public ReportLog(PrintStream out, Redactor redactor) {
        this.out = out;
        this.redactor = redactor;
    }

    @Override
    public void progress(Progress progress) {
        var waitingFor = progress.waitingFor();
        line(Json.bytes(ReportLine.of(new Progress(
                progress.reason(),
                progress.migration(),
                progress.migrationIndex(),
                progress.migrationCount(),
                progress.statementIndex(),
                progress.statementCount(),
                waitingFor == null ? null : redactor.text(waitingFor)))));
    }

    @Override
    public void plan(List<String> pending, int statements, Supplier<String> digest) {
        var scripts = digest.get();
        ReportParts.of(
                        pending,
                        (some, part, parts) -> new ReportLine(
                                ReportLine.PLAN, part, parts, null, null, new Plan(scripts, some, statements), null))
                .forEach(this::line);
    }

    @Override
    public void migrations(Supplier<List<MigrationState>> migrations) {
        var all = migrations.get();
        var newest = all.subList(Math.max(0, all.size() - MIGRATIONS), all.size());
        ReportParts.of(
                        newest,
                        (some, part, parts) ->
                                new ReportLine(ReportLine.MIGRATIONS, part, parts, null, some, null, null))
                .forEach(this::line);
    }

    @Override
    public void backups(List<FoundBackup> backups) {
        ReportParts.of(
                        backups,
                        (some, part, parts) -> new ReportLine(ReportLine.BACKUPS, part, parts, null, null, null, some))
                .forEach(this::line);
    }

    @Override
    public void say(String sentence) {
        line(redactor.text(sentence).getBytes(StandardCharsets.UTF_8));
    }

    /** In one write, so that lines of several threads do not mix. */
    private synchronized void line(byte[] text) {
        var whole = new byte[text.length + 1];
        System.arraycopy(text, 0, whole, 0, text.length);
        whole[text.length] = '\n';
        out.write(whole, 0, whole.length);
        out.flush();
    }
}
