package dev.sirencast.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.trainer.engine.CosineSchedule;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void rateFallsFromTheStartToZeroJustBehindTheLastStep() {
    CosineSchedule schedule = new CosineSchedule(3e-4, 1000);
    assertEquals(3e-4, schedule.rate(0));
    assertEquals(1.5e-4, schedule.rate(500), 1e-18);
    assertEquals(3e-4 * Math.pow(Math.sin(Math.PI / 2000), 2), schedule.rate(999), 1e-18);
    assertEquals(0, schedule.rate(1000), 1e-18);
  }

  @Test
  void onlyStepHasTheFullRate() {
    assertEquals(0.1, new CosineSchedule(0.1, 1).rate(0));
  }

  @Test
  void evaluatesTwentyTimesWhereItIsCheap() {
    EvaluationSchedule schedule = EvaluationSchedule.of(1000, 1000, 1000);
    assertEquals(50, schedule.interval());
    assertTrue(schedule.isDue(1000));
    assertFalse(schedule.isDue(999));
  }

  @Test
  void evaluatesLessOftenWhereTheGridIsLargeAgainstTheBatch() {
    // A grid of 192 batches costs 64 steps; at six per cent that is one evaluation in 1,067 steps.
    assertEquals(1067, EvaluationSchedule.of(5000, 393_216, 2048).interval());
    assertEquals(Integer.MAX_VALUE, EvaluationSchedule.of(10, 1 << 30, 1).interval());
  }
}
