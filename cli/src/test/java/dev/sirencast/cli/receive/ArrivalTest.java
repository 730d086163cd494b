package dev.sirencast.cli.receive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sirencast.cli.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code decode --progressive}: a stream in parts. */
class ArrivalTest {
  @TempDir Path directory;

  private Path stream() {
    Path stream = directory.resolve("a.siren");
    CommandRun run =
        CommandRun.of(
            "encode",
            "testcard:48x32",
            "--hidden-features=24",
            "--hidden-layers=2",
            "--steps=150",
            "--packet-bytes=120",
            "--order=progressive",
            "--quiet",
            "-o",
            stream.toString());
    assertEquals(0, run.exitCode(), run.err());
    return stream;
  }

  @Test
  void saysAtEveryStepWhatIsThereAndKeepsThePictures() throws Exception {
    Path stream = stream();
    Path once = directory.resolve("once.png");
    assertEquals(0, CommandRun.of("decode", stream.toString(), "-o", once.toString()).exitCode());
    Path out = directory.resolve("out.png");
    Path shots = directory.resolve("shots");
    CommandRun run =
        CommandRun.of(
            "decode",
            stream.toString(),
            "--progressive=5",
            "--conceal=posterior",
            "--reference=testcard:48x32",
            "--snapshots=" + shots,
            "--json",
            "-o",
            out.toString());
    assertEquals(0, run.exitCode(), run.err());
    JsonNode steps = run.json().get("progress");
    assertTrue(steps.size() >= 5 && steps.size() <= 7, run.out());
    double last = 0;
    for (JsonNode step : steps) {
      assertTrue(step.get("bytes").asDouble() > last);
      last = step.get("bytes").asDouble();
      Path shot = shots.resolve(String.format("out-%05d.png", step.get("packets").asInt()));
      assertTrue(Files.exists(shot), shot.toString());
    }
    JsonNode first = steps.get(0);
    JsonNode end = steps.get(steps.size() - 1);
    assertTrue(end.get("exact").asBoolean());
    assertTrue(end.get("psnr_db").asDouble() > first.get("psnr_db").asDouble() + 3, run.out());
    assertTrue(first.get("estimated_psnr_db").asDouble() > 5);
    assertTrue(run.err().contains("about"), run.err());
    assertArrayEquals(Files.readAllBytes(once), Files.readAllBytes(out));
  }

  @Test
  void anEarlierVersionGivesWhatIsLost() throws Exception {
    Path stream = stream();
    byte[] all = Files.readAllBytes(stream);
    Path half = Files.write(directory.resolve("half.siren"), Arrays.copyOf(all, all.length / 3));
    JsonNode alone = decode(half);
    JsonNode earlier = decode(half, "--previous=" + stream);
    assertFalse(earlier.get("exact").asBoolean());
    assertTrue(earlier.get("inexact_tensors").size() > 0);
    assertTrue(earlier.get("coarse_weights").asInt() > 0);
    double without = alone.get("psnr_db").asDouble();
    double with = earlier.get("psnr_db").asDouble();
    assertTrue(with > without + 1, with + " dB, without " + without + " dB");
    assertTrue(
        earlier.get("estimated_psnr_db").asDouble() > alone.get("estimated_psnr_db").asDouble());
    CommandRun none =
        CommandRun.of("decode", half, "--previous=nothing.siren", "-o", directory + "/a.png");
    assertEquals(1, none.exitCode());
    assertTrue(none.err().contains("nothing.siren: no such file"), none.err());
  }

  private JsonNode decode(Path stream, String... options) throws Exception {
    List<Object> words = new ArrayList<>(List.of("decode", stream, "--conceal=posterior"));
    words.addAll(List.of("--reference=testcard:48x32", "--json", "-o", directory + "/b.png"));
    words.addAll(List.of(options));
    CommandRun run = CommandRun.of(words.toArray());
    assertEquals(0, run.exitCode(), run.err());
    return run.json();
  }

  @Test
  void snapshotsWantSteps() {
    CommandRun run =
        CommandRun.of("decode", "a.siren", "--snapshots=x", "-o", directory + "/a.png");
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("--snapshots goes with --progressive"), run.err());
  }

  @Test
  void refusesNoStepsAndUnknownOrders() {
    CommandRun none =
        CommandRun.of("decode", "a.siren", "--progressive=0", "-o", directory + "/a.png");
    assertEquals(2, none.exitCode());
    assertTrue(none.err().contains("got 0"), none.err());
    CommandRun order =
        CommandRun.of("encode", "testcard", "--order=best", "-o", directory + "/a.siren");
    assertEquals(2, order.exitCode());
    assertTrue(order.err().contains("expected spread, local or progressive"), order.err());
  }
}
