package dev.sirencast.kafka;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** The module is a way to a log, and nothing more. */
@AnalyzeClasses(packages = "dev.sirencast.kafka", importOptions = DoNotIncludeTests.class)
class KafkaArchitectureTest {
  /** Of the transport, the door to logs and what that speaks of. */
  @ArchTest
  static final ArchRule itKnowsTheDoorAlone =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.sirencast..")
                  .and(
                      resideOutsideOfPackages(
                          "dev.sirencast.kafka..", "dev.sirencast.transport.log.."))
                  .and(not(simpleName("TransportException")))
                  .and(not(simpleName("TimeoutRange")))
                  .and(not(simpleName("StreamEntry"))));

  /** Kafka's clients, and not the broker that its tests start. */
  @ArchTest
  static final ArchRule itNeedsTheClientsAlone =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("kafka..", "scala..", "org.apache.kafka.server..", "io.netty.."));

  @ArchTest
  static final ArchRule theProviderAloneIsPublic =
      classes()
          .that()
          .doNotHaveSimpleName("KafkaLogProvider")
          .should()
          .notHaveModifier(JavaModifier.PUBLIC);

  @ArchTest
  static final ArchRule filesAreAcyclic =
      slices()
          .assignedFrom(
              new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                  return type.getPackageName().startsWith("dev.sirencast.kafka")
                      ? SliceIdentifier.of(type.getName().replaceFirst("\\$.*", ""))
                      : SliceIdentifier.ignore();
                }

                @Override
                public String getDescription() {
                  return "files";
                }
              })
          .should()
          .beFreeOfCycles();
}
