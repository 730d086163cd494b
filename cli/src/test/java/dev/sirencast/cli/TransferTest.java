package dev.sirencast.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransferTest {
  private static final String CHANNEL = "ge(p=2%,r=25%); ber(1e-4); dup(5%); reorder(5%)";

  @TempDir Path directory;
  private Path stream;
  private Path picture;

  @BeforeEach
  void writeStream() throws IOException {
    stream = Streams.write(Streams.small(0.5), directory.resolve("a.siren"));
    picture = directory.resolve("received.png");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "udp"})
  void cleanTransferGivesWhatDecodingGives(String transport) throws Exception {
    JsonNode received = transfer(transport, "none", "strict").received();
    assertTrue(received.get("exact").asBoolean());
    assertEquals(received.get("packets").get("expected"), received.get("packets").get("ok"));
    Path decoded = directory.resolve("decoded.png");
    JsonNode local =
        CommandRun.of("decode", stream, "-o", decoded, "--reference", Streams.REFERENCE, "--json")
            .json();
    assertEquals(local.get("psnr_db"), received.get("psnr_db"));
    assertArrayEquals(Files.readAllBytes(decoded), Files.readAllBytes(picture));
  }

  @ParameterizedTest
  @ValueSource(strings = {"strict", "soft", "repair-soft"})
  void damagedTransferAccountsForEveryPacket(String policy) throws Exception {
    Transfer transfer = transfer("udp", CHANNEL, policy);
    JsonNode packets = transfer.received().get("packets");
    int sum = 0;
    for (String state :
        new String[] {
          "ok",
          "repaired",
          "retransmitted",
          "damaged_delivered",
          "dropped_header",
          "dropped_policy",
          "missing_concealed"
        }) {
      sum += packets.get(state).asInt();
    }
    assertEquals(packets.get("expected").asInt(), sum);
    assertEquals(
        transfer.sent().get("observed").get("delivered"),
        transfer.received().get("frames").get("received"));
  }

  @Test
  void savedStreamDecodesToTheSamePicture() throws Exception {
    Path saved = directory.resolve("saved.siren");
    transfer("udp", CHANNEL, "soft", "--save", saved);
    Path decoded = directory.resolve("decoded.png");
    CommandRun run = CommandRun.of("decode", saved, "-o", decoded, "--policy", "soft", "--quiet");
    assertEquals(0, run.exitCode(), run.err());
    assertArrayEquals(Files.readAllBytes(decoded), Files.readAllBytes(picture));
  }

  @Test
  void twoProcessesAgree() throws Exception {
    int port = FreePort.find();
    Path output = directory.resolve("receive.json");
    Process receiver =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sirencast.cli.Main",
                "receive",
                ":" + port,
                "-o",
                picture.toString(),
                "--json")
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      CommandRun sent = CommandRun.of("send", stream, "localhost:" + port, "--json");
      assertEquals(0, sent.exitCode(), sent.err());
      assertTrue(receiver.waitFor(60, TimeUnit.SECONDS));
      assertEquals(0, receiver.exitValue());
      assertTrue(new ObjectMapper().readTree(output.toFile()).get("exact").asBoolean());
    } finally {
      receiver.destroyForcibly();
    }
  }

  private record Transfer(JsonNode sent, JsonNode received) {}

  private Transfer transfer(String transport, String channel, String policy, Object... more)
      throws Exception {
    int port = FreePort.find();
    Object[] words = new Object[11 + more.length];
    Object[] common = {
      "receive",
      ":" + port,
      "-o",
      picture,
      "--transport",
      transport,
      "--policy",
      policy,
      "--reference",
      Streams.REFERENCE,
      "--json"
    };
    System.arraycopy(common, 0, words, 0, common.length);
    System.arraycopy(more, 0, words, common.length, more.length);
    CompletableFuture<CommandRun> receiving =
        CompletableFuture.supplyAsync(() -> CommandRun.of(words));
    CommandRun sent =
        CommandRun.of(
            "send",
            stream,
            ":" + port,
            "--transport",
            transport,
            "--channel",
            channel,
            "--seed",
            9,
            "--json");
    assertEquals(0, sent.exitCode(), sent.err());
    CommandRun received = receiving.get(60, TimeUnit.SECONDS);
    assertEquals(0, received.exitCode(), received.err());
    return new Transfer(sent.json(), received.json());
  }
}
