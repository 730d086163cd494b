package dev.sirencast.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** ARCHITECTURE.md's invariants, held by the build. */
@AnalyzeClasses(packages = "dev.sirencast", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String PROTO = "dev.sirencast.proto..";
  private static final String SIGNAL = "dev.sirencast.signal..";
  private static final String SIREN = "dev.sirencast.siren..";
  private static final String QUANTIZATION = "dev.sirencast.quantization..";
  private static final String ENTROPY = "dev.sirencast.entropy..";
  private static final String FEC = "dev.sirencast.fec..";
  private static final String PATCH = "dev.sirencast.patch..";
  private static final String FORMAT = "dev.sirencast.format..";
  private static final String PACKET = "dev.sirencast.encoder.packet..";
  private static final String ROUNDING = "dev.sirencast.encoder.rounding..";
  private static final String PROTECTION = "dev.sirencast.encoder.protection..";
  private static final String ENCODER = "dev.sirencast.encoder..";
  private static final String MEDIA = "dev.sirencast.media..";
  private static final String RECEIVER = "dev.sirencast.receiver..";
  private static final String TRAINER = "dev.sirencast.trainer..";
  private static final String TRANSPORT = "dev.sirencast.transport..";
  private static final String IMPAIRMENT = "dev.sirencast.transport.impairment..";
  private static final String SIMULATION = "dev.sirencast.simulation..";
  private static final String BATCH = "dev.sirencast.batch..";
  private static final String PEERS = "dev.sirencast.peers..";
  private static final String REPORT = "dev.sirencast.report..";
  private static final String EXPERIMENTS = "dev.sirencast.experiments..";
  private static final String CLI = "dev.sirencast.cli..";
  private static final String BENCHMARKS = "dev.sirencast.benchmarks..";

  private static final String GENERATED = "dev.sirencast.proto";
  private static final int MOST_FILES = 35;

  /** The trainer's own rooms. */
  private static final String[] TRAINER_INTERNALS = {
    "dev.sirencast.trainer.engine..",
    "dev.sirencast.trainer.network..",
    "dev.sirencast.trainer.plain..",
    "dev.sirencast.trainer.torch..",
  };

  @ArchTest static final ArchRule protoStandsAlone = mayUse(PROTO);
  @ArchTest static final ArchRule signalsStandAlone = mayUse(SIGNAL);
  @ArchTest static final ArchRule codesStandAlone = mayUse(FEC);
  @ArchTest static final ArchRule networksKnowSignals = mayUse(SIREN, SIGNAL);
  @ArchTest static final ArchRule quantizedKnowNetworks = mayUse(QUANTIZATION, SIGNAL, SIREN);
  @ArchTest static final ArchRule modelsKnowQuantized = mayUse(ENTROPY, QUANTIZATION);

  @ArchTest
  static final ArchRule patchesKnowNetworks =
      mayUse(PATCH, SIGNAL, SIREN, QUANTIZATION, ENTROPY, FEC);

  @ArchTest
  static final ArchRule formatKnowsWhatItCarries =
      mayUse(FORMAT, SIGNAL, SIREN, QUANTIZATION, ENTROPY, FEC, PATCH, PROTO);

  @ArchTest
  static final ArchRule roundingKnowsNoPackets =
      mayUse(ROUNDING, SIGNAL, SIREN, QUANTIZATION, ENTROPY);

  @ArchTest
  static final ArchRule packetsKnowNoRounding =
      mayUse(PACKET, SIGNAL, SIREN, QUANTIZATION, ENTROPY, FEC, PATCH, FORMAT);

  @ArchTest
  static final ArchRule protectionKnowsPackets =
      mayUse(PROTECTION, SIGNAL, SIREN, QUANTIZATION, ENTROPY, FEC, FORMAT, PACKET);

  @ArchTest
  static final ArchRule encoderKnowsFormat =
      mayUse(ENCODER, SIGNAL, SIREN, QUANTIZATION, ENTROPY, FEC, PATCH, FORMAT);

  @ArchTest
  static final ArchRule receiverKnowsFormat =
      mayUse(RECEIVER, SIGNAL, SIREN, QUANTIZATION, ENTROPY, FEC, PATCH, FORMAT);

  @ArchTest static final ArchRule mediaKnowsSignals = mayUse(MEDIA, SIGNAL, SIREN, QUANTIZATION);

  @ArchTest
  static final ArchRule trainerKnowsNetworks =
      mayUse(TRAINER, SIGNAL, SIREN, QUANTIZATION, ENTROPY, PATCH, FORMAT, ENCODER);

  /** Only the tuner that an encoder is handed, and what encodes in patches, know encoders. */
  @ArchTest
  static final ArchRule trainingKnowsNoEncoder =
      noClasses()
          .that()
          .resideInAPackage(TRAINER)
          .and()
          .resideOutsideOfPackages("dev.sirencast.trainer.rate..", "dev.sirencast.trainer.patch..")
          .should()
          .dependOnClassesThat(resideInAPackage(ENCODER));

  /** The engine in plain Java trains where there is no libtorch. */
  @ArchTest
  static final ArchRule plainTrainingNeedsNoLibtorch =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.sirencast.trainer.loss..",
              "dev.sirencast.trainer.engine..",
              "dev.sirencast.trainer.cpu..",
              "dev.sirencast.trainer.plain..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "ai.djl..", "dev.sirencast.trainer.network..", "dev.sirencast.trainer.torch.."));

  @ArchTest static final ArchRule transportKnowsCodes = mayUse(TRANSPORT, FEC);
  @ArchTest static final ArchRule impairmentsStandAlone = mayUse(IMPAIRMENT);

  /** Of transport they know what happens to frames, and no network. */
  @ArchTest
  static final ArchRule simulationsReceive =
      mayUse(SIMULATION, SIGNAL, SIREN, PATCH, FORMAT, RECEIVER, IMPAIRMENT);

  /** Other formats are carried as our streams are, and know nothing of these. */
  @ArchTest
  static final ArchRule peersCarrySignals = mayUse(PEERS, SIGNAL, FEC, FORMAT, MEDIA, SIMULATION);

  @ArchTest
  static final ArchRule concentusStaysAmongPeers =
      noClasses()
          .that()
          .resideOutsideOfPackage(PEERS)
          .should()
          .dependOnClassesThat(resideInAPackage("io.github.jaredmdobson.."));

  /** Its module is built where it is asked for, and has tests of its own. */
  @ArchTest
  static final ArchRule sparkStaysInItsModule =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.sirencast.spark..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "dev.sirencast.spark..",
                  "org.apache.spark..",
                  "org.apache.parquet..",
                  "scala.."));

  /** Engines know lines of text, and nothing of what these say. */
  @ArchTest static final ArchRule enginesStandAlone = mayUse(BATCH);

  @ArchTest static final ArchRule reportsKnowSignals = mayUse(REPORT, SIGNAL, MEDIA);

  @ArchTest
  static final ArchRule experimentsEncodeAndTrain =
      mayUse(
          EXPERIMENTS,
          SIGNAL,
          SIREN,
          QUANTIZATION,
          ENTROPY,
          PATCH,
          FORMAT,
          ENCODER,
          MEDIA,
          TRAINER,
          RECEIVER,
          IMPAIRMENT,
          SIMULATION,
          REPORT);

  @ArchTest
  static final ArchRule theTrainersRoomsAreItsOwn =
      noClasses()
          .that()
          .resideOutsideOfPackage(TRAINER)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(TRAINER_INTERNALS)
                  .and(JavaClass.Predicates.simpleName("TrainingDevice").negate())
                  .and(JavaClass.Predicates.simpleName("EngineNetwork").negate()));

  /** What an application embeds runs where there is no {@code java.desktop}: on Android, too. */
  @ArchTest
  static final ArchRule desktopStaysInMedia =
      noClasses()
          .that(
              resideInAnyPackage(
                  SIGNAL,
                  SIREN,
                  QUANTIZATION,
                  ENTROPY,
                  FEC,
                  FORMAT,
                  ENCODER,
                  RECEIVER,
                  TRAINER,
                  SIMULATION,
                  TRANSPORT))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.awt..", "javax.imageio..", "javax.sound.."));

  @ArchTest
  static final ArchRule packagesAreAcyclic =
      slices().matching("dev.sirencast.(**)").should().beFreeOfCycles();

  /** Whoever opens a folder sees all of it. */
  @ArchTest
  static void roomsFitOnAPage(JavaClasses all) {
    Map<String, Long> files =
        all.stream()
            .filter(type -> type.isTopLevelClass() && !type.getPackageName().startsWith(GENERATED))
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    assertTrue(files.size() > 50, files::toString);
    files.values().removeIf(count -> count <= MOST_FILES);
    assertEquals(Map.of(), files, "packages of more than " + MOST_FILES + " files");
  }

  /** A sealed type may know its permitted ones, and they it: they are one family. */
  @ArchTest
  static final ArchRule classesAreAcyclicButSealedFamilies =
      slices().assignedFrom(new SealedFamilies()).should().beFreeOfCycles();

  @ArchTest
  static final ArchRule nettyStaysInTransport =
      noClasses()
          .that(
              resideInAPackage(IMPAIRMENT)
                  .or(JavaClass.Predicates.resideOutsideOfPackage(TRANSPORT)))
          .should()
          .dependOnClassesThat(resideInAPackage("io.netty.."));

  /** The optional module kafka stands behind {@code transport.log}, and is not even built here. */
  @ArchTest
  static final ArchRule kafkaStaysInItsModule =
      noClasses()
          .should()
          .dependOnClassesThat(resideInAnyPackage("org.apache.kafka..", "dev.sirencast.kafka.."));

  @ArchTest
  static final ArchRule djlStaysInTrainer =
      noClasses()
          .that()
          .resideOutsideOfPackage(TRAINER)
          .should()
          .dependOnClassesThat(resideInAPackage("ai.djl.."));

  /** Recorded operations with a number give wrong gradients after a garbage collection. */
  @ArchTest
  static final ArchRule trainerRecordsNothing =
      noClasses()
          .that()
          .resideInAPackage(TRAINER)
          .should()
          .dependOnClassesThat(resideInAPackage("ai.djl.training.."))
          .orShould()
          .callMethod("ai.djl.ndarray.NDArray", "setRequiresGradient", "boolean");

  @ArchTest
  static final ArchRule manifestsAloneKnowProtobufAndZstd =
      noClasses()
          .that()
          .resideOutsideOfPackage(PROTO)
          .and()
          .haveNameNotMatching(".*\\.(ManifestSerializer|[A-Za-z]+Message|BytePlanes)(\\$.*)?")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(PROTO, "com.google.protobuf..", "com.github.luben.."));

  @ArchTest
  static final ArchRule publicSignaturesAreOurs =
      methods()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat()
          .arePublic()
          .and()
          .areDeclaredInClassesThat()
          .resideInAnyPackage(
              SIGNAL,
              SIREN,
              QUANTIZATION,
              ENTROPY,
              FEC,
              FORMAT,
              ENCODER,
              MEDIA,
              RECEIVER,
              "dev.sirencast.trainer",
              "dev.sirencast.trainer.rate",
              TRANSPORT)
          .and()
          .areDeclaredInClassesThat(othersSee())
          .should(mentionOnlyJdkAndOurTypes());

  @ArchTest
  static final ArchRule onlyTheCommandLinePrints =
      noClasses()
          .that()
          .resideOutsideOfPackage(CLI)
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule noGlobalRandomness =
      noClasses()
          .that()
          .doNotHaveSimpleName("TemporaryFile") // names temporary files, decides nothing
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Random.class, ThreadLocalRandom.class)
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule noHiddenClocks =
      noClasses()
          .that(
              resideInAnyPackage(
                  SIGNAL,
                  SIREN,
                  QUANTIZATION,
                  ENTROPY,
                  FEC,
                  FORMAT,
                  ENCODER,
                  MEDIA,
                  RECEIVER,
                  TRAINER,
                  SIMULATION,
                  PEERS,
                  REPORT,
                  IMPAIRMENT))
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .dependOnClassesThat(resideInAPackage("java.time.."));

  /**
   * The time of day may jump; whatever is waited for, measured or aged is so by nanoTime. That a
   * certificate is still good is a question of the day.
   */
  @ArchTest
  static final ArchRule nobodyAsksForTheTimeOfDay =
      noClasses()
          .that()
          .doNotHaveSimpleName("DetachedVerification")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(OffsetDateTime.class, "now")
          .orShould()
          .callMethod(ZonedDateTime.class, "now")
          .orShould()
          .callConstructor(Date.class)
          .orShould()
          .dependOnClassesThat(assignableTo(Clock.class).or(assignableTo(Calendar.class)));

  @ArchTest
  static final ArchRule recordsHoldNoArrays =
      noFields()
          .that()
          .areDeclaredInClassesThat()
          .areRecords()
          .and()
          .areNotStatic()
          .should()
          .haveRawType(DescribedPredicate.describe("array", JavaClass::isArray));

  @ArchTest
  static final ArchRule publicTypesAreClosed =
      classes()
          .that()
          .arePublic()
          .and()
          .areTopLevelClasses()
          .and()
          .resideOutsideOfPackage(PROTO)
          .and()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .and()
          .doNotHaveSimpleName("ConsoleCommand") // commands extend it, in rooms of their own
          .and()
          .areNotAssignableTo(Throwable.class) // one who catches the general catches the special
          .and(othersSee())
          .should()
          .haveModifier(JavaModifier.FINAL);

  /** All but the types that are public for the transport's other rooms alone. */
  private static DescribedPredicate<JavaClass> othersSee() {
    return DescribedPredicate.describe(
        "other modules see",
        type ->
            !isTransport(type)
                || type.getDirectDependenciesToSelf().stream()
                    .anyMatch(use -> !isTransport(use.getOriginClass())));
  }

  private static boolean isTransport(JavaClass type) {
    return type.getPackageName().startsWith("dev.sirencast.transport");
  }

  private static ArchRule mayUse(String user, String... used) {
    String[] ours = new String[used.length + 1];
    ours[0] = user;
    System.arraycopy(used, 0, ours, 1, used.length);
    return noClasses()
        .that()
        .resideInAPackage(user)
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.sirencast..")
                .and(JavaClass.Predicates.resideOutsideOfPackages(ours)));
  }

  private static ArchCondition<JavaMethod> mentionOnlyJdkAndOurTypes() {
    return new ArchCondition<>("mention only JDK types and our own") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        checkAll(method, method.getReturnType(), events);
        method.getParameterTypes().forEach(type -> checkAll(method, type, events));
        method.getExceptionTypes().forEach(type -> check(method, type.toErasure(), events));
      }

      /** The type and all that its type arguments and bounds mention. */
      private void checkAll(JavaMethod method, JavaType type, ConditionEvents events) {
        type.getAllInvolvedRawTypes().forEach(raw -> check(method, raw, events));
      }

      private void check(JavaMethod method, JavaClass type, ConditionEvents events) {
        String name = type.getBaseComponentType().getName();
        boolean ours = name.startsWith("dev.sirencast.") && !name.startsWith("dev.sirencast.proto");
        boolean allowed =
            ours
                || name.startsWith("java.")
                || name.startsWith("javax.imageio.")
                || type.getBaseComponentType().isPrimitive();
        events.add(
            new SimpleConditionEvent(method, allowed, method.getFullName() + " mentions " + name));
      }
    };
  }
}
