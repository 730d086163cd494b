package dev.sirencast.trainer;

import dev.sirencast.signal.Sha256;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * What decides the bits of a training run: signal, network, engine and options, but for those that
 * only decide when it ends or on which device it is computed.
 *
 * @param text all of it in words
 */
record RunIdentity(String text) {

  static RunIdentity of(
      Signal signal,
      SirenArchitecture architecture,
      TrainingOptions options,
      TrainingEngine engine) {
    return new RunIdentity(
        "signal "
            + digest(signal)
            + ", network "
            + architecture
            + " of omega0 "
            + architecture.omega0First()
            + ", "
            + architecture.omega0Hidden()
            + ", "
            + architecture.omega0Last()
            + ", loss "
            + options.loss()
            + ", "
            + options.steps()
            + " steps at "
            + options.learningRate()
            + ", batch "
            + options.batchSize()
            + ", tile "
            + options.tileSize()
            + ", seed "
            + options.seed()
            + ", seeding "
            + options.seeding()
            + ", averaging "
            + options.emaDecay()
            + ", initial weights times "
            + options.initialScale().first()
            + " and "
            + options.initialScale().hidden()
            + ", engine "
            + engine.label());
  }

  private static String digest(Signal signal) {
    float[] samples = signal.toArray();
    ByteBuffer bytes = ByteBuffer.allocate(4 * samples.length);
    bytes.asFloatBuffer().put(samples);
    byte[] digest = Sha256.create().digest(bytes.array());
    return signal.grid() + " " + HexFormat.of().formatHex(digest, 0, 8);
  }

  /** Checks that a checkpoint is of this run. */
  void require(RunIdentity other) {
    if (!equals(other)) {
      throw new IllegalArgumentException(
          "the checkpoint is of another run (" + other.text + "), this is " + text);
    }
  }
}
