package io.dbmigration.runner.bundle;

import io.dbmigration.contract.BundleLayout;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Unpacks {@code migrations.tgz} in memory. It holds the content of the folder ({@code tar -C prisma/migrations -czf … .}) or the
 * folder itself under its own name.
 */
final class ArchiveSource {

    private static final Set<String> KEPT = Set.of(
            BundleLayout.LOCK_FILE, BundleLayout.SCRIPT, BundleLayout.ROLLBACK, Prisma8.MIGRATION, Prisma8.OPERATIONS);

    private final Map<String, byte[]> contents = new HashMap<>();
    private final Set<List<String>> folders = new HashSet<>();
    private int entries;
    private long total;

    private ArchiveSource() {}

    static BundleFiles read(byte[] archive) {
        var source = new ArchiveSource();
        try (var tar = new TarArchiveInputStream(
                new GZIPInputStream(new ByteArrayInputStream(archive)), StandardCharsets.UTF_8.name())) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                source.take(entry, tar);
            }
        } catch (IOException | IllegalArgumentException broken) {
            throw new RunException(
                    Reason.BUNDLE_INVALID,
                    BundleLayout.ARCHIVE_KEY + " cannot be unpacked: " + broken.getMessage() + ".",
                    broken);
        }
        return source.files();
    }

    private void take(TarArchiveEntry entry, TarArchiveInputStream content) throws IOException {
        BundleLimits.requireCount(++entries);
        var path = path(entry);
        if (entry.isDirectory()) {
            addFolders(path);
        } else if (regular(entry) && !path.isEmpty()) {
            addFolders(path.subList(0, path.size() - 1));
            // The header's size may lie: what is counted is what comes out.
            var bytes = content.readNBytes((int) Math.min(Integer.MAX_VALUE, BundleLimits.MAX_BYTES - total + 1));
            total += bytes.length;
            BundleLimits.requireSize(total);
            if (KEPT.contains(path.getLast())) {
                contents.put(String.join("/", path), bytes);
            }
        } else if (!path.isEmpty()) {
            throw invalid(entry, "is neither a file nor a folder");
        }
    }

    private static boolean regular(TarArchiveEntry entry) {
        // isFile() is true for pipes and devices.
        return entry.getLinkFlag() == TarConstants.LF_NORMAL || entry.getLinkFlag() == TarConstants.LF_OLDNORM;
    }

    private static List<String> path(TarArchiveEntry entry) {
        var parts = Arrays.stream(entry.getName().split("/", -1))
                .filter(part -> !part.isEmpty() && !part.equals("."))
                .toList();
        if (parts.contains("..") || entry.getName().startsWith("/")) {
            throw invalid(entry, "leads out of the bundle");
        }
        return parts;
    }

    private void addFolders(List<String> path) {
        for (var depth = 1; depth <= path.size(); depth++) {
            folders.add(List.copyOf(path.subList(0, depth)));
        }
    }

    private BundleFiles files() {
        var prefix = wrapper();
        var names = new HashSet<String>();
        folders.stream()
                .filter(folder -> folder.size() == prefix.size() + 1
                        && folder.subList(0, prefix.size()).equals(prefix))
                .forEach(folder -> names.add(folder.getLast()));
        var start = prefix.isEmpty() ? "" : String.join("/", prefix) + "/";
        var kept = new HashMap<String, byte[]>();
        contents.forEach((path, bytes) -> {
            if (path.startsWith(start)) {
                kept.put(path.substring(start.length()), bytes);
            }
        });
        return new BundleFiles(names, kept);
    }

    /** The one folder that holds everything, when it is not a migration itself. */
    private List<String> wrapper() {
        var tops = new HashSet<String>();
        folders.forEach(folder -> tops.add(folder.getFirst()));
        contents.keySet().forEach(path -> tops.add(path.split("/", 2)[0]));
        if (tops.size() != 1) {
            return List.of();
        }
        var top = tops.iterator().next();
        var deeper = folders.stream().anyMatch(folder -> folder.size() == 2)
                || contents.containsKey(top + "/" + BundleLayout.LOCK_FILE);
        return deeper && !contents.containsKey(top + "/" + BundleLayout.SCRIPT) ? List.of(top) : List.of();
    }

    private static RunException invalid(TarArchiveEntry entry, String what) {
        return new RunException(
                Reason.BUNDLE_INVALID,
                "The entry '%s' of %s %s.".formatted(entry.getName(), BundleLayout.ARCHIVE_KEY, what));
    }
}
