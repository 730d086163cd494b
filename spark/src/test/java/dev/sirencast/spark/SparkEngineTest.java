package dev.sirencast.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.batch.EngineException;
import dev.sirencast.batch.EngineSettings;
import dev.sirencast.batch.Task;
import dev.sirencast.batch.TaskEngine;
import dev.sirencast.batch.TaskEngines;
import dev.sirencast.batch.TaskOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine on threads of this process: Spark's {@code local[2]}. */
class SparkEngineTest {
  private static TaskEngine engine;

  @BeforeAll
  static void open() throws EngineException {
    engine = TaskEngines.open("spark", new EngineSettings(2, Map.of()));
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  private static List<Task> tasks(String... lines) {
    return List.of(lines).stream().map(line -> new Task(line, 1, 0)).toList();
  }

  @Test
  void givesWhatTheLocalEngineGives() throws Exception {
    List<Task> tasks =
        IntStream.range(0, 40)
            .mapToObj(i -> new Task(i % 7 == 3 ? "fail " + i : "say " + i, 1, 0))
            .toList();
    Heard spark = new Heard();
    engine.run(TestKind.NAME, tasks, spark);
    Heard local = new Heard();
    try (TaskEngine one = TaskEngines.open("local", new EngineSettings(1, Map.of()))) {
      one.run(TestKind.NAME, tasks, local);
    }
    assertEquals(local.ended, spark.ended);
    assertEquals(TaskOutcome.failed("cannot do 3"), spark.ended.get(3));
    assertEquals(40, spark.ended.size());
  }

  @Test
  void aKindThatNobodyKnowsFailsByItsName() throws Exception {
    Heard heard = new Heard();
    engine.run("nothing", tasks("say 1"), heard);
    assertTrue(heard.ended.get(0).line().contains("no kind of tasks 'nothing'"));
  }

  @Test
  void endsEarlyAndKeepsWhatIsDone() throws Exception {
    Heard heard =
        new Heard() {
          @Override
          public boolean isCancelled() {
            return !ended.isEmpty();
          }
        };
    engine.run(TestKind.NAME, tasks("say 1", "wait 60000", "wait 60000", "say 4"), heard);
    assertEquals(Set.of(0), heard.ended.keySet());
    Heard next = new Heard();
    engine.run(TestKind.NAME, tasks("say 1"), next);
    assertEquals(Set.of(0), next.ended.keySet());
  }

  @Test
  void keepsRowsAsParquet(@TempDir Path folder) throws Exception {
    engine.keep(
        List.of(
            "{\"input\":\"a\u00e9.png\",\"bytes\":12,\"psnr_db\":31,\"done\":true}",
            "{\"input\":\"b.png\",\"psnr_db\":30.5,\"error\":null,\"bytes\":4294967296}",
            "{\"input\":\"c.png\",\"error\":\"cannot be read\"}"),
        folder);
    List<String> rows = new ArrayList<>();
    try (ParquetReader<Group> reader =
        ParquetReader.builder(
                new GroupReadSupport(),
                new org.apache.hadoop.fs.Path(folder.resolve("results.parquet").toUri()))
            .build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        rows.add(row.toString().replace('\n', ' ').strip());
      }
    }
    assertEquals(
        List.of(
            "input: a\u00e9.png bytes: 12 psnr_db: 31.0 done: true",
            "input: b.png bytes: 4294967296 psnr_db: 30.5",
            "input: c.png error: cannot be read"),
        rows);
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void refusesWhatIsNoOptionOfSparks() {
    EngineException e =
        assertThrows(
            EngineException.class,
            () ->
                TaskEngines.open("spark", new EngineSettings(0, Map.of("executor.memory", "4g"))));
    assertEquals(
        "the engine 'spark' has no option 'executor.memory'; expected spark.NAME=VALUE",
        e.getMessage());
  }
}
