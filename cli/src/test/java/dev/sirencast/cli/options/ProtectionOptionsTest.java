package dev.sirencast.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sirencast.cli.CommandRun;
import dev.sirencast.encoder.protection.LinkEstimate;
import dev.sirencast.media.safetensors.Dtype;
import dev.sirencast.media.safetensors.Safetensors;
import dev.sirencast.media.safetensors.SafetensorsWriter;
import dev.sirencast.media.safetensors.SirenTensors;
import dev.sirencast.simulation.FrameContent;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --protect} and {@code --fec}, from a file of weights to a simulation. */
class ProtectionOptionsTest {
  @TempDir Path directory;
  private Path weights;
  private Path stream;

  @BeforeEach
  void writeWeights() throws IOException {
    weights = directory.resolve("in.safetensors");
    stream = directory.resolve("a.siren");
    SirenArchitecture network = new SirenArchitecture(2, 40, 2, 3, 30, 30);
    try (OutputStream out = Files.newOutputStream(weights)) {
      Safetensors content =
          new Safetensors(
              SirenTensors.of(SirenInitializer.initialize(network, 5)), Map.of("grid", "24x16"));
      SafetensorsWriter.write(content, Dtype.F32, out);
    }
  }

  private JsonNode run(Object... words) throws IOException {
    CommandRun run = CommandRun.of(words);
    assertEquals(0, run.exitCode(), run.err());
    return run.json();
  }

  private JsonNode pack(Object... more) throws IOException {
    Object[] words = new Object[7 + more.length];
    Object[] first = {"pack", weights, "-o", stream, "--json", "--packet-bytes", 200};
    System.arraycopy(first, 0, words, 0, first.length);
    System.arraycopy(more, 0, words, first.length, more.length);
    return run(words);
  }

  private JsonNode simulate(String channel, String policy, Object... more) throws IOException {
    Object[] words = new Object[10 + more.length];
    Object[] first = {
      "simulate",
      stream,
      "--reference",
      "testcard:24x16",
      "--json",
      "--channel",
      channel,
      "--policy",
      policy,
      "--quiet"
    };
    System.arraycopy(first, 0, words, 0, first.length);
    System.arraycopy(more, 0, words, first.length, more.length);
    return run(words);
  }

  @Test
  void plannedProtectionKeepsToItsOverheadAndSavesWeights() throws IOException {
    long plain = pack("--bits", 8, "--protect", "none").get("bytes").asLong();
    String channel = "ge(p=2%,r=40%); ber(1e-4)";
    double bare = concealed(simulate(channel, "repair-soft"));
    JsonNode packed =
        pack("--bits", 8, "--protect", "auto", "--overhead", "60%", "--channel", channel);
    assertTrue(packed.get("bytes").asLong() <= 1.6 * plain, packed.toString());
    assertFalse(packed.get("protection").asText().equals("none"), packed.toString());
    double kept = concealed(simulate(channel, "repair-soft"));
    assertTrue(kept < bare / 3, kept + " of " + bare);
  }

  private static double concealed(JsonNode json) {
    return json.get("points").get(0).get("observed").get("concealed_weights").asDouble();
  }

  @Test
  void statedProtectionIsWhatInspectShows() throws IOException {
    String code = "high=rs(15,9,slice=32); matrices=rs(40,10,slice=64)";
    JsonNode packed = pack("--bits", 8, "--fec", code);
    assertEquals(code, packed.get("protection").asText());
    JsonNode groups = run("inspect", stream, "--json").get("groups");
    assertEquals(2, groups.size());
    assertEquals(32, groups.get(0).get("slice_bytes").asInt());
    assertEquals(64, groups.get(1).get("slice_bytes").asInt());
    assertTrue(groups.get(1).get("repair_packets").asInt() > 0);
  }

  @Test
  void storedStreamsAreProtectedAnewForASimulation() throws IOException {
    for (String coding : new String[] {"fixed", "compact", "float32"}) {
      pack("--lane", coding);
      JsonNode bare = simulate("loss(8%)", "repair");
      JsonNode coded = simulate("loss(8%)", "repair", "--fec", "rs(20,20)");
      assertEquals(bare.get("clean_psnr_db"), coded.get("clean_psnr_db"));
      assertTrue(coded.get("bytes").asLong() > 1.5 * bare.get("bytes").asLong());
      assertTrue(concealed(bare) > 0, coding);
      assertEquals(0, concealed(coded), coding);
    }
  }

  @Test
  void damagedStreamsAreNotProtectedAnew() throws IOException {
    pack("--bits", 8, "--protect", "none");
    byte[] bytes = Files.readAllBytes(stream);
    bytes[bytes.length / 2] ^= 1;
    Files.write(stream, bytes);
    CommandRun run =
        CommandRun.of("simulate", stream, "--reference", "testcard:24x16", "--fec", "rs(20,20)");
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains("is damaged; --fec goes with a stream that is whole"), run.err());
  }

  @Test
  void protectionThatDoesNotCarryItsChannelIsTold() throws IOException {
    Object[] words = {
      "pack",
      weights,
      "-o",
      stream,
      "--json",
      "--bits",
      8,
      "--protect",
      "auto",
      "--channel",
      "loss(30%)",
      "--overhead",
      "5%"
    };
    CommandRun run = CommandRun.of(words);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.err().contains("that channel takes about"), run.err());
    JsonNode expected = run.json().get("expected");
    assertTrue(expected.get("mean_loss_db").asDouble() > 0.25, expected.toString());
    int enough = (int) Math.round(100 * expected.get("enough_overhead").asDouble());
    assertTrue(run.err().contains("--overhead " + enough + "% would do"), run.err());
    words[words.length - 1] = enough + "%";
    CommandRun again = CommandRun.of(words);
    assertEquals(0, again.exitCode(), again.err());
    assertFalse(again.err().contains("that channel takes about"), again.err());
  }

  @Test
  void aBottleneckLosesNothingOfWhatKeepsToItsRate() {
    LinkEstimate wifi = ProtectionOptions.estimate(FrameContent.unasked("wifi"));
    assertTrue(wifi.loss() > 0.005 && wifi.loss() < 0.03, wifi.toString());
  }

  @Test
  void trainedWeightsAreNoHalves() {
    for (String patches : new String[] {"16x16", "none"}) {
      CommandRun run =
          CommandRun.of(
              "encode",
              "testcard:64x48",
              "--patches",
              patches,
              "--coding",
              "float16",
              "-o",
              stream);
      assertEquals(2, run.exitCode(), run.err());
      assertEquals(1, run.err().strip().lines().count(), run.err());
      assertFalse(Files.exists(stream));
    }
  }

  @Test
  void optionsThatDoNotGoTogetherAreRefused() {
    Object[][] wrong = {
      {"--fec", "rs(3,4)", "--protect", "auto"},
      {"--overhead", "20%"},
      {"--channel", "loss(1%)"},
      {"--protect", "auto", "--channel", "rain(1%)"},
      {"--protect", "auto", "--overhead", "900%"},
      {"--protect", "perhaps"},
      {"--fec", "rs(3"},
      {"--lane", "float32", "--fec", "matrices=none; low=none; lowbits=2"}
    };
    for (Object[] more : wrong) {
      Object[] words = new Object[4 + more.length];
      Object[] first = {"pack", weights, "-o", stream};
      System.arraycopy(first, 0, words, 0, first.length);
      System.arraycopy(more, 0, words, first.length, more.length);
      CommandRun run = CommandRun.of(words);
      assertEquals(2, run.exitCode(), run.err());
      assertEquals(1, run.err().strip().lines().count(), run.err());
    }
  }
}
