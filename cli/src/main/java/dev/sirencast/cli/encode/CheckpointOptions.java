package dev.sirencast.cli.encode;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.Writes;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.cli.options.OutputFile;
import dev.sirencast.media.FileReplacement;
import dev.sirencast.trainer.TrainingCheckpoint;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a training run's state is kept, on the command line. */
@Grouped(OptionGroup.TRAINING)
final class CheckpointOptions {
  private static final int MAX_SECONDS = 1_000_000;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "Keep the training's state here, every so often and when it is interrupted.")
  @Writes
  private @Nullable Path file;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How often (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--resume",
      description =
          "Go on from the checkpoint, to the same bits as without the interruption; start anew"
              + " where there is none yet.")
  private boolean resume;

  /** Whether checkpoints are kept. */
  boolean isUsed() {
    return file != null;
  }

  /** Checks the options before any long work begins. */
  void check() {
    if (file == null) {
      if (resume) {
        throw CommandException.usage("--resume needs --checkpoint FILE", null);
      }
      return;
    }
    if (seconds < 1 || seconds > MAX_SECONDS) {
      throw CommandException.usage(
          "--checkpoint-every must be 1 to " + MAX_SECONDS + " seconds, got " + seconds, null);
    }
    OutputFile.requireWritable(file);
  }

  /** The checkpoint to go on from, if there is one. */
  Optional<TrainingCheckpoint> saved() throws IOException {
    if (file == null || !resume) {
      return Optional.empty();
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return Optional.of(TrainingCheckpoint.readFrom(in));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw CommandException.failure(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Returns what keeps this run's checkpoints.
   *
   * @param warn told once where they cannot be written: the training is worth more than they are
   */
  Keeper keeper(Consumer<String> warn) {
    return new Keeper(file, seconds * 1_000_000_000L, warn);
  }

  /** Writes checkpoints, not more often than it was asked to. */
  static final class Keeper {
    private final @Nullable Path file;
    private final long interval;
    private final Consumer<String> warn;
    private long last = System.nanoTime();
    private boolean isFailing;

    private Keeper(@Nullable Path file, long interval, Consumer<String> warn) {
      this.file = file;
      this.interval = interval;
      this.warn = warn;
    }

    /** Keeps none. */
    static Keeper none() {
      return new Keeper(null, 0, line -> {});
    }

    boolean isDue() {
      return file != null && System.nanoTime() - last >= interval;
    }

    void keep(TrainingCheckpoint checkpoint) {
      if (file == null) {
        return;
      }
      try {
        FileReplacement.write(file, checkpoint::writeTo);
        isFailing = false;
      } catch (IOException e) {
        if (!isFailing) {
          warn.accept(e.getMessage() + "; the training goes on, and this checkpoint is not kept");
        }
        isFailing = true;
      }
      last = System.nanoTime();
    }
  }
}
