package io.dbmigration.runner.backup;

import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.dbmigration.runner.testing.PgPrograms;
import io.dbmigration.runner.testing.TestConnections;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;

/** A backup whose process is gone at one point, as by SIGKILL. */
final class KilledBackupProgram {

    private static final BackupListener NOBODY = (stage, bytes) -> {};

    /** Where it is gone: before or behind one call to the storage. */
    enum Point {
        BEFORE_BEGIN("begin", false, 1),
        BEGUN("begin", true, 1),
        FIRST_BYTES("write", true, 1),
        IN_THE_MIDDLE("write", true, 60),
        ALL_WRITTEN("complete", false, 1),
        COMPLETED("complete", true, 1),
        READ_BACK("readBack", true, 1),
        VERIFIED("finish", false, 1),
        FINISHED("finish", true, 1),
        CLOSED("close", true, 1);

        private final String method;
        private final boolean behind;
        private final int call;

        Point(String method, boolean behind, int call) {
            this.method = method;
            this.behind = behind;
            this.call = call;
        }

        boolean isReached(Method called, boolean nowBehind, int nowCall) {
            return called.getName().equals(method) && nowBehind == behind && nowCall == call;
        }
    }

    private KilledBackupProgram() {}

    /** @param arguments point, URL of the database, then a folder, or endpoint and bucket */
    public static void main(String[] arguments) {
        var storage = arguments.length == 3
                ? new VolumeBackups(Path.of(arguments[2]))
                : KilledBackupPostgresIT.bucket(arguments[2], arguments[3]);
        var halting = halting(BackupStorage.class, storage, Point.valueOf(arguments[0]));
        var order = new BackupOrder(halting, KilledBackupPostgresIT.place("killed"), VerifyLevel.Decode, null);
        try (var connections = TestConnections.open(arguments[1])) {
            new BackupStep(new PgTools(PgPrograms.folders()), Clock.systemUTC(), NOBODY).take(connections, order);
        }
        System.exit(0);
    }

    private static <T> T halting(Class<T> type, T inner, Point point) {
        var calls = new int[1];
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, given) -> {
            var call = method.getName().equals(point.method) ? ++calls[0] : 0;
            haltAt(point, method, false, call);
            var answer = invoke(inner, method, given);
            haltAt(point, method, true, call);
            return answer instanceof NewBackup backup ? halting(NewBackup.class, backup, point) : answer;
        }));
    }

    private static void haltAt(Point point, Method method, boolean behind, int call) {
        if (point.isReached(method, behind, call)) {
            Runtime.getRuntime().halt(9);
        }
    }

    private static Object invoke(Object inner, Method method, Object[] given) throws Throwable {
        try {
            return method.invoke(inner, given);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }
}
