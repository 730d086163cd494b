package dev.sirencast.cli.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.batch.EngineSettings;
import dev.sirencast.batch.TaskEngine;
import dev.sirencast.batch.TaskEngines;
import dev.sirencast.cli.Main;
import dev.sirencast.cli.Streams;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.StatedWords;
import dev.sirencast.simulation.Experiment;
import dev.sirencast.simulation.SimulationPoint;
import dev.sirencast.simulation.TrialStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Trials by tasks, as an engine's workers make them. */
class EngineTrialsTest {
  @TempDir Path directory;
  private List<String> words;
  private Experiment experiment;

  @BeforeEach
  void readCommand() throws Exception {
    Path stream = Streams.write(Streams.small(0), directory.resolve("a.siren"));
    Path trace = Files.writeString(directory.resolve("fates"), "");
    ParseResult result =
        Main.commandLine(System.out, System.err)
            .parseArgs(
                "simulate",
                stream.toString(),
                "--channel=loss(20%); ber(1e-4)",
                "--weights",
                "gauss(sigma=1e-3)",
                "--sweep",
                "ber=1e-5..1e-3:3",
                "--reference",
                Streams.REFERENCE.toString(),
                "--seed=5",
                "--trials=7",
                "--quiet",
                "--json",
                "--csv",
                trace.toString())
            .subcommand();
    words = StatedWords.of(result, CommandSpec.forAnnotatedObject(new ExperimentOptions()));
    experiment = ((SimulateCommand) result.commandSpec().userObject()).experiment();
  }

  @Test
  void giveTheSameNumbersAsThreads() throws Exception {
    List<SimulationPoint> threads = experiment.run(2, TrialStore.NONE, Experiment.Watch.NONE);
    try (TaskEngine engine = TaskEngines.open("local", new EngineSettings(2, java.util.Map.of()))) {
      List<SimulationPoint> tasks =
          experiment.run(
              new EngineTrials(engine, words, ExperimentDigest.of(experiment)),
              TrialStore.NONE,
              Experiment.Watch.NONE);
      assertEquals(3, tasks.size());
      for (int i = 0; i < tasks.size(); i++) {
        assertEquals(told(threads.get(i)), told(tasks.get(i)));
      }
    }
  }

  /** All that is kept of a point's trials. */
  private static List<String> told(SimulationPoint point) {
    return point.trials().stream()
        .map(
            trial -> {
              ObjectNode json = Json.object();
              TrialJson.add(json, trial);
              return json.toString();
            })
        .toList();
  }

  @Test
  void refuseAnotherExperiment() throws Exception {
    try (TaskEngine engine = TaskEngines.open("local", EngineSettings.DEFAULTS)) {
      CommandException e =
          assertThrows(
              CommandException.class,
              () ->
                  experiment.run(
                      new EngineTrials(engine, words, "another"),
                      TrialStore.NONE,
                      Experiment.Watch.NONE));
      assertTrue(e.getMessage().contains("other streams"), e.getMessage());
    }
  }

  /**
   * On one thread: of two tasks the second may be done first, and then nothing is without a gap.
   */
  @Test
  void endEarlyWithWhatIsDone() throws Exception {
    try (TaskEngine engine = TaskEngines.open("local", new EngineSettings(1, java.util.Map.of()))) {
      List<SimulationPoint> some =
          experiment.run(
              new EngineTrials(engine, words, ExperimentDigest.of(experiment)),
              TrialStore.NONE,
              (done, of) -> done < 4);
      int trials = some.stream().mapToInt(point -> point.trials().size()).sum();
      assertTrue(trials >= 1 && trials < experiment.trials(), "trials " + trials);
    }
  }

  @Test
  void wordsMeanTheSameInAnyFolder() {
    assertEquals("simulate", words.get(0));
    assertTrue(Path.of(words.get(words.size() - 1)).isAbsolute());
    assertTrue(words.contains("loss(20%); ber(1e-4)"));
    assertTrue(
        !words.contains("--csv") && !words.contains("--trials") && !words.contains("--json"));
  }
}
