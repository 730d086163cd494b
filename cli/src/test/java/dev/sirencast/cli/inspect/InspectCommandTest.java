package dev.sirencast.cli.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sirencast.cli.CommandRun;
import dev.sirencast.cli.Streams;
import dev.sirencast.cli.options.FecText;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
  private static final SirenArchitecture NETWORK = new SirenArchitecture(2, 40, 2, 3, 30, 30);

  @TempDir Path directory;

  private Path stream(WeightCoding coding) throws IOException {
    SirenWeights weights = SirenInitializer.initialize(NETWORK, 5);
    PacketizerOptions options = PacketizerOptions.DEFAULTS.withCoding(coding);
    SignalDescription signal = SignalDescription.of(Streams.CARD);
    EncodedStream stream =
        coding.isLossless()
            ? Packetizer.packetize(signal, weights, WeightOrigin.PLAIN, options)
            : Packetizer.packetize(signal, Quantizer.quantize(weights, 6), options);
    return Streams.write(stream, directory.resolve(coding.label() + ".siren"));
  }

  private static JsonNode inspect(Path stream) throws IOException {
    return CommandRun.of("inspect", stream, "--json").json();
  }

  @Test
  void bytesOfAllTensorsAreThoseOfTheWeights() throws IOException {
    for (WeightCoding coding :
        new WeightCoding[] {WeightCoding.ERROR_RESILIENT, WeightCoding.ENTROPY_CODED}) {
      JsonNode json = inspect(stream(coding));
      long sum = 0;
      for (JsonNode tensor : json.get("tensors")) {
        sum += tensor.get("bytes").asLong();
      }
      long weights = json.get("bytes_by_purpose").get("weights").asLong();
      assertTrue(Math.abs(sum - weights) < 40, coding + ": " + sum + " of " + weights);
    }
  }

  @Test
  void everyByteHasOnePurpose() throws IOException {
    for (String fec : new String[] {"none", "rs(4,2,slice=32,correct=3)"}) {
      Path stream = directory.resolve("purposes.siren");
      EncodedStream encoded =
          Packetizer.packetize(
              SignalDescription.of(Streams.CARD),
              Quantizer.quantize(SirenInitializer.initialize(NETWORK, 5), 6),
              PacketizerOptions.DEFAULTS.withProtection(FecText.parse(fec)));
      JsonNode json = inspect(Streams.write(encoded, stream));
      JsonNode purposes = json.get("bytes_by_purpose");
      long all = 0;
      for (JsonNode purpose : purposes) {
        all += purpose.asLong();
      }
      assertEquals(Files.size(stream), all, purposes.toString());
      assertEquals(fec.equals("none"), purposes.get("checks").asLong() == 0, purposes.toString());
      long sum = 0;
      for (JsonNode tensor : json.get("tensors")) {
        sum += tensor.get("bytes").asLong();
      }
      assertEquals(sum, purposes.get("weights").asLong(), 40);
    }
  }

  @Test
  void showsTheBytesOfATensorOfTheCompactLane() throws IOException {
    Path stream = stream(WeightCoding.ENTROPY_CODED);
    long bytes = inspect(stream).get("tensors").get(2).get("bytes").asLong();
    assertTrue(bytes > 1000, "bytes " + bytes);
    String line =
        CommandRun.of("inspect", stream)
            .out()
            .lines()
            .filter(text -> text.startsWith("layers.1.weight"))
            .findFirst()
            .orElseThrow();
    assertTrue(line.contains(String.format(java.util.Locale.ROOT, " %,d ", bytes)), line);
  }

  @Test
  void saysNoBytesWhereTheyCannotBeTold() throws IOException {
    for (JsonNode tensor : inspect(stream(WeightCoding.FLOAT_32)).get("tensors")) {
      assertTrue(tensor.get("bytes").isNull(), tensor.toString());
    }
    Path stream = stream(WeightCoding.ENTROPY_CODED);
    byte[] whole = Files.readAllBytes(stream);
    Files.write(stream, Arrays.copyOf(whole, whole.length * 2 / 3));
    int unknown = 0;
    for (JsonNode tensor : inspect(stream).get("tensors")) {
      assertEquals(tensor.get("exact").asBoolean(), !tensor.get("bytes").isNull());
      unknown += tensor.get("bytes").isNull() ? 1 : 0;
    }
    assertTrue(unknown > 0);
  }

  @Test
  void predictsOnRequest() throws IOException {
    Path stream = stream(WeightCoding.ERROR_RESILIENT);
    assertNull(inspect(stream).get("predicted"));
    assertFalse(CommandRun.of("inspect", stream).out().contains("predicted"));
    assertTrue(
        CommandRun.of("inspect", stream, "--predict").out().contains("predicted under noise"));
  }
}
