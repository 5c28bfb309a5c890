package io.hydrant;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The house rules that can be seen in the sources.
class TidyTest {
  private static final int FILE_LINES_MAX = 400;
  private static final int METHOD_LINES_MAX = 60;
  private static final int PARAMETERS_MAX = 6;
  private static final Pattern EMPTY_NAMES =
      Pattern.compile(".*(Manager|Helper|Utils?|Impl)|Record");

  private static final List<SourceFile> MAIN = read("src/main");
  private static final List<SourceFile> TEST = read("src/test");
  private static final List<SourceFile> ALL = Stream.of(MAIN, TEST).flatMap(List::stream).toList();

  @Test
  void thereAreSources() {
    assertThat(MAIN).hasSizeGreaterThan(50);
    assertThat(TEST).hasSizeGreaterThan(10);
  }

  @Test
  void filesAreShort() {
    none(ALL, file -> file.lines() > FILE_LINES_MAX ? List.of(file.lines() + " lines") : List.of());
  }

  @Test
  void methodsAreShort() {
    methods(ALL, method -> method.lines() > METHOD_LINES_MAX);
  }

  @Test
  void parametersAreFew() {
    methods(ALL, method -> method.parameters() > PARAMETERS_MAX);
  }

  @Test
  void namesSayAJob() {
    none(
        ALL,
        file ->
            file.types().stream()
                .map(SourceFile.Type::name)
                .filter(name -> EMPTY_NAMES.matcher(name).matches())
                .toList());
  }

  @Test
  void publicTypesAreDocumented() {
    none(
        MAIN,
        file ->
            file.types().stream()
                .filter(type -> type.open() && !type.documented())
                .map(SourceFile.Type::name)
                .toList());
  }

  @Test
  void typesOfLocalsAreWritten() {
    none(ALL, SourceFile::untyped);
  }

  @Test
  void testsWaitForNoClock() {
    absent(TEST, "\\.sleep\\(|parkNanos\\(");
  }

  @Test
  void nothingIsMockedOrLeftForLater() {
    absent(ALL, "org\\.mockito|org\\.easymock|mockit\\.");
    absent(ALL, "\\b(TODO|FIXME|XXX)\\b");
  }

  @Test
  void nothingNeedsWhatIsOutsideTheRepository() {
    absent(ALL, "\"/work/|/work/shared");
  }

  @Test
  void everyPackageIsNullMarkedAndSaysWhatItIs() {
    // Benchmarks lie in the packages of what they measure.
    List<Path> packages =
        MAIN.stream()
            .map(file -> file.path().getParent())
            .filter(directory -> !directory.startsWith(Repository.path("benchmarks")))
            .distinct()
            .toList();
    for (Path directory : packages) {
      assertThat(Repository.text(directory.resolve("package-info.java")))
          .as(directory.toString())
          .startsWith("/// ")
          .contains("@NullMarked");
    }
  }

  private static void methods(List<SourceFile> files, Predicate<SourceFile.Method> wrong) {
    none(files, file -> file.methods().stream().filter(wrong).map(Object::toString).toList());
  }

  private static void absent(List<SourceFile> files, String form) {
    Pattern pattern = Pattern.compile(form);
    none(
        files,
        file -> {
          Matcher matcher = pattern.matcher(file.text());
          boolean self = file.path().endsWith("TidyTest.java");
          return !self && matcher.find() ? List.of(matcher.group()) : List.of();
        });
  }

  /// What `find` finds is wrong.
  private static void none(List<SourceFile> files, Function<SourceFile, List<String>> find) {
    List<String> wrong = new ArrayList<>();
    for (SourceFile file : files) {
      find.apply(file).forEach(what -> wrong.add(file + ": " + what));
    }
    assertThat(wrong).isEmpty();
  }

  private static List<SourceFile> read(String kind) {
    return SourceFile.read(Repository.sources(kind));
  }
}
