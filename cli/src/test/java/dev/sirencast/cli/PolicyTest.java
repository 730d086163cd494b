package dev.sirencast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done with damaged packets where {@code --policy} says nothing, and who is told so. */
class PolicyTest {
  @TempDir Path directory;
  private Path stream;
  private Path out;

  @BeforeEach
  void writeStream() throws IOException {
    stream = Streams.write(Streams.small(0.5), directory.resolve("a.siren"));
    out = directory.resolve("a.png");
  }

  private Path entropyCoded() throws IOException {
    SirenArchitecture architecture = new SirenArchitecture(2, 20, 2, 3, 30, 30);
    EncodedStream encoded =
        Packetizer.packetize(
            SignalDescription.of(Streams.CARD),
            Quantizer.quantize(SirenInitializer.initialize(architecture, 5), 8),
            PacketizerOptions.DEFAULTS.withCoding(WeightCoding.ENTROPY_CODED));
    return Streams.write(encoded, directory.resolve("b.siren"));
  }

  private static JsonNode run(Object... words) throws IOException {
    CommandRun run = CommandRun.of(words);
    assertEquals(0, run.exitCode(), run.err());
    return run.json();
  }

  private static void assertPolicy(String policy, String from, JsonNode json) {
    assertEquals(policy, json.get("policy").asText());
    assertEquals(from, json.get("policy_from").asText());
  }

  @Test
  void jsonNamesThePolicyAndWhoChoseIt() throws IOException {
    assertPolicy("repair-soft", "stream", run("decode", stream, "-o", out, "--json"));
    assertPolicy(
        "repair-soft", "stream", run("decode", stream, "-o", out, "--policy", "auto", "--json"));
    assertPolicy("repair", "stream", run("decode", entropyCoded(), "-o", out, "--json"));
    assertPolicy(
        "strict", "option", run("decode", stream, "-o", out, "--policy", "strict", "--json"));
    assertPolicy("repair-soft", "stream", run("inspect", stream, "--json"));
    Path weights = directory.resolve("a.safetensors");
    assertPolicy("repair-soft", "stream", run("unpack", stream, "-o", weights, "--json"));
  }

  @Test
  void simulationsNameThePolicyInJsonTextAndPage() throws IOException {
    Path page = directory.resolve("page.html");
    Object[] words = {
      "simulate", stream, "--reference", Streams.REFERENCE, "--trials", 1, "--report", page
    };
    CommandRun run = CommandRun.of(words);
    assertEquals(0, run.exitCode(), run.err());
    String named = "policy repair-soft (the stream's default)";
    assertTrue(run.out().contains(named), run.out());
    assertTrue(Files.readString(page).contains(named));
    JsonNode json = run("simulate", stream, "--reference", Streams.REFERENCE, "--json");
    assertPolicy("repair-soft", "stream", json.get("points").get(0));
  }

  @Test
  void protectedStreamsKeepMoreByDefaultThanStrictly() throws IOException {
    JsonNode untold = concealed();
    JsonNode strict = concealed("--policy", "strict");
    JsonNode soft = concealed("--policy", "repair-soft");
    assertEquals(soft, untold);
    assertTrue(untold.asDouble() < strict.asDouble() / 4, untold + ", strict " + strict);
  }

  private JsonNode concealed(Object... more) throws IOException {
    Object[] words = new Object[7 + more.length];
    Object[] first = {
      "simulate",
      stream,
      "--reference",
      Streams.REFERENCE,
      "--json",
      "--channel",
      "loss(10%); ber(1e-3)"
    };
    System.arraycopy(first, 0, words, 0, first.length);
    System.arraycopy(more, 0, words, first.length, more.length);
    return run(words).get("points").get(0).get("observed").get("concealed_weights");
  }

  @Test
  void damagedPacketsEndWithDegradedWhateverThePolicy() throws IOException {
    stream = Streams.write(Streams.small(0), stream);
    byte[] bytes = Files.readAllBytes(stream);
    bytes[bytes.length / 2] ^= 7;
    Files.write(stream, bytes);
    CommandRun untold = CommandRun.of("decode", stream, "-o", out, "--strict-exit");
    assertEquals(3, untold.exitCode(), untold.err());
    assertTrue(untold.out().contains("1 delivered damaged; policy repair-soft"), untold.out());
    CommandRun strict =
        CommandRun.of("decode", stream, "-o", out, "--strict-exit", "--policy", "strict");
    assertEquals(3, strict.exitCode(), strict.err());
    assertTrue(strict.out().contains("1 dropped damaged; policy strict"), strict.out());
  }

  @Test
  void helpNamesTheDefault() {
    for (String command : new String[] {"decode", "receive", "simulate"}) {
      String help = CommandRun.of(command, "--help").out().replaceAll("\\s+", " ");
      assertTrue(help.contains("is damaged (default: auto)"), help);
      assertTrue(
          help.contains("auto as the stream asks: repair-soft with error-resilient coding"), help);
    }
  }
}
