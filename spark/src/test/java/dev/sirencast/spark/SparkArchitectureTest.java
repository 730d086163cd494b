package dev.sirencast.spark;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The module's two halves: what each can see where it is loaded. */
@AnalyzeClasses(packages = "dev.sirencast", importOptions = DoNotIncludeTests.class)
class SparkArchitectureTest {
  private static final String INSIDE = "dev.sirencast.spark.cluster..";

  @ArchTest
  static final ArchRule theProgramsHalfKnowsNoSpark =
      noClasses()
          .that()
          .resideOutsideOfPackage(INSIDE)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(INSIDE, "org.apache..", "scala..", "com.fasterxml.."));

  @ArchTest
  static final ArchRule allKnowTheDoorAlone =
      noClasses()
          .that()
          .resideInAPackage("dev.sirencast.spark..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.sirencast..")
                  .and(resideOutsideOfPackages("dev.sirencast.spark..", "dev.sirencast.batch..")));

  /** On a worker, Spark's half has this module's jar, and meets the door in another loader. */
  @ArchTest
  static final ArchRule whatRunsOnWorkersLinksNothingOfOurs =
      noClasses()
          .that()
          .haveSimpleName("TaskFunction")
          .or()
          .haveSimpleName("WorkerJars")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.sirencast..")
                  .and(JavaClass.Predicates.resideOutsideOfPackage(INSIDE)));
}
