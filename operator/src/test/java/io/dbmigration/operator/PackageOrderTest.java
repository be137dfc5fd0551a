package io.dbmigration.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The way of data is the order of packages. */
class PackageOrderTest {

    private static final String ROOT = "io.dbmigration.operator.";

    private static final List<String> ORDER =
            List.of("bundle", "run", "outcome", "observe", "plan", "launch", "status", "reconcile", "app");

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.dbmigration.operator");

    static Stream<String> packages() {
        return ORDER.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("packages")
    void dependsOnlyOnPackagesLeftOfIt(String name) {
        var rightOfIt = IntStream.range(ORDER.indexOf(name) + 1, ORDER.size())
                .mapToObj(index -> ROOT + ORDER.get(index) + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(rightOfIt)
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void everyClassIsInAPackageOfTheOrder() {
        classes()
                .should()
                .resideInAnyPackage(ORDER.stream().map(ROOT::concat).toArray(String[]::new))
                .check(OURS);
    }

    @Test
    void decisionsAndManifestsAreMadeWithoutAClient() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + "run", ROOT + "outcome", ROOT + "plan")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(KubernetesClient.class)
                .check(OURS);
    }

    @Test
    void noSecretIsEverRead() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.fabric8.kubernetes.api.model.Secret")
                .check(OURS);
    }
}
