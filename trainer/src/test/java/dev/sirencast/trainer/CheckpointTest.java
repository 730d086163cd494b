package dev.sirencast.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.loss.TrainingLoss;
import dev.sirencast.trainer.loss.TrainingNoise;
import dev.sirencast.trainer.network.TrainingDevice;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckpointTest {
  private static final SirenArchitecture NETWORK = new SirenArchitecture(2, 12, 2, 3, 30, 30);
  private static final Signal SIGNAL = TestSignals.waves(3, 15, 10);
  private static final TrainingNoise NOISE = TrainingNoise.parse("gaussian:1e-4..3e-3+mask:1e-3");
  private static final TrainingOptions OPTIONS =
      TrainingOptions.defaults()
          .withSteps(23)
          .withBatchSize(40)
          .withTileSize(16)
          .withThreads(1)
          .withDevice(TrainingDevice.CPU)
          .withEmaDecay(0.9);

  static Stream<TrainingOptions> runs() {
    return Stream.of(
        OPTIONS,
        OPTIONS.withEngine(TrainingEngine.TORCH),
        OPTIONS.withLoss(TrainingLoss.moments(NOISE)).withEngine(TrainingEngine.TORCH),
        OPTIONS.withBatchSize(0).withEmaDecay(0),
        OPTIONS.withLoss(TrainingLoss.gradientNorm(0.01)),
        OPTIONS.withLoss(TrainingLoss.noiseAware(NOISE, true)),
        OPTIONS.withLoss(TrainingLoss.localReparameterization(NOISE.withRamp(0.5), 2)),
        OPTIONS.withLoss(TrainingLoss.moments(NOISE)).withSeeding(Seeding.FIRST_LAYER));
  }

  /** Keeps a checkpoint after every step, in its stored form. */
  private static final class Keeper implements TrainingListener {
    private final List<byte[]> kept = new ArrayList<>();

    @Override
    public boolean checkpointRequested() {
      return true;
    }

    @Override
    public void onCheckpoint(TrainingCheckpoint checkpoint) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try {
        checkpoint.writeTo(out);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      kept.add(out.toByteArray());
    }
  }

  private static TrainingCheckpoint read(byte[] bytes) throws IOException {
    return TrainingCheckpoint.readFrom(new ByteArrayInputStream(bytes));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void resumedRunsEndWithTheSameBits(TrainingOptions options) throws IOException {
    Keeper keeper = new Keeper();
    TrainingResult straight = SirenTrainer.train(SIGNAL, NETWORK, options, keeper);
    for (int step : new int[] {1, 7, 20}) {
      TrainingCheckpoint checkpoint = read(keeper.kept.get(step - 1));
      assertEquals(step, checkpoint.step());
      TrainingResult resumed =
          SirenTrainer.resume(SIGNAL, NETWORK, options, TrainingListener.none(), checkpoint);
      assertArrayEquals(straight.weights().toFlatArray(), resumed.weights().toFlatArray());
      assertEquals(straight.psnr(), resumed.psnr());
      assertEquals(straight.trainingLoss(), resumed.trainingLoss());
      assertEquals(options.steps(), resumed.steps());
    }
  }

  @Test
  void keepsTheStateWhenARunIsStopped() {
    Keeper keeper = new Keeper();
    TrainingListener stopping =
        new TrainingListener() {
          @Override
          public boolean stopRequested() {
            return true;
          }

          @Override
          public void onCheckpoint(TrainingCheckpoint checkpoint) {
            keeper.onCheckpoint(checkpoint);
          }
        };
    SirenTrainer.train(SIGNAL, NETWORK, OPTIONS, stopping);
    assertEquals(1, keeper.kept.size());
  }

  @Test
  void refusesTheCheckpointOfAnotherRun() throws IOException {
    Keeper keeper = new Keeper();
    SirenTrainer.train(SIGNAL, NETWORK, OPTIONS.withSteps(1), keeper);
    TrainingCheckpoint checkpoint = read(keeper.kept.get(0));
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                SirenTrainer.resume(
                    SIGNAL,
                    NETWORK,
                    OPTIONS.withSteps(1).withSeed(9),
                    TrainingListener.none(),
                    checkpoint));
    assertTrue(refused.getMessage().startsWith("the checkpoint is of another run ("));
  }

  @Test
  void refusesDamagedAndTruncatedCheckpoints() throws IOException {
    Keeper keeper = new Keeper();
    SirenArchitecture tiny = new SirenArchitecture(2, 2, 0, 3, 30, 30);
    SirenTrainer.train(SIGNAL, tiny, OPTIONS.withSteps(1), keeper);
    byte[] whole = keeper.kept.get(0);
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 4;
      assertThrows(IOException.class, () -> read(damaged), "byte " + i);
      byte[] truncated = Arrays.copyOf(whole, i);
      assertThrows(IOException.class, () -> read(truncated), "length " + i);
    }
  }
}
