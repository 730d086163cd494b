package dev.sirencast.trainer.rate;

import dev.sirencast.encoder.EncoderListener;
import dev.sirencast.encoder.EncoderProgress;
import dev.sirencast.encoder.EncoderProgress.Phase;
import dev.sirencast.encoder.SymbolTuner;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.TrainingEngine;
import dev.sirencast.trainer.network.TrainingDevice;
import java.util.List;
import java.util.Optional;

/**
 * Tunes symbols by training, for an encoder.
 *
 * @param steps gradient steps, 1 or more
 * @param engine what computes them
 * @param device where TORCH does
 * @param threads CPU threads, 0 for as many as are of use
 */
public record EngineTuner(int steps, TrainingEngine engine, TrainingDevice device, int threads)
    implements SymbolTuner {
  private static final int WIDE = 64;
  private static final int DEEP = 5;

  /** Checks the range. */
  public EngineTuner {
    if (steps < 1) {
      throw new IllegalArgumentException("tuning takes 1 step or more, got " + steps);
    }
  }

  /** A tuner on the engine that suits the machine. */
  public EngineTuner(int steps) {
    this(steps, TrainingEngine.AUTO, TrainingDevice.AUTO, 0);
  }

  @Override
  public Optional<List<QuantizedTensor>> tune(Task task, EncoderListener listener) {
    RateTuned tuned =
        RateTuner.tune(
            task.aim(),
            task.network().weights(),
            task.network().seeded(),
            task.rounded(),
            new RateBudget(task.bytes(), task.size(), task.psnr()),
            tuning(task.network().weights().architecture()),
            new Steps(listener));
    return tuned.met() ? Optional.of(tuned.tensors()) : Optional.empty();
  }

  /** Narrow networks bear larger steps. */
  private RateTuning tuning(SirenArchitecture architecture) {
    boolean wide = architecture.hiddenFeatures() > WIDE;
    boolean deep = architecture.hiddenLayers() >= DEEP;
    double rate = wide ? 5e-4 : deep ? 1e-3 : 2e-3;
    return RateTuning.defaults().on(engine, device, threads).with(steps, rate);
  }

  /** An encoder's listener told of training steps. */
  private record Steps(EncoderListener listener) implements RateTuningListener {
    @Override
    public boolean stopRequested() {
      return listener.isHurried();
    }

    @Override
    public void onProgress(RateTuningProgress progress) {
      listener.requireNotCancelled();
      listener.onProgress(
          new EncoderProgress(
              Phase.TUNING,
              progress.step(),
              progress.steps(),
              progress.bitsPerWeight(),
              progress.batchPsnr()));
    }
  }
}
