package dev.sirencast.cli;

import dev.sirencast.cli.help.HelpLayout;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code help}: what a command does, as its own {@code --help} says it. */
@Command(name = "help", description = "Says what a command does.")
final class HelpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "The command, such as encode or bench decode (default: all of them).")
  private List<String> names = List.of();

  @Option(names = "--all", description = "Explain all its options.")
  private boolean all;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  @Override
  public Integer call() {
    CommandLine line = spec.root().commandLine();
    for (String name : names) {
      CommandLine next = line.getSubcommands().get(name);
      if (next == null) {
        throw new ParameterException(
            line,
            String.format(
                "'%s' is no command; expected %s",
                name, String.join(", ", line.getSubcommands().keySet())));
      }
      line = next;
    }
    if (all) {
      HelpLayout.expand(line);
    }
    line.usage(line.getOut());
    return CommandLine.ExitCode.OK;
  }
}
