package dev.sirencast.cli.help;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** How a command is called: what it needs, and that there is more. */
public final class Synopsis {
  private Synopsis() {}

  /** As in {@code sirencast encode INPUT -o OUT.siren [OPTIONS]}. */
  public static String of(CommandSpec spec) {
    StringBuilder text = new StringBuilder(spec.qualifiedName());
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      if (!parameter.hidden()) {
        text.append(' ').append(label(parameter));
      }
    }
    for (OptionSpec option : spec.options()) {
      if (option.required()) {
        text.append(' ').append(option.names()[0]).append(' ').append(option.paramLabel());
      }
    }
    text.append(spec.subcommands().isEmpty() ? "" : " COMMAND");
    return text + String.format(" [OPTIONS]%n");
  }

  private static String label(PositionalParamSpec parameter) {
    String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
    return parameter.arity().min() == 0 ? "[" + label + "]" : label;
  }
}
