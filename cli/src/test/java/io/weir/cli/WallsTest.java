package io.weir.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The walls between the rooms, on the classes of everything that a process loads. */
final class WallsTest {
  private static final String[] SHARED = {"java..", "org.jspecify..", "org.slf4j.."};

  private static JavaClasses weir;

  @BeforeAll
  static void load() {
    weir =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.weir");
    assertThat(weir.contain("io.weir.engine.link.Outs")).isTrue();
    assertThat(weir.contain("io.weir.netty.NettySocket")).isTrue();
    assertThat(weir.contain("io.weir.kafka.KafkaLog")).isTrue();
  }

  @Test
  void theEngineIsPureJava() {
    classes()
        .that()
        .resideInAPackage("io.weir.engine..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(SHARED)
                .or(resideInAnyPackage("io.weir.engine..", "com.fasterxml.jackson.core.."))
                .or(resideInAnyPackage("org.snakeyaml.engine..")))
        .because("it is tested without I/O: give an edge a port of the engine to implement")
        .check(weir);
  }

  @Test
  void nettyStaysOnTheLeftEdge() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.weir.netty..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.netty..")
        .because("sockets are the engine's io.weir.engine.socket.Socket everywhere else")
        .check(weir);
  }

  @Test
  void kafkaStaysOnTheRightEdge() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.weir.kafka..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", "kafka..", "scala..")
        .because("the log is the engine's io.weir.engine.stream.Log everywhere else")
        .check(weir);
  }

  @Test
  void javalinStaysInTheAdminAddress() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.weir.admin..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "io.micrometer..")
        .because("what operators see goes through AdminSources")
        .check(weir);
  }

  @Test
  void theRoomsBelowTheCommandsDoNotSeeEachOther() {
    slices()
        .matching("io.weir.(admin|dialects|kafka|netty)..")
        .should()
        .notDependOnEachOther()
        .because("each knows the engine only; io.weir.cli.node ties them together")
        .check(weir);
  }

  @Test
  void dialectsAreThin() {
    classes()
        .that()
        .resideInAPackage("io.weir.dialects..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(SHARED)
                .or(resideInAnyPackage("io.weir.dialects..", "io.weir.engine.."))
                .or(resideInAnyPackage("com.fasterxml.jackson.core..")))
        .because("a dialect translates what clients say into the engine's nouns and no more")
        .check(weir);
  }

  @Test
  void onlyTheCompositionRootMakesEdges() {
    noClasses()
        .that(
            resideInAnyPackage("io.weir.cli..").and(resideOutsideOfPackages("io.weir.cli.node..")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.weir.netty..", "io.weir.admin..", "io.weir.dialects..")
        .because("there is one place that wires: add the part to io.weir.cli.node.Node")
        .check(weir);
  }

  @Test
  void nothingBelowKnowsTheCommands() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.weir.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.weir.cli..")
        .because("arrows run downwards only")
        .check(weir);
  }

  @Test
  void packagesOfTheEngineHaveNoCycles() {
    slices()
        .matching("io.weir.engine.(*)..")
        .should()
        .beFreeOfCycles()
        .because("a noun that needs another and is needed by it is one noun")
        .check(weir);
  }

  @Test
  void nobodySleeps() {
    noClasses()
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .because("loops have timers, threads have conditions, and tests have clocks")
        .check(weir);
  }
}
