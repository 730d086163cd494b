package dev.sirencast.spark;

import dev.sirencast.batch.TaskListener;
import dev.sirencast.batch.TaskOutcome;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a listener heard; an end that is told twice is an error. */
class Heard implements TaskListener {
  final Set<Integer> started = new TreeSet<>();
  final Map<Integer, TaskOutcome> ended = new TreeMap<>();

  @Override
  public void onStarted(int task) {
    started.add(task);
  }

  @Override
  public void onEnded(int task, TaskOutcome outcome) {
    if (ended.put(task, outcome) != null) {
      throw new AssertionError("task " + task + " has ended before");
    }
  }
}
