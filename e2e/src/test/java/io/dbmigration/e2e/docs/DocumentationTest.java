package io.dbmigration.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentationTest {

    private static final Path ROOT = Path.of("..");
    private static final Path DOCS = ROOT.resolve("docs");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern PROOF = Pattern.compile("\\[`(\\w+)\\.(\\w+)`\\]\\(([^)]+)\\)");

    static Stream<Path> pages() throws IOException {
        try (var tree = Files.walk(DOCS)) {
            return Stream.concat(
                    Stream.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")),
                    tree.filter(file -> file.toString().endsWith(".md")).toList().stream());
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsToAFile(Path page) throws IOException {
        assertThat(matches(LINK, page).map(link -> link.group(1)).filter(link -> !link.contains("://")))
                .allSatisfy(link -> assertThat(page.resolveSibling(link)).exists());
    }

    @Test
    void everyPromiseHasATest() throws IOException {
        var guarantees = DOCS.resolve("guarantees.md");
        var promises = Files.readAllLines(guarantees).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| we promise") && !line.startsWith("| ---"))
                .toList();

        assertThat(promises)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(PROOF.matcher(line).find()).isTrue());
        assertThat(matches(PROOF, guarantees))
                .allSatisfy(proof -> assertThat(Files.readString(guarantees.resolveSibling(proof.group(3))))
                        .contains("class " + proof.group(1) + " ")
                        .contains("void " + proof.group(2) + "("));
    }

    private static Stream<MatchResult> matches(Pattern pattern, Path page) throws IOException {
        return pattern.matcher(Files.readString(page)).results();
    }
}
