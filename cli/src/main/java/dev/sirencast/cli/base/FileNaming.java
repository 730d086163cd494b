package dev.sirencast.cli.base;

import dev.sirencast.media.TestCard;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ways in which an option's text names files. */
public enum FileNaming {
  /** It is a file's or a folder's path. */
  PATH {
    @Override
    List<Path> files(String text) {
      return path(text).stream().toList();
    }

    @Override
    String absolute(String text) {
      return path(text).map(path -> path.toAbsolutePath().toString()).orElse(text);
    }
  },
  /** It names a signal: a file's path, or the built-in test card. */
  SIGNAL {
    @Override
    List<Path> files(String text) {
      return TestCard.isNamedBy(text) ? List.of() : PATH.files(text);
    }

    @Override
    String absolute(String text) {
      return TestCard.isNamedBy(text) ? text : PATH.absolute(text);
    }
  },
  /** It is a channel, whose {@code trace(FILE)} parts are recordings. */
  CHANNEL {
    @Override
    List<Path> files(String text) {
      return TRACE.matcher(text).results().flatMap(trace -> path(trace.group(1)).stream()).toList();
    }

    @Override
    String absolute(String text) {
      return TRACE
          .matcher(text)
          .replaceAll(
              trace -> Matcher.quoteReplacement("trace(" + PATH.absolute(trace.group(1)) + ")"));
    }
  };

  private static final Pattern TRACE =
      Pattern.compile("\\btrace\\s*\\(\\s*(?:file\\s*=\\s*)?([^()]*?)\\s*\\)");

  /** The files that a text names, whether they exist or not. */
  abstract List<Path> files(String text);

  /** The same text, but that it means the same in any working folder. */
  abstract String absolute(String text);

  /** The path, or nothing where the text cannot be one: whoever opens it says so. */
  private static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
