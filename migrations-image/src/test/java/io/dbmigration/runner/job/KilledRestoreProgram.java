package io.dbmigration.runner.job;

import io.dbmigration.runner.restore.RestoreStep;
import java.nio.file.Path;

/** A restore whose process is gone behind one step, as by SIGKILL. */
final class KilledRestoreProgram {

    private KilledRestoreProgram() {}

    /** @param arguments storage, URL, path of the backup, bundle, request, step, then the new database's name or what is confirmed */
    public static void main(String[] arguments) {
        var last = RestoreStep.valueOf(arguments[5]);
        var restore = new TestRestore(Path.of(arguments[0]), arguments[1])
                .path(arguments[2])
                .request(arguments[4], "killed-1")
                .bundle(Path.of(arguments[3]))
                .held()
                .steps(step -> {
                    if (step == last) {
                        Runtime.getRuntime().halt(9);
                    }
                });
        var wish = arguments[6];
        System.out.println(wish.contains("@") ? restore.swap(wish) : restore.toNewDatabase(wish));
        System.exit(0);
    }
}
