package io.hydrant;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.hydrant.encode.Encoder;
import io.hydrant.encode.Merger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The layers of ARCHITECTURE.md hold, and what the outside world offers is let in at one place.
class ArchitectureTest {
  private static final JavaClasses SERVICE =
      new ClassFileImporter().importPath(Repository.path("service/target/classes"));

  /// From the ground up. Arrows point down, or sideways without a cycle.
  private static final List<List<String>> LAYERS =
      List.of(
          List.of("model", "json", "platform"),
          List.of("store", "settings", "metrics", "alert", "http", "live"),
          List.of("select", "group", "encode", "audience", "deadletter", "firehose"),
          List.of("collect", "membership", "sdk", "deliver", "sessions", "preview", "compare"),
          List.of("cli", "console", "pages"),
          List.of(""));

  /// The ways to ask what time it is, to wait for it, or to throw dice.
  private static final Set<String> CLOCKS_AND_CHANCE =
      Set.of(
          "System.nanoTime",
          "System.currentTimeMillis",
          "Instant.now",
          "LocalDate.now",
          "LocalDateTime.now",
          "OffsetDateTime.now",
          "ZonedDateTime.now",
          "Clock.systemUTC",
          "Clock.systemDefaultZone",
          "InstantSource.system",
          "Thread.sleep",
          "TimeUnit.sleep",
          "LockSupport.parkNanos",
          "LockSupport.parkUntil",
          "Math.random",
          "UUID.randomUUID",
          "ThreadLocalRandom.current");

  @Test
  void everyPackageHasItsPlaceInTheLayers() {
    List<String> known = LAYERS.stream().flatMap(List::stream).toList();
    assertThat(SERVICE.stream().map(ArchitectureTest::name).distinct()).isSubsetOf(known);
  }

  @Test
  void arrowsPointDown() {
    for (int i = 0; i + 1 < LAYERS.size(); i++) {
      noClasses()
          .that()
          .resideInAnyPackage(packages(LAYERS.subList(0, i + 1)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(packages(LAYERS.subList(i + 1, LAYERS.size())))
          .allowEmptyShould(true)
          .check(SERVICE);
    }
  }

  @Test
  void noCycles() {
    slices().matching("io.hydrant.(*)..").should().beFreeOfCycles().check(SERVICE);
  }

  @ParameterizedTest
  @CsvSource({
    "software.amazon.., firehose",
    "org.rocksdb.., store",
    "net.jpountz.., store",
    "org.snakeyaml.., settings",
    "io.vertx.., http collect console root",
    "io.netty.., http",
    "io.prometheus.., metrics console root",
    "picocli.., cli root",
    "com.password4j.., console",
    "ch.qos.logback.., cli root",
    "io.hydrant.emulator.., cli root",
  })
  void aLibraryIsLetInAtItsPlaceOnly(String library, String places) {
    String[] allowed =
        Stream.of(places.split(" "))
            .map(place -> place.equals("root") ? "io.hydrant" : "io.hydrant." + place + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideOutsideOfPackages(allowed)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(SERVICE);
  }

  /// What turns a text into a program, or into an object of any class.
  @ParameterizedTest
  @CsvSource({
    "java.io.Object(In|Out)putStream.*, nowhere",
    "javax.(naming|script|xml|management.remote).*|java.rmi.*|org.(xml|w3c).*, nowhere",
    "java.beans.*|java.util.ServiceLoader.*|java.net.URLClassLoader.*, nowhere",
    "java.lang.invoke.MethodHandles.Lookup.(find|unreflect|define).*, nowhere",
    "java.lang.(Class.forName|ClassLoader.*)|java.lang.reflect.*, platform",
    "java.lang.(ProcessBuilder.*|Runtime.exec), cli",
  })
  void whatRunsTexts_isCalledAtItsPlaceOnly(String targets, String place) {
    Pattern dangerous = Pattern.compile(targets.replace(".", "\\.").replace("\\.*", "\\b.*"));
    noClasses()
        .that()
        .resideOutsideOfPackage("io.hydrant." + place)
        .should()
        .callCodeUnitWhere(
            DescribedPredicate.describe(
                "calls " + targets, call -> dangerous.matcher(target(call)).matches()))
        .check(SERVICE);
  }

  private static String target(JavaCall<?> call) {
    CodeUnitCallTarget target = call.getTarget();
    return target.getOwner().getFullName().replace('$', '.') + "." + target.getName();
  }

  @Test
  void clocksAndChanceAreParameters_andLiveInPlatform() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.hydrant.platform..")
        .should()
        .callCodeUnitWhere(
            DescribedPredicate.describe(
                "asks for the time or throws dice", call -> timeOrChance(call.getTarget())))
        .check(SERVICE);
  }

  @Test
  void staticsNeverChange() {
    fields()
        .that()
        .areStatic()
        .and()
        .doNotHaveModifier(JavaModifier.SYNTHETIC)
        .should()
        .beFinal()
        .check(SERVICE);
  }

  @Test
  void whatIsNotMadeToBeExtendedIsFinal() {
    classes()
        .that()
        .areNotInterfaces()
        .and()
        .areNotAnonymousClasses()
        .and()
        .areNotEnums()
        .and()
        .doNotHaveModifier(JavaModifier.ABSTRACT)
        .and()
        .doNotHaveModifier(JavaModifier.SYNTHETIC)
        .and()
        // Extended by an encoder that breaks, in the tests.
        .doNotHaveFullyQualifiedName(Encoder.class.getName())
        .and()
        .doNotHaveFullyQualifiedName(Merger.class.getName())
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(SERVICE);
  }

  private static boolean timeOrChance(CodeUnitCallTarget target) {
    JavaClass owner = target.getOwner();
    return CLOCKS_AND_CHANCE.contains(owner.getSimpleName() + "." + target.getName())
        || (target.getName().equals("<init>") && owner.isAssignableTo(Random.class));
  }

  private static String[] packages(List<List<String>> layers) {
    List<String> packages = new ArrayList<>();
    for (String name : layers.stream().flatMap(List::stream).toList()) {
      packages.add(name.isEmpty() ? "io.hydrant" : "io.hydrant." + name + "..");
    }
    return packages.toArray(String[]::new);
  }

  /// `store` of `io.hydrant.store.Store`; empty for the root.
  private static String name(JavaClass type) {
    String rest = type.getPackageName().substring("io.hydrant".length());
    return rest.isEmpty() ? "" : rest.substring(1).replaceFirst("\\..*", "");
  }
}
