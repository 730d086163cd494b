package dev.sirencast.fuzz;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sirencast.media.safetensors.Safetensors;
import dev.sirencast.media.safetensors.SafetensorsReader;
import dev.sirencast.media.safetensors.SirenTensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checkpoints of others. */
class SafetensorsFuzzTest {
  private static final TrialFile FILE = TrialFile.create(".safetensors");
  private static final int DATA_BYTES = 1024;

  static Stream<Arguments> files() {
    return Seeds.files(".safetensors");
  }

  static Stream<Arguments> headers() {
    return Seeds.of(
        files().map(file -> (byte[]) file.get()[0]).map(SafetensorsFuzzTest::withoutData));
  }

  private static byte[] withoutData(byte[] file) {
    long length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return Arrays.copyOfRange(file, Long.BYTES, (int) length + Long.BYTES);
  }

  @MethodSource("files")
  @FuzzTest
  void file(byte[] bytes) throws IOException {
    read(bytes);
  }

  /** The header's length is right and data follows, so that the fuzzer need not guess it. */
  @MethodSource("headers")
  @FuzzTest
  void header(byte[] header) throws IOException {
    ByteBuffer file = ByteBuffer.allocate(Long.BYTES + header.length + DATA_BYTES);
    file.order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).put(header);
    read(file.array());
  }

  private static void read(byte[] bytes) throws IOException {
    Safetensors file;
    try {
      file = SafetensorsReader.read(FILE.with(bytes));
    } catch (IOException e) {
      FILE.requireOneLine(e);
      return;
    }
    for (Safetensors.Tensor tensor : file.tensors().values()) {
      assertTrue(tensor.toArray().length <= bytes.length);
    }
    try {
      SirenTensors found = SirenTensors.find(file);
      found.weights(found.architecture(30, 30, 1));
    } catch (IllegalArgumentException e) {
      assertNotNull(e.getMessage());
    }
  }
}
