package dev.sirencast.cli;

import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.base.Writes;
import dev.sirencast.cli.help.ManualPage;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What an archive brings for shells: completion, which bash and zsh read, and pages for {@code
 * man}. The build runs it.
 */
public final class ShellFiles {
  private ShellFiles() {}

  /**
   * Writes all files.
   *
   * @param args the folder to write to
   */
  public static void main(String[] args) throws IOException {
    write(Path.of(args[0]));
  }

  /** Writes {@code completion/sirencast.bash} and {@code man/man1/*.1} to a folder. */
  static void write(Path folder) throws IOException {
    PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
    CommandLine line = Main.commandLine(nowhere, nowhere);
    Path pages = Files.createDirectories(folder.resolve("man/man1"));
    writePages(line.getCommandSpec(), pages);
    explain(line);
    String script = AutoComplete.bash(line.getCommandName(), line);
    Path completion = Files.createDirectories(folder.resolve("completion"));
    Files.writeString(completion.resolve(line.getCommandName() + ".bash"), script);
  }

  private static void writePages(CommandSpec spec, Path folder) throws IOException {
    Path page = folder.resolve(ManualPage.name(spec) + ".1");
    Files.writeString(page, ManualPage.of(spec), StandardCharsets.UTF_8);
    for (CommandLine command : spec.subcommands().values()) {
      writePages(command.getCommandSpec(), folder);
    }
  }

  /** Says which values arguments have, and which name files: for completion only. */
  private static void explain(CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    for (OptionSpec option : List.copyOf(spec.options())) {
      spec.remove(option);
      spec.addOption(
          OptionSpec.builder(option.names())
              // Picocli calls a shell variable after the label: one that no other option has.
              .paramLabel(option.longestName())
              .arity(String.valueOf(option.arity()))
              .hidden(option.hidden())
              .completionCandidates(values(option))
              .type(type(option))
              .build());
    }
    for (PositionalParamSpec parameter : List.copyOf(spec.positionalParameters())) {
      spec.remove(parameter);
      spec.addPositional(
          PositionalParamSpec.builder()
              .index(String.valueOf(parameter.index()))
              .arity(String.valueOf(parameter.arity()))
              .paramLabel(parameter.paramLabel())
              .completionCandidates(values(parameter))
              .type(type(parameter))
              .build());
    }
    line.getSubcommands().values().forEach(ShellFiles::explain);
  }

  private static @Nullable Iterable<String> values(ArgSpec argument) {
    return NamedValues.all().stream()
        .filter(values -> values.type() == argument.auxiliaryTypes()[0])
        .findFirst()
        .map(values -> values.values().keySet())
        .orElse(null);
  }

  private static Class<?> type(ArgSpec argument) {
    Field field = (Field) argument.userObject();
    boolean isFile =
        field.isAnnotationPresent(Reads.class) || field.isAnnotationPresent(Writes.class);
    Class<?> type = argument.type();
    return isFile ? Path.class : type == boolean.class ? type : String.class;
  }
}
