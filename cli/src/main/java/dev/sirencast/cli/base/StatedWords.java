package dev.sirencast.cli.base;

import java.lang.reflect.AnnotatedElement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What a user has stated, as words that say the same to the command in another working folder. */
public final class StatedWords {
  private StatedWords() {}

  /**
   * The words of a command that has been read: its name, some options, and what is behind them.
   *
   * @param options those that count; others are left out
   * @throws CommandException if one of the files is standard input, which nobody else can read
   */
  public static List<String> of(ParseResult command, CommandSpec options) {
    List<String> words = new ArrayList<>();
    words.add(command.commandSpec().name());
    for (OptionSpec option : command.matchedOptions()) {
      if (options.findOption(option.longestName()) != null) {
        words.addAll(anywhere(option));
      }
    }
    words.add("--");
    command
        .matchedPositionals()
        .forEach(
            argument ->
                argument
                    .originalStringValues()
                    .forEach(value -> words.add(absolute(argument, value))));
    return words;
  }

  /** The words of an option that has been read, which say the same in any working folder. */
  public static List<String> anywhere(OptionSpec option) {
    return of(option, value -> absolute(option, value));
  }

  /** The files that an option names which has been read, but for those that hold secrets. */
  public static List<Path> files(OptionSpec option) {
    Reads reads =
        option.userObject() instanceof AnnotatedElement field
            ? field.getAnnotation(Reads.class)
            : null;
    return reads == null || reads.secret()
        ? List.of()
        : option.originalStringValues().stream()
            .flatMap(value -> reads.value().files(value).stream())
            .toList();
  }

  /**
   * The words of an option that has been read, as often as it is stated.
   *
   * @param values what becomes of its values
   */
  public static List<String> of(OptionSpec option, UnaryOperator<String> values) {
    List<String> words = new ArrayList<>();
    for (String value : option.originalStringValues()) {
      words.add(option.longestName());
      if (option.arity().max() > 0) {
        words.add(values.apply(value));
      }
    }
    return words;
  }

  private static String absolute(ArgSpec argument, String value) {
    if (argument.userObject() instanceof AnnotatedElement field) {
      Reads reads = field.getAnnotation(Reads.class);
      if (reads != null) {
        for (Path file : reads.value().files(value)) {
          if (StandardData.isInput(file)) {
            throw CommandException.usage(
                CommandFiles.label(argument) + ": workers cannot read standard input", null);
          }
        }
        return reads.value().absolute(value);
      }
    }
    return value;
  }
}
