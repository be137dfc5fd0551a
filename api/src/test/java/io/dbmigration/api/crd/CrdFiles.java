package io.dbmigration.api.crd;

import io.dbmigration.api.DatabaseBackup;
import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.api.DatabaseRestore;
import io.dbmigration.api.MigrationResolution;
import io.dbmigration.api.MigrationRollback;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The CRDs as YAML, by file name. */
final class CrdFiles {

    static final Path FOLDER = Path.of("..", "crds");
    static final Path IN_CHART = Path.of("..", "helm", "database-migration-operator", "files", "crds");
    static final List<Class<? extends CustomResource<?, ?>>> KINDS = List.of(
            DatabaseMigration.class,
            DatabaseBackup.class,
            MigrationResolution.class,
            MigrationRollback.class,
            DatabaseRestore.class);

    private static final String HEADER = "# Made from the records of module api by `make crds`; do not edit.\n";
    private static final String GENERATED_SUFFIX = "-v1.yml";

    private static final Pattern BOUND = Pattern.compile("(imum: )(-?[0-9.]+(?:E[0-9]+)?)(?=\n)");

    /** The generator leaves the quotes off, and the API server would read truth values. */
    private static final Pattern CONDITION_STATUS = Pattern.compile("(?m)(- )(True|False)$");

    private CrdFiles() {}

    static SortedMap<String, String> generate(Path scratch) {
        new CRDGenerator()
                .inOutputDir(scratch.toFile())
                .withMinQuotes(true)
                .forCRDVersions("v1")
                .withPostProcessor(new CrdPolish())
                .customResourceClasses(List.copyOf(KINDS))
                .generate();
        var files = new TreeMap<String, String>();
        try (var written = Files.list(scratch)) {
            written.forEach(file -> files.put(name(file), HEADER + content(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static String name(Path generated) {
        return generated.getFileName().toString().replace(GENERATED_SUFFIX, ".yaml");
    }

    private static String content(Path generated) {
        try {
            var body = Files.readString(generated).replaceFirst("(?s)^(#[^\n]*\n)*(---\n)?", "");
            var quoted = CONDITION_STATUS.matcher(body).replaceAll("$1\"$2\"");
            return BOUND.matcher(quoted).replaceAll(bound -> bound.group(1) + plain(bound.group(2)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Some YAML parsers take 2.147483647E9 for a text. */
    private static String plain(String number) {
        return new BigDecimal(number).stripTrailingZeros().toPlainString();
    }
}
