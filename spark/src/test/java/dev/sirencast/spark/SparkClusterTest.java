package dev.sirencast.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.batch.EngineSettings;
import dev.sirencast.batch.Task;
import dev.sirencast.batch.TaskEngine;
import dev.sirencast.batch.TaskEngines;
import dev.sirencast.batch.TaskOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine on processes of their own, which die. */
class SparkClusterTest {
  @TempDir private static Path home;
  private static StandaloneCluster cluster;
  private static TaskEngine engine;

  @BeforeAll
  static void open() throws Exception {
    cluster = new StandaloneCluster(home, 2);
    engine =
        TaskEngines.open(
            "spark",
            new EngineSettings(
                0,
                Map.of(
                    "master", cluster.master(),
                    "spark.sirencast.ship", "false",
                    "spark.driver.host", "127.0.0.1",
                    "spark.driver.bindAddress", "127.0.0.1",
                    "spark.executor.memory", "512m")));
  }

  @AfterAll
  static void close() throws Exception {
    if (engine != null) {
      engine.close();
    }
    cluster.close();
  }

  @Test
  void aTaskThatEndsItsWorkersFailsAlone() throws Exception {
    List<Task> tasks = new ArrayList<>(tasks("say", 6));
    tasks.set(2, new Task("halt 0", 1, 0));
    Heard heard = new Heard();
    engine.run(TestKind.NAME, tasks, heard);
    assertEquals(6, heard.ended.size());
    assertEquals(5, heard.ended.values().stream().filter(TaskOutcome::isDone).count());
    assertTrue(
        heard.ended.get(2).line().startsWith("given up after 4 tries: "), heard.ended.toString());
  }

  @Test
  void aDeadWorkerCostsNothingButTime() throws Exception {
    List<Task> tasks = tasks("wait 300", 10);
    Heard heard =
        new Heard() {
          @Override
          public void onEnded(int task, TaskOutcome outcome) {
            super.onEnded(task, outcome);
            if (ended.size() == 3) {
              cluster.kill(0);
            }
          }
        };
    engine.run(TestKind.NAME, tasks, heard);
    Heard local = new Heard();
    try (TaskEngine one = TaskEngines.open("local", new EngineSettings(1, Map.of()))) {
      one.run(TestKind.NAME, tasks, local);
    }
    assertEquals(local.ended, heard.ended);
  }

  private static List<Task> tasks(String what, int count) {
    return IntStream.range(0, count).mapToObj(i -> new Task(what + " " + i, 1, 0)).toList();
  }
}
