package dev.sirencast.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The papers against the command line that they describe. */
class ManualTest {
  /** A command, its lines joined by backslashes, up to a comment or to where a shell takes over. */
  private static final Pattern COMMAND =
      Pattern.compile("\\./sirencast ((?:[a-z]|-)(?:\"[^\"]*\"|\\\\\\R|[^\"`\\n&;])*)");

  private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|[^\"\\s\\\\])+");

  private static CommandLine commandLine() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    return Main.commandLine(nowhere, nowhere);
  }

  private static List<String[]> commands(String paper) throws IOException {
    return COMMAND
        .matcher(Files.readString(ProjectFile.of(paper)))
        .results()
        .map(command -> command.group(1).replaceFirst("\\s#.*", ""))
        .map(ManualTest::words)
        .toList();
  }

  private static String[] words(String command) {
    return WORD.matcher(command)
        .results()
        .map(MatchResult::group)
        .map(word -> word.replace("\"", ""))
        .toArray(String[]::new);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "docs/cli.md",
        "docs/batch.md",
        "docs/spark.md",
        "docs/network.md",
        "docs/kafka.md",
        "docs/embedding.md",
        "docs/format.md",
        "BENCHMARKS.md"
      })
  void everyCommandCanBeParsed(String paper) throws IOException {
    for (String[] words : commands(paper)) {
      assertDoesNotThrow(
          () -> commandLine().parseArgs(words), () -> paper + ": " + String.join(" ", words));
    }
  }

  @Test
  void commandsAreFound() throws IOException {
    assertTrue(commands("README.md").size() >= 6, "the README has commands");
    assertTrue(commands("docs/network.md").size() >= 10, "docs/network.md has commands");
  }

  @Test
  void everyOptionIsInTheManual() throws IOException {
    String manual =
        Files.readString(ProjectFile.of("docs/cli.md"))
            + Files.readString(ProjectFile.of("docs/network.md"))
            + Files.readString(ProjectFile.of("docs/kafka.md"));
    List<String> absent = new ArrayList<>();
    collect(commandLine(), manual, absent);
    assertEquals(List.of(), absent);
  }

  @Test
  void everyClassOfTheMapExists() throws IOException {
    Matcher names =
        Pattern.compile("`((?:[a-z]+\\.)+[A-Z]\\w+)")
            .matcher(Files.readString(ProjectFile.of("ARCHITECTURE.md")));
    List<String> absent = new ArrayList<>();
    int found = 0;
    for (; names.find(); found++) {
      try {
        Class.forName("dev.sirencast." + names.group(1), false, getClass().getClassLoader());
      } catch (ClassNotFoundException e) {
        absent.add(names.group(1));
      }
    }
    assertTrue(found > 30, "ARCHITECTURE.md names classes");
    assertEquals(List.of(), absent);
  }

  private static void collect(CommandLine command, String manual, List<String> absent) {
    for (OptionSpec option : command.getCommandSpec().options()) {
      Pattern name = Pattern.compile(Pattern.quote(option.longestName()) + "(?![a-z-])");
      if (!option.hidden() && !name.matcher(manual).find()) {
        absent.add(command.getCommandName() + " " + option.longestName());
      }
    }
    command.getSubcommands().values().forEach(sub -> collect(sub, manual, absent));
  }
}
