package dev.sirencast.peers;

import dev.sirencast.signal.Signal;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A file that is read from its beginning on: what stands behind the first gap is of no use. */
final class ChunkedFile implements Coding {
  private final String how;
  private final List<byte[]> bodies;
  private final Function<byte[], Optional<Signal>> decoder;

  /**
   * @param room bytes of a body
   * @param decoder makes what it can of the file's beginning
   */
  ChunkedFile(String how, byte[] file, int room, Function<byte[], Optional<Signal>> decoder) {
    this.how = how;
    this.decoder = decoder;
    List<byte[]> chunks = new ArrayList<>();
    for (int from = 0; from < file.length; from += room) {
      chunks.add(Arrays.copyOfRange(file, from, Math.min(file.length, from + room)));
    }
    this.bodies = List.copyOf(chunks);
  }

  @Override
  public String how() {
    return how;
  }

  @Override
  public List<byte[]> bodies() {
    return bodies;
  }

  @Override
  public Optional<Signal> decode(List<byte @Nullable []> sound, List<byte @Nullable []> arrived) {
    ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    for (byte[] body : arrived) {
      if (body == null) {
        break;
      }
      beginning.writeBytes(body);
    }
    return beginning.size() == 0 ? Optional.empty() : decoder.apply(beginning.toByteArray());
  }
}
