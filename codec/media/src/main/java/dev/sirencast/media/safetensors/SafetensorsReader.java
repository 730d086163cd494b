package dev.sirencast.media.safetensors;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads safetensors files: eight bytes of header length, little-endian; a JSON header that gives
 * every tensor's dtype, shape and place; the numbers.
 *
 * <p>Nothing is believed before it is checked: the header is at most 2^24 bytes, the tensors cover
 * the data from its first byte to its last without gap or overlap, and all together hold at most
 * 2^26 numbers. Every refusal names the file and the value. Numbers that are no floats are passed
 * over.
 */
public final class SafetensorsReader {
  private final String name;

  private SafetensorsReader(String name) {
    this.name = name;
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read, or is no safetensors file of floats; the message says
   *     what was found and expected
   */
  public static Safetensors read(Path file) throws IOException {
    if (Files.isDirectory(file) || !Files.exists(file)) {
      throw new IOException(file + (Files.exists(file) ? ": is a directory" : ": no such file"));
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, Files.size(file), file.toString());
    }
  }

  /**
   * Reads a stream of known length.
   *
   * @param name what messages call it
   */
  static Safetensors read(InputStream in, long bytes, String name) throws IOException {
    return new SafetensorsReader(name).read(in, bytes);
  }

  private Safetensors read(InputStream in, long bytes) throws IOException {
    byte[] first = in.readNBytes(8);
    String foreign = ForeignWeights.named(first, name);
    if (foreign != null) {
      throw refused(foreign);
    }
    if (bytes < 8) {
      throw refused("has " + bytes + " bytes, a safetensors file at least 8");
    }
    if (first.length < 8) {
      throw refused("ends within its first 8 bytes");
    }
    long length = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > Math.min(SafetensorsHeader.MAX_BYTES, bytes - 8)) {
      throw refused(
          "not a safetensors file: a header of "
              + Long.toUnsignedString(length)
              + " bytes in a file of "
              + bytes);
    }
    byte[] text = in.readNBytes((int) length);
    if (text.length < length) {
      throw refused("ends within its header");
    }
    SafetensorsHeader header;
    try {
      header = SafetensorsHeader.read(text, bytes - 8 - length);
    } catch (IOException e) {
      throw refused(e.getMessage());
    }
    return content(in, header);
  }

  private Safetensors content(InputStream in, SafetensorsHeader header) throws IOException {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    Map<String, String> others = new LinkedHashMap<>();
    for (SafetensorsHeader.Entry entry : header.entries()) {
      try {
        if (entry.isFloats()) {
          tensors.put(entry.name(), tensor(in, entry));
        } else {
          in.skipNBytes(entry.end() - entry.begin());
          others.put(entry.name(), entry.dtype());
        }
      } catch (EOFException e) {
        throw refused("ends within tensor " + Safetensors.shown(entry.name()));
      }
    }
    return new Safetensors(tensors, others, header.metadata());
  }

  private static Safetensors.Tensor tensor(InputStream in, SafetensorsHeader.Entry entry)
      throws IOException {
    int bytes = Math.toIntExact(entry.end() - entry.begin());
    byte[] data = in.readNBytes(bytes);
    if (data.length != bytes) {
      throw new EOFException();
    }
    Dtype dtype = Dtype.parse(entry.dtype());
    ByteBuffer buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[bytes / dtype.bytes()];
    for (int i = 0; i < values.length; i++) {
      values[i] = dtype.read(buffer);
    }
    return new Safetensors.Tensor(entry.shape(), values);
  }

  private IOException refused(String message) {
    return new IOException(name + ": " + Safetensors.oneLine(message));
  }
}
