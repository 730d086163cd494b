package dev.sirencast.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sirencast.encoder.EncodedPatches;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.patch.PatchRounding;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.media.TestCard;
import dev.sirencast.patch.PatchWeights;
import dev.sirencast.patch.PatchedNetwork;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.Reception;
import dev.sirencast.receiver.SirenReceiver;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.noise.WeightPerturbation;
import dev.sirencast.trainer.patch.PatchTrainingListener;
import dev.sirencast.trainer.patch.PatchTrainingOptions;
import dev.sirencast.trainer.patch.PatchedSignalEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What trials share gives what evaluating all of it gives. */
class ArrivalScoreTest {
  private static final Signal CARD = TestCard.create(96, 64);
  private static PatchedWeights weights;
  private static ArrivalScore score;

  @BeforeAll
  static void encode() throws InvalidStreamException {
    EncodedPatches encoded =
        new PatchedSignalEncoder(
                PatchTrainingOptions.of(CARD).withSteps(2, 8).withBaseSteps(8),
                PatchRounding.DEFAULT,
                PacketizerOptions.DEFAULTS,
                Optional.empty(),
                Runnable::run,
                1)
            .encode(CARD, PatchTrainingListener.NONE);
    SirenReceiver receiver = SirenReceiver.create(ReceiverOptions.DEFAULTS);
    encoded.stream().frames().forEach(receiver::accept);
    Reception exact = receiver.finish();
    weights = exact.patches().orElseThrow();
    score = new ArrivalScore(exact, exact.reconstruct(Runnable::run, 1), CARD);
  }

  private static void assertScored(PatchedWeights arrived) {
    Signal made =
        PatchedNetwork.of(arrived).reconstruct(CARD.format(), CARD.grid(), Runnable::run, 1);
    assertEquals(Psnr.decibels(CARD, made), score.of(arrived), 1e-9);
  }

  private static PatchedWeights with(List<@Nullable PatchWeights> patches) {
    return new PatchedWeights(
        weights.base(), weights.baseStep(), weights.grid(), weights.family(), patches);
  }

  @Test
  void ofWhatArrivesAsItWasSent() {
    assertScored(weights);
  }

  @Test
  void ofLostAndChangedPatches() {
    List<@Nullable PatchWeights> patches = new ArrayList<>(weights.patches());
    int changed = 0;
    for (int i = 0; i < patches.size(); i++) {
      PatchWeights patch = patches.get(i);
      if (patch != null && i % 3 == 0) {
        patches.set(i, null);
      } else if (patch != null && i % 3 == 1) {
        float[] moved = patch.weights().clone();
        moved[moved.length - 1] += 0.1f;
        patches.set(i, new PatchWeights(patch.width(), patch.amplitude(), moved));
        changed++;
      }
    }
    assertEquals(true, changed > 0);
    assertScored(with(patches));
  }

  @Test
  void ofANoisyBase() {
    List<WeightPerturbation> noise = WeightPerturbation.parseAll("gauss(sigma=1e-2)", CARD.grid());
    assertScored(weights.under(noise, SeededTensors.none(), 7));
  }

  @Test
  void ofNothing() {
    float[] grey = new float[CARD.grid().points() * CARD.components()];
    java.util.Arrays.fill(grey, 0.5f);
    Signal made = Signal.of(CARD.format(), CARD.grid(), CARD.components(), grey);
    assertEquals(Psnr.decibels(CARD, made), score.ofGrey(), 1e-9);
  }
}
