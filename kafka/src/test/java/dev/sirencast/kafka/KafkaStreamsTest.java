package dev.sirencast.kafka;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sirencast.cli.CommandLineRun;
import dev.sirencast.cli.receive.TestGroup;
import dev.sirencast.cli.serve.TestDirectory;
import dev.sirencast.transport.log.LogAddress;
import dev.sirencast.transport.log.LogEntry;
import dev.sirencast.transport.log.LogOptions;
import dev.sirencast.transport.log.LogReader;
import dev.sirencast.transport.log.LogReading;
import dev.sirencast.transport.log.LogSurvey;
import dev.sirencast.transport.log.LogWriter;
import dev.sirencast.transport.log.LoggedFrame;
import dev.sirencast.transport.publish.StreamEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams on a real broker, as a user puts them there and takes them off. */
class KafkaStreamsTest {
  private static final long PATIENCE_SECONDS = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(PATIENCE_SECONDS);

  @TempDir static Path brokers;
  private static TestBroker broker;

  @TempDir Path directory;
  private Path streams;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = TestBroker.start(brokers);
  }

  @AfterAll
  static void endBroker() {
    broker.close();
  }

  @BeforeEach
  void makeFolder() throws IOException {
    streams = Files.createDirectory(directory.resolve("streams"));
  }

  private static JsonNode publish(Path folder, String url, Object... more) throws IOException {
    List<Object> words = new ArrayList<>(List.of("serve", folder, "--to", url, "--once"));
    words.addAll(List.of(more));
    return CommandLineRun.json(words.toArray());
  }

  /** Published once, with losses before the log: one waits for it, one is late, one is killed. */
  @Test
  void threeReceiversRepairALossyStream() throws Exception {
    TestStreams.write(streams.resolve("a.siren"), 1);
    String url = broker.url("lossy");
    Path early = directory.resolve("early.png");
    CompletableFuture<JsonNode> waiting =
        CommandLineRun.started("receive", "--from", url, "-o", early);
    JsonNode published = publish(streams, url, "--channel", "loss(15%)", "--seed", 2);
    int lost = published.get("observed").get("lost").asInt();
    assertTrue(lost > 0, "some are lost: " + published);

    Process killed = halfAReceiver(url, "group");
    JsonNode first = waiting.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    requireRepaired(first, lost);
    Path late = directory.resolve("late.png");
    requireRepaired(
        CommandLineRun.json("receive", "--from", url, "--stream", "a.siren", "-o", late), lost);

    assertTrue(killed.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertEquals(HalfAReceiver.EXIT_CODE, killed.exitValue());
    Path folder = directory.resolve("resumed");
    JsonNode resumed =
        CommandLineRun.json("receive", "--from", url, "--group", "group", "-o", folder, "--once");
    requireRepaired(resumed.get("streams").get(0), lost);
    assertArrayEquals(Files.readAllBytes(early), Files.readAllBytes(late));
    assertArrayEquals(Files.readAllBytes(early), Files.readAllBytes(folder.resolve("a.png")));

    JsonNode again =
        CommandLineRun.json("receive", "--from", url, "--group", "group", "-o", folder, "--once");
    assertEquals(0, again.get("streams").size(), "the group has done it");
  }

  private static void requireRepaired(JsonNode received, int lost) {
    assertTrue(received.get("complete").asBoolean(), received.toString());
    assertTrue(received.get("exact").asBoolean(), received.toString());
    JsonNode packets = received.get("packets");
    assertEquals(lost, packets.get("expected").asInt() - packets.get("ok").asInt());
  }

  private Process halfAReceiver(String url, String group) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"),
            HalfAReceiver.class.getName(),
            url,
            group)
        .inheritIO()
        .start();
  }

  @Test
  void streamsAreFetchedReplacedAndTakenOff() throws Exception {
    Path file = TestStreams.write(streams.resolve("a.siren"), 1);
    String url = broker.url("changing");
    assertEquals(1, publish(streams, url).get("streams").asInt());
    assertEquals(1, publish(streams, url).get("there_already").asInt());
    CommandLineRun idle =
        CommandLineRun.of("serve", streams, "--to", url, "--once", "--channel", "loss(15%)");
    assertTrue(idle.out().contains("nothing had to be written"), idle.out());
    assertFalse(idle.out().contains(" of 0 "), idle.out());
    Path fetched = directory.resolve("fetched.siren");
    CommandLineRun.json("fetch", url, "a.siren", "-o", fetched);
    assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(fetched));

    TestStreams.write(file, 2);
    JsonNode replaced = publish(streams, url);
    assertEquals(1, replaced.get("removed").asInt());
    JsonNode listed = CommandLineRun.json("list", url).get("streams");
    assertEquals(1, listed.size());
    assertEquals("image", listed.get(0).get("kind").asText());
    CommandLineRun.json("fetch", url, "a.siren", "-o", fetched);
    assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(fetched));

    TestStreams.write(streams.resolve("b.siren"), 3);
    LogAddress at = LogAddress.parse(url);
    KafkaLogProvider kafka = new KafkaLogProvider();
    LogOptions options = LogOptions.defaults();
    try (LogWriter writer = kafka.write(at, options)) {
      TestDirectory served =
          new TestDirectory(streams, writer, kafka.read(at, options, LogReading.all()));
      served.scan();
      Files.delete(file);
      served.scan();
    }
    listed = CommandLineRun.json("list", url).get("streams");
    assertEquals("b.siren", listed.get(0).get("name").asText());
    assertEquals(1, listed.size());
  }

  @Test
  void aGroupSharesStreams() throws Exception {
    String url = broker.url("shared");
    broker.createTopic("shared", 4, Map.of());
    for (int i = 0; i < 8; i++) {
      TestStreams.write(streams.resolve("s" + i + ".siren"), i);
    }
    LogReading reading = LogReading.all().withGroup("sharing");
    List<String> made = new ArrayList<>();
    try (TestGroup one = new TestGroup(read(url, reading))) {
      try (TestGroup two = new TestGroup(read(url, reading))) {
        do {
          one.step();
          two.step();
        } while (broker.readers("sharing") < 2);
        publish(streams, url);
        while (one.made().size() + two.made().size() < 8) {
          one.step();
          two.step();
        }
        assertFalse(one.made().isEmpty() || two.made().isEmpty(), "both have some");
        made.addAll(two.made());
      }
      TestStreams.write(streams.resolve("last.siren"), 9);
      publish(streams, url);
      while (!one.made().contains("last.siren")) {
        one.step();
      }
      made.addAll(one.made());
    }
    Collections.sort(made);
    assertEquals(
        List.of(
            "last.siren",
            "s0.siren",
            "s1.siren",
            "s2.siren",
            "s3.siren",
            "s4.siren",
            "s5.siren",
            "s6.siren",
            "s7.siren"),
        made);
  }

  private static LogReader read(String url, LogReading reading) throws IOException {
    // A group's readers hear of each other with every beat.
    LogOptions options = LogOptions.defaults().withSettings(Map.of("heartbeat.interval.ms", "100"));
    return new KafkaLogProvider().read(LogAddress.parse(url), options, reading);
  }

  /** Each frame written twice, and a topic that keeps one of each key: it is whole all the same. */
  @Test
  void aCompactedTopicKeepsStreamsWhole() throws Exception {
    broker.createTopic(
        "compacted",
        1,
        Map.of(
            "cleanup.policy", "compact",
            "segment.ms", "100",
            "min.cleanable.dirty.ratio", "0.001",
            "delete.retention.ms", "0"));
    String url = broker.url("compacted");
    List<byte[]> frames = TestStreams.frames(1);
    StreamEntry stream = StreamEntry.of("a.siren", frames);
    List<byte[]> others = TestStreams.frames(2);
    StreamEntry other = StreamEntry.of("a.siren", others);
    KafkaLogProvider kafka = new KafkaLogProvider();
    try (LogWriter writer = kafka.write(LogAddress.parse(url), LogOptions.defaults())) {
      write(writer, other, others);
      write(writer, stream, frames);
      writer.remove(LogSurvey.of(read(url, LogReading.all()), PATIENCE).versions("a.siren").get(0));
      write(writer, stream, frames);
      // What was written last is never compacted: segments end, and others follow.
      while (records(url) > frames.size() + 1) {
        Thread.sleep(150);
        writer.end(stream);
      }
    }
    Path output = directory.resolve("a.png");
    JsonNode received = CommandLineRun.json("receive", "--from", url, "-o", output);
    assertTrue(received.get("exact").asBoolean());
    assertEquals(frames.size(), received.get("packets").get("ok").asInt());
    assertEquals(0, received.get("packets").get("duplicate").asInt());
  }

  private static void write(LogWriter writer, StreamEntry stream, List<byte[]> frames)
      throws IOException {
    for (int i = 0; i < frames.size(); i++) {
      writer.frame(stream, i, "frame", frames.get(i));
    }
    writer.end(stream);
  }

  /** How many frames are on a log, and one for the ends. */
  private static int records(String url) throws IOException {
    int frames = 0;
    try (LogReader reader = read(url, LogReading.all())) {
      while (!reader.isCaughtUp()) {
        for (LogEntry entry : reader.read(Duration.ofMillis(100))) {
          frames += entry instanceof LoggedFrame ? 1 : 0;
        }
      }
    }
    return frames + 1;
  }

  @Test
  void whoeverComesIsAskedForAPasswordOverTls() throws Exception {
    TestStreams.write(streams.resolve("a.siren"), 1);
    String url = broker.secureUrl("secret");
    Path alice = broker.login("alice", "sesame");
    publish(streams, url, "--log-config", alice);
    Path output = directory.resolve("a.png");
    JsonNode received =
        CommandLineRun.json("receive", "--from", url, "--log-config", alice, "-o", output);
    assertTrue(received.get("exact").asBoolean());

    Object[] words = {"list", url, "--timeout", 10, "--log-config"};
    requireRefused(1, "does not take who this says to be", words, broker.login("alice", "wrong"));
    requireRefused(1, "the broker does not allow it", words, broker.login("bob", "builder"));
  }

  @Test
  void mistakesAreOneLine() throws Exception {
    String url = broker.url("never");
    Path output = directory.resolve("a.png");
    Path typo = Files.writeString(directory.resolve("typo"), "sasl.jass.config=x");
    Path ours = Files.writeString(directory.resolve("ours"), "acks=0");
    Path wrong = Files.writeString(directory.resolve("wrong"), "fetch.max.bytes=many");
    Object[] receive = {"receive", "-o", output, "--timeout", 0.5, "--from"};
    requireRefused(1, "there is no topic never", receive, url);
    requireRefused(1, "no broker can be reached: localhost:1: ", receive, "kafka://localhost:1/t");
    requireRefused(1, "no such host", receive, "kafka://nowhere.invalid/t");
    requireRefused(2, "is no broker", receive, "kafka://localhost:99999/t");
    requireRefused(2, "is no address of a log", receive, "kafka://localhost");
    requireRefused(2, "is not this machine's loopback", receive, "kafka://192.0.2.1/t");
    requireRefused(2, "sasl.jass.config: is no setting", receive, url, "--log-config", typo);
    requireRefused(2, "acks: not to be set", receive, url, "--log-config", ours);
    requireRefused(2, "fetch.max.bytes", receive, url, "--log-config", wrong);
    requireRefused(1, "takes no such name", new Object[] {"serve", streams, "--to"}, url + "!");
  }

  private static void requireRefused(int code, String line, Object[] words, Object... more) {
    CommandLineRun run =
        CommandLineRun.of(Stream.concat(Stream.of(words), Stream.of(more)).toArray());
    assertEquals(code, run.exitCode(), run.err());
    assertTrue(run.err().contains(line), run.err());
    assertEquals(1, run.err().lines().filter(text -> text.startsWith("sirencast: ")).count());
  }
}
