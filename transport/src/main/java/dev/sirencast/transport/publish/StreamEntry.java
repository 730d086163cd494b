package dev.sirencast.transport.publish;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a publisher says of a stream.
 *
 * @param name a file's name without a directory: 1 to 255 bytes of UTF-8, neither slashes nor
 *     control characters
 * @param digest SHA-256 of all frames in their order, in 64 hexadecimal digits: two streams with
 *     the same digest are the same
 * @param frames how many there are, 1 or more
 * @param bytes of all frames, at least one each
 */
public record StreamEntry(String name, String digest, int frames, long bytes) {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is exceeded
   */
  public StreamEntry {
    StreamName.require(name);
    if (!DIGEST.matcher(digest).matches()) {
      throw new IllegalArgumentException(
          "a digest has 64 hexadecimal digits, got " + StreamName.shown(digest));
    }
    if (frames < 1) {
      throw new IllegalArgumentException("a stream has 1 frame or more, got " + frames);
    }
    if (bytes < frames) {
      throw new IllegalArgumentException(
          "a stream of " + frames + " frames has as many bytes or more, got " + bytes);
    }
  }

  /**
   * Describes a stream.
   *
   * @throws IllegalArgumentException if that cannot be one
   */
  public static StreamEntry of(String name, List<byte[]> frames) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    long bytes = 0;
    for (byte[] frame : frames) {
      digest.update(frame);
      bytes += frame.length;
    }
    return new StreamEntry(name, HexFormat.of().formatHex(digest.digest()), frames.size(), bytes);
  }
}
