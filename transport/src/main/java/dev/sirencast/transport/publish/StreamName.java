package dev.sirencast.transport.publish;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a stream may be called: a file's name that is safe on every system, and in one line of a
 * log.
 */
public final class StreamName {
  public static final int MAX_BYTES = 255;

  private static final int SHOWN_CHARACTERS = 80;

  private StreamName() {}

  /** Why a text is no name, or nothing if it is one. */
  static Optional<String> problem(String name) {
    if (name.isEmpty()) {
      return Optional.of("it is empty");
    }
    int bytes;
    try {
      bytes = StandardCharsets.UTF_8.newEncoder().encode(java.nio.CharBuffer.wrap(name)).limit();
    } catch (CharacterCodingException e) {
      return Optional.of("it is no text");
    }
    if (bytes > MAX_BYTES) {
      return Optional.of("it has " + bytes + " bytes, expected " + MAX_BYTES + " or fewer");
    }
    if (name.codePoints().anyMatch(StreamName::isUnprintable)) {
      return Optional.of("it holds a control character");
    }
    if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
      return Optional.of("it holds a slash");
    }
    return name.equals(".") || name.equals("..")
        ? Optional.of("it is a directory's")
        : Optional.empty();
  }

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException if it is none
   */
  static String read(ByteBuf in, int length) {
    byte[] bytes = new byte[length];
    in.readBytes(bytes);
    String name;
    try {
      name = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a name that is no text", e);
    }
    return require(name);
  }

  /**
   * Returns a name.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static String require(String name) {
    Optional<String> problem = problem(name);
    if (problem.isPresent()) {
      throw new IllegalArgumentException(
          "'" + shown(name) + "' is no stream's name: " + problem.get());
    }
    return name;
  }

  /** Any text in a form that is fit for one line. */
  static String shown(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .limit(SHOWN_CHARACTERS)
        .forEach(c -> line.appendCodePoint(isUnprintable(c) ? '?' : c));
    return text.codePointCount(0, text.length()) > SHOWN_CHARACTERS
        ? line + "..."
        : line.toString();
  }

  private static boolean isUnprintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
