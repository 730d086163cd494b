package dev.sirencast.cli.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.cli.base.Console;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.media.TestCard;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.TrainingOptions;
import dev.sirencast.trainer.TrainingResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CheckpointOptionsTest {
  @TempDir Path directory;

  private static ProgressDisplay display() {
    ConsoleCommand command =
        new ConsoleCommand() {
          @Override
          public Integer call() {
            return 0;
          }
        };
    command.attach(new Console(System.out, System.err, System.out));
    return command.progress("training", 20, "steps");
  }

  @Test
  void oneThatCannotBeWrittenIsAWarningAndTheTrainingGoesOn() {
    Path file = directory.resolve("gone/o.check");
    CheckpointOptions options =
        CommandLine.populateCommand(
            new CheckpointOptions(), "--checkpoint", file.toString(), "--checkpoint-every", "0");
    List<String> warnings = new ArrayList<>();
    TrainingResult result =
        Training.run(
            TestCard.create(12, 8),
            new SirenArchitecture(2, 8, 1, 3, 30, 30),
            TrainingOptions.defaults().withSteps(20),
            () -> false,
            display(),
            Optional.empty(),
            options.keeper(warnings::add));
    assertEquals(20, result.steps());
    assertEquals(1, warnings.size());
    assertTrue(warnings.get(0).startsWith(file + ": cannot be written"), warnings.get(0));
  }
}
