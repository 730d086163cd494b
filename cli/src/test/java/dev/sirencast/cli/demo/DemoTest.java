package dev.sirencast.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sirencast.cli.CommandRun;
import dev.sirencast.cli.Main;
import dev.sirencast.cli.PageLint;
import dev.sirencast.encoder.EncodedPatches;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.media.SignalReader;
import dev.sirencast.media.TestCard;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.receiver.ReceptionReport;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.noise.WeightPerturbation;
import dev.sirencast.trainer.SirenTrainer;
import dev.sirencast.trainer.TrainingListener;
import dev.sirencast.trainer.TrainingOptions;
import dev.sirencast.trainer.TrainingResult;
import dev.sirencast.trainer.patch.PatchTrainingListener;
import dev.sirencast.transport.impairment.ChannelModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The demo's stories of small pictures. */
class DemoTest {
  private static final DemoLink LINK = new DemoLink(ChannelModel.parse("loss(8%)"), 1, 10);
  private static DemoResult result;

  @BeforeAll
  static void tellAll() throws IOException {
    result = new DemoResult(LINK, patches(), network(), 1.5);
  }

  private static PatchStory patches() throws IOException {
    Signal picture = TestCard.create(192, 128);
    EncodedPatches plain =
        PatchStory.encode(picture, Optional.empty(), 1, PatchTrainingListener.NONE);
    EncodedPatches shielded =
        PatchStory.encode(
            picture, Optional.of(PatchStory.plan(LINK)), 1, PatchTrainingListener.NONE);
    return PatchStory.of(picture, plain, shielded, LINK);
  }

  private static NetworkStory network() throws IOException {
    Signal card = TestCard.create(48, 32);
    TrainingResult trained =
        SirenTrainer.train(
            card,
            new SirenArchitecture(2, 8, 2, 3, 30, 30),
            TrainingOptions.defaults().withSteps(10),
            TrainingListener.none());
    EncodedStream stream =
        Packetizer.packetize(
            SignalDescription.of(card),
            Quantizer.quantize(trained.weights(), 8),
            PacketizerOptions.DEFAULTS);
    DemoNoise noise = DemoNoise.of(card, trained, new WeightPerturbation.Gaussian(1e-3), 2, 1);
    return new NetworkStory(
        card,
        trained,
        DemoStream.send("plain", card, stream, LINK),
        DemoStream.send("protected", card, stream, LINK),
        noise,
        noise);
  }

  private static ReceptionReport report(DemoStream stream) {
    return stream.transfer().reception().orElseThrow().report();
  }

  @Test
  void lostPatchesLeaveAPictureAndProtectionBringsThemBack() {
    PatchStory story = result.patches();
    assertEquals(24, story.grid().patches());
    assertTrue(report(story.plain()).lostPatches() > 0);
    assertTrue(report(story.plain()).lostPatches() < 24);
    assertTrue(report(story.shielded()).lostPatches() < report(story.plain()).lostPatches());
    assertTrue(story.shielded().psnr() > story.plain().psnr());
    assertTrue(story.shielded().simulated().mean() > story.plain().simulated().mean());
  }

  @Test
  void bothStreamsHoldTheSamePatches() {
    PatchStory story = result.patches();
    assertEquals(story.trained().psnr(), story.plain().cleanPsnr(), 1e-9);
    assertEquals(
        Double.POSITIVE_INFINITY, Psnr.decibels(story.plain().clean(), story.shielded().clean()));
    long plain = story.plain().encoded().bytes();
    long bytes = story.shielded().encoded().bytes();
    assertTrue(bytes <= (1 + PatchStory.OVERHEAD) * plain, bytes + " over " + plain);
  }

  @Test
  void reportIsAccessible(@TempDir Path directory) throws IOException, InterruptedException {
    DemoFiles.write(result, directory);
    PageLint.assertAccessible(directory.resolve("report.html"));
  }

  @Test
  void everyPictureOfTheReportIsWritten(@TempDir Path directory) throws IOException {
    List<Path> files = DemoFiles.write(result, directory);
    String page = Files.readString(directory.resolve("report.html"));
    assertEquals(10, assertFiles("<img src=\"([^\"]+)\" alt=\"[^\"]{8,}\"", page, files));
    assertEquals(4, assertFiles("<a href=\"([^\"]+)\"", page, files));
    for (Path file : files) {
      assertTrue(Files.size(file) > 0, file.toString());
    }
    Signal overview = SignalReader.read(directory.resolve("overview.png"));
    assertEquals(3 * 192 + 4 * 8, overview.grid().size(0));
    assertEquals(3 * 128 + 4 * 8, overview.grid().size(1));
  }

  /** What a page names is what was written; returns how often it names something. */
  private static int assertFiles(String pattern, String page, List<Path> files) {
    Matcher names = Pattern.compile(pattern).matcher(page);
    int count = 0;
    for (; names.find(); count++) {
      String name = names.group(1);
      assertTrue(files.stream().anyMatch(file -> file.endsWith(name)), name);
    }
    return count;
  }

  @Test
  void itsCommandsMakeTheSamePatches(@TempDir Path directory) throws IOException {
    String encode = DemoCommands.patches(result.patches(), LINK).get(0);
    Path stream = directory.resolve("patches-plain.siren");
    List<String> words = new ArrayList<>(List.of(encode.split(" ")));
    words.set(words.size() - 1, stream.toString());
    CommandRun run = CommandRun.of(words.subList(1, words.size()).toArray());
    assertEquals(0, run.exitCode(), run.err());
    DemoFiles.write(result, Files.createDirectory(directory.resolve("demo")));
    assertEquals(-1, Files.mismatch(stream, directory.resolve("demo/patches-plain.siren")));
  }

  @Test
  void itsOtherCommandsAreUnderstood() {
    List<String> lines = new ArrayList<>(DemoCommands.network(result.network(), LINK));
    lines.addAll(DemoCommands.noise(result.network(), LINK));
    lines.addAll(DemoCommands.patches(result.patches(), LINK));
    assertEquals(14, lines.size());
    CommandLine parser = Main.commandLine(System.out, System.err);
    for (String line : lines) {
      if (!line.startsWith("#")) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(line.replace(" &", ""));
        while (word.find()) {
          words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        parser.parseArgs(words.subList(1, words.size()).toArray(new String[0]));
      }
    }
  }

  @Test
  void saysWhatWasLost() {
    int lost = report(result.patches().plain()).lostPatches();
    assertTrue(DemoText.of(result).contains(lost + " of 24 patches are lost without repair"));
    JsonNode json = DemoJson.of(result);
    assertEquals(lost, json.at("/patched/plain/lost_patches").asInt());
    assertEquals(result.network().plain().psnr(), json.at("/plain_psnr_db").asDouble(), 1e-3);
    assertEquals("6x4", json.at("/patched/grid").asText());
  }
}
