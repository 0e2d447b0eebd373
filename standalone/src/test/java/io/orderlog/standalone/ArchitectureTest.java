package io.orderlog.standalone;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.annotation.Resource;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** The rules of the house, over all of its modules. */
class ArchitectureTest {

    private static final String[] VIEWS = {"orders", "customers", "sales", "history", "live"};

    private static JavaClasses house;

    @BeforeAll
    static void readTheHouse() {
        house = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.orderlog");
    }

    @ParameterizedTest
    @ValueSource(strings = {"order", "event", "command", "query", "gateway", "http", "telemetry", "access", "authorization", "embedded",
            "standalone",
            "cli"})
    void everyModuleIsRead(String module) {
        assertThat(house.containPackage("io.orderlog." + module)).isTrue();
    }

    @Test
    void theLanguageOfBothServicesIsPlainJava() {
        noClasses().that(resideInAnyPackage("io.orderlog.order..", "io.orderlog.event.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.springframework..", "io.orderlog.command..", "io.orderlog.query.."))
                .check(house);
    }

    @Test
    void theServicesNeverImportEachOther() {
        noClasses().that()
                .resideInAPackage("io.orderlog.command..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.orderlog.query..")
                .check(house);
        noClasses().that()
                .resideInAPackage("io.orderlog.query..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.orderlog.command..")
                .check(house);
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.orderlog.http..", "io.orderlog.telemetry..", "io.orderlog.access.."})
    void whatAllPortsShareKnowsNothingOfTheHouse(String shared) {
        noClasses().that()
                .resideInAPackage(shared)
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.orderlog..").and(resideOutsideOfPackages(shared)))
                .check(house);
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.orderlog.gateway..", "io.orderlog.embedded..", "io.orderlog.standalone.."})
    void onlyTheLauncherKnowsTheGatewayAndTheEmbeddedServers(String part) {
        noClasses().that(resideOutsideOfPackages("io.orderlog.standalone..", part))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(part)
                .check(house);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "customers", "sales", "history", "live"})
    void aViewNeverImportsAnotherView(String view) {
        String[] others = Stream.of(VIEWS)
                .filter(other -> !other.equals(view))
                .map(other -> "io.orderlog.query." + other + "..")
                .toArray(String[]::new);
        noClasses().that()
                .resideInAPackage("io.orderlog.query." + view + "..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(others))
                .allowEmptyShould(true)
                .check(house);
    }

    @ParameterizedTest
    @CsvSource({"handling, web", "decision, web", "decision, handling", "decision, log", "log, web", "log, handling"})
    void aCommandFlowsOneWay(String later, String earlier) {
        noClasses().that()
                .resideInAPackage("io.orderlog.command." + later + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.orderlog.command." + earlier + "..")
                .check(house);
    }

    @ParameterizedTest
    @CsvSource({
            "generation, projection", "generation, consumer", "generation, web", "generation, orders", "generation, history",
            "generation, customers", "generation, sales", "generation, ranking",
            "projection, consumer", "projection, web", "projection, orders", "projection, history",
            "projection, customers", "projection, sales", "projection, ranking",
            "parked, consumer", "parked, orders", "parked, history", "parked, customers", "parked, sales", "parked, live",
            "generation, parked", "projection, parked", "web, parked",
            "orders, consumer", "history, consumer", "customers, consumer", "sales, consumer", "live, consumer",
            "web, consumer", "web, orders", "web, history", "web, customers", "web, sales", "web, live",
            "ranking, consumer", "ranking, web", "ranking, orders", "ranking, history", "ranking, customers", "ranking, sales",
            "document, orders", "document, history", "document, customers", "document, sales", "document, live", "document, projection",
            "document, web",
            "generation, rebuild", "projection, rebuild", "consumer, rebuild", "web, rebuild", "consumer, web"})
    void anEventFlowsOneWay(String earlier, String later) {
        noClasses().that()
                .resideInAPackage("io.orderlog.query." + earlier + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.orderlog.query." + later + "..")
                .check(house);
    }

    @Test
    void everyPackageSaysThatNothingIsNullUnlessItSaysSo() {
        assertThat(house.stream().map(JavaClass::getPackage).distinct()).isNotEmpty()
                .allMatch(used -> used.isAnnotatedWith(NullMarked.class));
    }

    @Test
    void nothingIsInjectedIntoFields() {
        fields().should()
                .notBeAnnotatedWith(Autowired.class)
                .andShould()
                .notBeAnnotatedWith(Value.class)
                .andShould()
                .notBeAnnotatedWith(Resource.class)
                .check(house);
    }
}
