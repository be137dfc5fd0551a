package io.dbmigration.runner.bundle;

import java.util.Map;
import java.util.Set;

/**
 * What a folder or an archive holds, before anything of it is judged.
 *
 * @param folders names of the direct subfolders: each is a migration
 * @param contents by path with {@code /} between its parts; only the files that a bundle consists of, and those that tell a bundle
 *     of Prisma 8
 */
record BundleFiles(Set<String> folders, Map<String, byte[]> contents) {

    BundleFiles {
        folders = Set.copyOf(folders);
        contents = Map.copyOf(contents);
    }
}
