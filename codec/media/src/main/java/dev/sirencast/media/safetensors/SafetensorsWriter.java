package dev.sirencast.media.safetensors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Writes safetensors files, as {@link SafetensorsReader} reads them. */
public final class SafetensorsWriter {
  /** The data begins at a multiple of this, by spaces behind the header. */
  private static final int ALIGNMENT = 8;

  private SafetensorsWriter() {}

  /**
   * Checks that a dtype holds all values, rounded or not.
   *
   * @throws IllegalArgumentException if one would become infinite; the message names the tensor and
   *     the value
   */
  public static void requireHolds(Safetensors content, Dtype dtype) {
    for (Map.Entry<String, Safetensors.Tensor> entry : content.tensors().entrySet()) {
      for (float value : entry.getValue().toArray()) {
        if (!dtype.holds(value)) {
          throw new IllegalArgumentException(
              "tensor "
                  + Safetensors.shown(entry.getKey())
                  + " holds "
                  + value
                  + ", which is beyond "
                  + dtype.name().toLowerCase(Locale.ROOT));
        }
      }
    }
  }

  /** Writes all tensors in one dtype, in their order. */
  public static void write(Safetensors content, Dtype dtype, OutputStream out) throws IOException {
    byte[] header = header(content, dtype);
    ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    out.write(length.putLong(header.length).array());
    out.write(header);
    for (Safetensors.Tensor tensor : content.tensors().values()) {
      ByteBuffer data =
          ByteBuffer.allocate(tensor.size() * dtype.bytes()).order(ByteOrder.LITTLE_ENDIAN);
      for (float value : tensor.toArray()) {
        dtype.write(value, data);
      }
      out.write(data.array());
    }
  }

  private static byte[] header(Safetensors content, Dtype dtype) throws IOException {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    if (!content.metadata().isEmpty()) {
      ObjectNode metadata = root.putObject("__metadata__");
      content.metadata().forEach(metadata::put);
    }
    long offset = 0;
    for (Map.Entry<String, Safetensors.Tensor> entry : content.tensors().entrySet()) {
      ObjectNode node = root.putObject(entry.getKey());
      node.put("dtype", dtype.name());
      ArrayNode shape = node.putArray("shape");
      entry.getValue().shape().forEach(shape::add);
      long end = offset + (long) entry.getValue().size() * dtype.bytes();
      node.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    String text = new ObjectMapper().writeValueAsString(root);
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    int padding = (ALIGNMENT - bytes % ALIGNMENT) % ALIGNMENT;
    return (text + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
  }
}
