package dev.sirencast.encoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.EncoderProgress.Phase;
import dev.sirencast.encoder.rounding.RateTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** What a listener hears, and that it can end an encoding. */
class EncoderListenerTest {
  private static final TrainedNetwork NETWORK = TrainedNetworks.alone();
  private static final StreamEncoder ENCODER =
      StreamEncoder.of(EncoderOptions.of(new RateTarget.Bytes(200)).withWay(RoundingWay.NEAREST));

  /** Cancels after so many candidates, and keeps all that it hears. */
  private static final class Recorder implements EncoderListener {
    private final List<EncoderProgress> heard = new ArrayList<>();
    private final int most;
    private boolean cancelled;

    Recorder(int most) {
      this.most = most;
    }

    @Override
    public void onProgress(EncoderProgress progress) {
      assertFalse(cancelled, "told of progress after the end");
      heard.add(progress);
    }

    @Override
    public boolean isCancelled() {
      assertFalse(cancelled, "asked after the end");
      cancelled = heard.size() >= most;
      return cancelled;
    }
  }

  @Test
  void hearsOfEveryCandidate() {
    Recorder recorder = new Recorder(Integer.MAX_VALUE);
    EncodedNetwork encoded = ENCODER.encode(NETWORK, recorder);
    assertTrue(recorder.heard.size() > 2);
    for (int i = 0; i < recorder.heard.size(); i++) {
      EncoderProgress progress = recorder.heard.get(i);
      assertEquals(Phase.ROUNDING, progress.phase());
      assertEquals(i + 1, progress.done());
      assertEquals(0, progress.total());
    }
    double bits = 8.0 * encoded.stream().bytes() / NETWORK.weights().architecture().parameters();
    assertTrue(recorder.heard.stream().anyMatch(progress -> progress.bitsPerWeight() == bits));
  }

  @Test
  void endsAnEncodingAndHearsNothingMore() {
    for (int most : new int[] {0, 1, 3}) {
      Recorder recorder = new Recorder(most);
      assertThrows(CancellationException.class, () -> ENCODER.encode(NETWORK, recorder));
      assertEquals(most, recorder.heard.size());
    }
  }

  @Test
  void endsWhatRoundsNothing() {
    StreamEncoder lossless = StreamEncoder.of(EncoderOptions.lossless());
    assertThrows(CancellationException.class, () -> lossless.encode(NETWORK, new Recorder(0)));
  }

  @Test
  void endsBeforeTheTunerIsAsked() {
    EncoderListener cancelled =
        new EncoderListener() {
          @Override
          public boolean isCancelled() {
            return true;
          }
        };
    RoundedWeights rounded = ENCODER.round(NETWORK, EncoderListener.none());
    StreamEncoder tuned =
        ENCODER.withTuner(
            (task, listener) -> {
              throw new AssertionError("the tuner was asked");
            });
    assertThrows(CancellationException.class, () -> tuned.tune(NETWORK, rounded, cancelled));
  }

  @Test
  void whatItThrowsReachesTheCaller() {
    IllegalStateException thrown = new IllegalStateException("the window was closed");
    EncoderListener throwing =
        new EncoderListener() {
          @Override
          public void onProgress(EncoderProgress progress) {
            throw thrown;
          }
        };
    assertSame(
        thrown, assertThrows(IllegalStateException.class, () -> ENCODER.encode(NETWORK, throwing)));
  }

  /** Hurries after so many candidates. */
  private static EncoderListener hurriedAfter(int candidates, List<EncoderProgress> heard) {
    return new EncoderListener() {
      @Override
      public void onProgress(EncoderProgress progress) {
        heard.add(progress);
      }

      @Override
      public boolean isHurried() {
        return heard.size() >= candidates;
      }
    };
  }

  @Test
  void hurryEndsWithTheBestThatMeetsTheTarget() {
    List<EncoderProgress> all = new ArrayList<>();
    ENCODER.encode(NETWORK, hurriedAfter(Integer.MAX_VALUE, all));
    int firstMet = 0;
    while (8 * 200 < all.get(firstMet).bitsPerWeight() * parameters()) {
      firstMet++;
    }
    List<EncoderProgress> heard = new ArrayList<>();
    EncodedNetwork encoded = ENCODER.encode(NETWORK, hurriedAfter(firstMet + 1, heard));
    assertEquals(firstMet + 1, heard.size());
    assertEquals(all.subList(0, firstMet + 1), heard);
    assertTrue(encoded.rounded().met());
    assertEquals(
        8.0 * encoded.stream().bytes() / parameters(), heard.get(firstMet).bitsPerWeight());
  }

  @Test
  void hurryFindsSomethingQuicklyWhereNothingMeetsTheTargetYet() {
    for (RateTarget target :
        List.of(
            new RateTarget.Bytes(200),
            new RateTarget.PsnrAtLeast(20),
            new RateTarget.Lambda(1e-4),
            new RateTarget.Bits(6),
            new RateTarget.BitsWithin(0.2))) {
      List<EncoderProgress> heard = new ArrayList<>();
      EncodedNetwork encoded =
          StreamEncoder.of(EncoderOptions.of(target)).encode(NETWORK, hurriedAfter(0, heard));
      assertTrue(encoded.rounded().met(), target.toString());
      assertTrue(heard.size() < 45, target + ": " + heard.size());
      assertTrue(
          List.of("round_to_nearest", "fixed_width").contains(encoded.rounded().how()),
          encoded.rounded().how());
    }
  }

  @Test
  void hurryAsksNoTuner() {
    RoundedWeights rounded = ENCODER.round(NETWORK, EncoderListener.none());
    StreamEncoder tuned =
        ENCODER.withTuner(
            (task, listener) -> {
              throw new AssertionError("the tuner was asked");
            });
    assertSame(rounded, tuned.tune(NETWORK, rounded, hurriedAfter(0, new ArrayList<>())));
  }

  private static int parameters() {
    return NETWORK.weights().architecture().parameters();
  }
}
