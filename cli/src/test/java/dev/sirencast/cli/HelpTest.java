package dev.sirencast.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.cli.base.CommandFiles;
import dev.sirencast.cli.help.HelpLayout;
import dev.sirencast.media.safetensors.Dtype;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the help of every command says. */
class HelpTest {
  private static final int COLUMNS = 80;

  /** Options that are too many to be explained at once. */
  private static final int MANY = 20;

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
        (name, command) -> {
          String usual = command.getUsageMessage(Ansi.OFF);
          HelpLayout.expand(command);
          Stream.concat(usual.lines(), command.getUsageMessage(Ansi.OFF).lines())
              .filter(line -> line.length() > COLUMNS)
              .forEach(line -> tooLong.add(name + ": " + line));
        });
    assertEquals(List.of(), tooLong);
  }

  @Test
  void explainsTheUsualOptionsAndNamesAll() {
    List<String> examples = new ArrayList<>();
    walk(
        commands(),
        (name, command) -> {
          CommandSpec spec = command.getCommandSpec();
          List<OptionSpec> options =
              spec.options().stream().filter(option -> !option.hidden()).toList();
          HelpLayout.shortHelp(spec)
              .ifPresentOrElse(
                  usual -> {
                    String text = command.getUsageMessage(Ansi.OFF);
                    String names = text.substring(text.indexOf("All options; "));
                    for (OptionSpec option : options) {
                      assertTrue(names.contains(option.longestName()), name + option);
                    }
                    for (String option : usual.options().split(" ")) {
                      assertTrue(text.contains("  " + firstLine(spec, option)), text + option);
                    }
                    examples.addAll(List.of(usual.examples()));
                    HelpLayout.expand(command);
                    String all = command.getUsageMessage(Ansi.OFF);
                    for (OptionSpec option : options) {
                      assertTrue(all.contains("  " + firstLine(spec, option.longestName())), all);
                    }
                  },
                  () -> assertTrue(options.size() <= MANY, name + " needs a short help"));
        });
    assertTrue(examples.size() >= 12, examples.toString());
    for (String example : examples) {
      assertDoesNotThrow(() -> commands().parseArgs(example.split(" ")), example);
    }
  }

  /** How the explanation of an option begins. */
  private static String firstLine(CommandSpec spec, String option) {
    return String.join(", ", spec.findOption(option).names());
  }

  @Test
  void helpsWithEveryCommand() {
    assertEquals(CommandRun.of("encode", "--help"), CommandRun.of("help", "encode"));
    assertEquals(CommandRun.of("encode", "--help-all"), CommandRun.of("help", "encode", "--all"));
    assertEquals(CommandRun.of("bench", "codec", "-h"), CommandRun.of("help", "bench", "codec"));
    assertEquals(CommandRun.of("--help"), CommandRun.of("help"));
    assertEquals(0, CommandRun.of("help", "encode").exitCode());
    String all = CommandRun.of("encode", "--help-all").out();
    assertTrue(all.indexOf("\nInput:") < all.indexOf("\nTraining:"), all);
    CommandRun unknown = CommandRun.of("help", "encde");
    assertEquals(2, unknown.exitCode());
    assertTrue(
        unknown.err().contains("'encde' is no command; expected demo, encode"), unknown.err());
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
        "EXPERIMENT: 'table3' is not known; expected table1, table2, figure4, modalities, patches"
            + " or coin",
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
