package dev.sirencast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.cli.base.CommandFiles;
import dev.sirencast.media.safetensors.Dtype;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;

/** What the help of every command says. */
class HelpTest {
  private static final int COLUMNS = 80;

  private static void walk(CommandLine line, BiConsumer<String, CommandLine> visitor) {
    visitor.accept(line.getCommandSpec().qualifiedName(), line);
    line.getSubcommands().values().forEach(command -> walk(command, visitor));
  }

  private static CommandLine commands() {
    PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
    return Main.commandLine(nowhere, nowhere);
  }

  @Test
  void linesFitATerminal() {
    List<String> tooLong = new ArrayList<>();
    walk(
        commands(),
        (name, command) ->
            command
                .getUsageMessage(Ansi.OFF)
                .lines()
                .filter(line -> line.length() > COLUMNS)
                .forEach(line -> tooLong.add(name + ": " + line)));
    assertEquals(List.of(), tooLong);
  }

  @Test
  void listsTheNamesOfEveryValue() {
    List<String> silent = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    walk(
        commands(),
        (name, command) -> {
          for (ArgSpec argument : command.getCommandSpec().args()) {
            if (argument.hidden()) {
              continue; // it is as another says
            }
            String help = String.join(" ", argument.description());
            for (String value : names(argument)) {
              seen.add(value);
              if (!help.matches("(?s).*(?<![\\w-])\\Q" + value + "\\E(?![\\w-]).*")) {
                silent.add(name + " " + CommandFiles.label(argument) + ": " + value);
              }
            }
          }
        });
    assertEquals(List.of(), silent);
    assertTrue(seen.containsAll(List.of("quic", "gpu", "first+biases", "table2")), seen.toString());
  }

  private static List<String> names(ArgSpec argument) {
    Class<?> type = argument.auxiliaryTypes()[0];
    List<String> names = new ArrayList<>();
    for (NamedValues<?> values : NamedValues.all()) {
      if (values.type() == type) {
        names.addAll(values.values().keySet());
      }
    }
    // Any other enumeration would be read by the names of its constants.
    assertTrue(type == Dtype.class || !type.isEnum() || !names.isEmpty(), type.toString());
    return names;
  }

  @Test
  void saysWhichValuesThereAre() {
    assertUsage(
        "--transport: 'pigeon' is not known; expected tcp, udp or quic",
        "receive",
        ":9",
        "-o",
        "a.png",
        "--transport",
        "pigeon");
    assertUsage(
        "--device: 'abacus' is not known; expected auto, cpu or gpu",
        "encode",
        "testcard",
        "-o",
        "a.siren",
        "--device",
        "abacus");
    assertUsage(
        "--dtype: 'f8' is not known; expected f32, f16, bf16 or f64",
        "unpack",
        "a.siren",
        "-o",
        "a.safetensors",
        "--dtype",
        "f8");
    assertUsage(
        "EXPERIMENT: 'table3' is not known; expected table1, table2, figure4, modalities or coin",
        "reproduce",
        "table3",
        "--data",
        ".");
    assertUsage(
        "--overhead: 'much' is not a share such as 25% or 0.25",
        "encode", "testcard", "-o", "a.siren", "--overhead", "much");
  }

  private static void assertUsage(String message, Object... words) {
    CommandRun run = CommandRun.of(words);
    assertEquals(2, run.exitCode(), run.err());
    assertEquals(
        "sirencast: " + message + "; see 'sirencast " + words[0] + " --help'\n", run.err());
  }
}
