package dev.sirencast.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.github.luben.zstd.Zstd;
import dev.sirencast.fuzz.Seeds;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages in bodies, compressed by whatever compressor. */
class MessagesFuzzTest {
  private static final int MAX_BYTES = 1 << 16;

  static Stream<Arguments> compressed() {
    return Seeds.of(
        Stream.of(new byte[1], new byte[1000], new byte[MAX_BYTES], new byte[MAX_BYTES + 1])
            .map(Zstd::compress));
  }

  static Stream<Arguments> metadata() {
    TreeMap<String, MetadataValue> values = new TreeMap<>();
    values.put("psnr", new MetadataValue.Real(31.5));
    values.put("steps", new MetadataValue.Whole(500));
    values.put("raw", MetadataValue.Bytes.of(new byte[3]));
    values.put("source", new MetadataValue.Text("a.png"));
    return Seeds.of(Stream.of(MetadataMessage.body(values)));
  }

  @MethodSource("compressed")
  @FuzzTest
  void message(byte[] body) {
    try {
      byte[] message = CompressedMessage.message(body, "the message");
      assertTrue(message.length <= Math.max(body.length, MAX_BYTES));
    } catch (InvalidStreamException e) {
      assertTrue(e.getMessage().startsWith("the message "), e.getMessage());
    }
  }

  @MethodSource("metadata")
  @FuzzTest
  void metadata(byte[] body) throws InvalidStreamException {
    SortedMap<String, MetadataValue> read;
    try {
      byte[] message = CompressedMessage.message(body, "metadata");
      read = MetadataMessage.parse(body, CompressedMessage.digest(message));
    } catch (InvalidStreamException e) {
      return;
    }
    if (!read.isEmpty() && MetadataMessage.frameBytes(read) <= PacketFormat.MAX_FRAME_BYTES) {
      byte[] again = MetadataMessage.body(read);
      int digest = MetadataMessage.digest(read).orElseThrow();
      assertEquals(read.keySet(), MetadataMessage.parse(again, digest).keySet());
    }
  }
}
