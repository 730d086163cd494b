package dev.sirencast.cli.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.batch.TaskContext;
import dev.sirencast.batch.TaskException;
import dev.sirencast.cli.base.Json;
import dev.sirencast.simulation.Experiment;
import dev.sirencast.simulation.Simulation.Trial;
import dev.sirencast.simulation.ThreadedTrials;
import dev.sirencast.simulation.TrialMaker;
import dev.sirencast.simulation.TrialPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Some trials of an experiment, as they travel to where they are made.
 *
 * @param words the command whose experiment it is; its files are there too
 * @param digest what the experiment has to be, by {@link ExperimentDigest}
 * @param places the trials
 */
public record TrialTask(List<String> words, String digest, List<TrialPlace> places) {
  /** What engines call such tasks. */
  public static final String KIND = "simulate";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Copies the lists. */
  public TrialTask {
    words = List.copyOf(words);
    places = List.copyOf(places);
  }

  /**
   * An experiment, and what tells it from others.
   *
   * @param experiment what trials are made of
   * @param digest by {@link ExperimentDigest}
   */
  public record Known(Experiment experiment, String digest) {
    /** Digests an experiment. */
    public static Known of(Experiment experiment) {
      return new Known(experiment, ExperimentDigest.of(experiment));
    }
  }

  /** Makes the experiment of a command's words, or has it. */
  @FunctionalInterface
  public interface Experiments {
    /**
     * The experiment.
     *
     * @throws TaskException if its files cannot be read here
     */
    Known of(List<String> words) throws TaskException;
  }

  /**
   * Reads a task's line.
   *
   * @throws TaskException if it is none
   */
  public static TrialTask parse(String line) throws TaskException {
    try {
      JsonNode json = MAPPER.readTree(line);
      List<String> words = new ArrayList<>();
      json.path("words").forEach(word -> words.add(word.asText()));
      List<TrialPlace> places = new ArrayList<>();
      JsonNode trials = json.required("trials");
      for (int i = 0; i + 1 < trials.size(); i += 2) {
        places.add(new TrialPlace(trials.get(i).asInt(), trials.get(i + 1).asInt()));
      }
      return new TrialTask(words, json.required("digest").asText(), places);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new TaskException("not a task of " + KIND + ": " + line, e);
    }
  }

  /** The task's line. */
  String line() {
    ObjectNode json = Json.object();
    words.forEach(json.putArray("words")::add);
    json.put("digest", digest);
    ArrayNode trials = json.putArray("trials");
    places.forEach(place -> trials.add(place.cell()).add(place.number()));
    return json.toString();
  }

  /**
   * Makes the trials.
   *
   * @return a line for {@link #results}
   * @throws TaskException if the experiment is not the same here, or is not wanted any more
   */
  public String run(Experiments experiments, TaskContext context) throws TaskException {
    Known known = experiments.of(words);
    if (!known.digest().equals(digest)) {
      throw new TaskException("a worker sees other streams, or another original, by these names");
    }
    Experiment experiment = known.experiment();
    AtomicReferenceArray<@Nullable Trial> made = new AtomicReferenceArray<>(places.size());
    new ThreadedTrials(experiment.cells(), experiment.seed(), context.threads())
        .make(
            places,
            new TrialMaker.Takes() {
              @Override
              public boolean more() {
                return !context.isCancelled();
              }

              @Override
              public void take(int index, Trial trial) {
                made.set(index, trial);
              }
            });
    ObjectNode json = Json.object();
    ArrayNode trials = json.putArray("trials");
    for (int i = 0; i < places.size(); i++) {
      Trial trial = made.get(i);
      if (trial == null) {
        throw new TaskException("cancelled");
      }
      TrialJson.add(trials.addObject(), trial);
    }
    return json.toString();
  }

  /**
   * Reads what a task gave: its trials in their order.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static List<Trial> results(String line) {
    try {
      List<Trial> trials = new ArrayList<>();
      MAPPER
          .readTree(line)
          .path("trials")
          .forEach(trial -> trials.add(TrialJson.parse(trial).orElseThrow()));
      return trials;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not what trials gave: " + line, e);
    }
  }
}
