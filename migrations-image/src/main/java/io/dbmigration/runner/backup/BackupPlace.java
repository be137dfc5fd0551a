package io.dbmigration.runner.backup;

import io.dbmigration.contract.RunRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where in a storage the backups of one database lie: no two clusters, resources or databases share a folder.
 *
 * @param database folder of the database, relative to the storage
 * @param run name of the run's own folder in it
 */
public record BackupPlace(Path database, String run) {

    private static final int UID_LENGTH = 8;

    /** Which part of a path is the resource's. */
    private static final int RESOURCE = 2;

    private static final Pattern UID_START = Pattern.compile("[0-9a-zA-Z]{1," + UID_LENGTH + "}");

    /** {@code <cluster>/<namespace>/<migration>-<uid>/<database>/<run>}: a physical clone differs in the cluster's or the resource's UID alone. */
    public static BackupPlace of(RunRequest.Run run, String database) {
        var uid = run.uid().substring(0, Math.min(UID_LENGTH, run.uid().length()));
        var folder = namespace(name(run.clusterUid()), run)
                .resolve(name(run.migration() + "-" + uid))
                .resolve(name(database));
        return new BackupPlace(folder, name(run.id()));
    }

    /** The folder above those of all resources of a run's namespace. @param cluster folder of this cluster or another one */
    public static Path namespace(String cluster, RunRequest.Run run) {
        return Path.of(cluster, name(run.namespace()));
    }

    /**
     * Whether a backup below {@link #namespace} belongs to a resource of the run's name: the present one, or one that is gone and had
     * another UID.
     */
    public static boolean isOfSameName(RunRequest.Run run, String path) {
        var parts = Path.of(path);
        if (parts.getNameCount() <= RESOURCE) {
            return false;
        }
        var resource = parts.getName(RESOURCE).toString();
        var name = name(run.migration()) + "-";
        return parts.getName(RESOURCE - 1).toString().equals(name(run.namespace()))
                && resource.startsWith(name)
                && UID_START.matcher(resource.substring(name.length())).matches();
    }

    /** {@code <host:port>/<database>/<run>}, for backups outside of a cluster. */
    public static BackupPlace of(String address, String database, String run) {
        return new BackupPlace(Path.of(name(address), name(database)), name(run));
    }

    /** A database may be called {@code ../x}: what could mean something in a path is written as %XX. */
    static String name(String text) {
        var safe = new StringBuilder();
        for (var octet : text.getBytes(StandardCharsets.UTF_8)) {
            var c = (char) Byte.toUnsignedInt(octet);
            var plain =
                    c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_' || (c == '.' && !safe.isEmpty()));
            safe.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return safe.toString();
    }
}
