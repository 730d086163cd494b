package dev.sirencast.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's stories of small pictures. */
class DemoTest {
  private static final DemoLink LINK = new DemoLink(ChannelModel.parse("loss(25%)"), 1, 10);
  private static DemoResult result;

  @BeforeAll
  static void tellAll() throws IOException {
    result = new DemoResult(LINK, patches(), network(), 1.5);
  }

  private static PatchStory patches() throws IOException {
    Signal picture = TestCard.create(96, 64);
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
    assertEquals(6, story.grid().patches());
    assertTrue(report(story.plain()).lostPatches() > 0);
    assertTrue(report(story.plain()).lostPatches() < 6);
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
    assertTrue(
        story.shielded().encoded().bytes()
            <= (1 + PatchStory.OVERHEAD) * story.plain().encoded().bytes());
  }

  @Test
  void everyPictureOfTheReportIsWritten(@TempDir Path directory) throws IOException {
    List<Path> files = DemoFiles.write(result, directory);
    Matcher sources =
        Pattern.compile("src=\"([^\"]+)\"")
            .matcher(Files.readString(directory.resolve("report.html")));
    int pictures = 0;
    for (; sources.find(); pictures++) {
      assertTrue(files.contains(directory.resolve(sources.group(1))), sources.group(1));
    }
    assertEquals(10, pictures);
    for (Path file : files) {
      assertTrue(Files.size(file) > 0, file.toString());
    }
    Signal overview = SignalReader.read(directory.resolve("overview.png"));
    assertEquals(3 * 96 + 4 * 8, overview.grid().size(0));
    assertEquals(3 * 64 + 4 * 8, overview.grid().size(1));
  }

  @Test
  void saysWhatWasLost() {
    int lost = report(result.patches().plain()).lostPatches();
    assertTrue(DemoText.of(result).contains(lost + " of 6 patches are lost without repair"));
    JsonNode json = DemoJson.of(result);
    assertEquals(lost, json.at("/patched/plain/lost_patches").asInt());
    assertEquals(result.network().plain().psnr(), json.at("/plain_psnr_db").asDouble(), 1e-3);
    assertEquals("3x2", json.at("/patched/grid").asText());
  }
}
