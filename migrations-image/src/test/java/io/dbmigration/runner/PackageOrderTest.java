package io.dbmigration.runner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.List;

/** Packages depend only on those left of them; a reader can start at the left. */
@AnalyzeClasses(packages = "io.dbmigration.runner", importOptions = DoNotIncludeTests.class)
class PackageOrderTest {

    private static final String ROOT = "io.dbmigration.runner.";

    private static final List<String> ORDER = List.of(
            "bundle",
            "database",
            "history",
            "script",
            "diagnosis",
            "backup",
            "apply",
            "resolve",
            "rollback",
            "restore",
            "report",
            "job",
            "cli");

    @ArchTest
    static void packagesDependOnlyOnThoseLeftOfThem(JavaClasses all) {
        for (var i = 0; i < ORDER.size(); i++) {
            var right = ORDER.subList(i + 1, ORDER.size()).stream()
                    .map(name -> ROOT + name + "..")
                    .toArray(String[]::new);
            if (right.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage(ROOT + ORDER.get(i) + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(right)
                        .allowEmptyShould(true)
                        .check(all);
            }
        }
    }

    @ArchTest
    static void everyPackageHasItsPlace(JavaClasses all) {
        assertThat(all)
                .extracting(type -> type.getPackageName())
                .allMatch(name -> name.startsWith(ROOT) && ORDER.contains(name.substring(ROOT.length())));
    }

    @ArchTest
    static void nothingIsAUtilityHelperOrManager(JavaClasses all) {
        classes()
                .should()
                .haveNameNotMatching(".*(Utils?|Helper|Manager)(\\$.*)?")
                .check(all);
    }
}
