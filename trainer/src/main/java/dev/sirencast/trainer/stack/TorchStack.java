package dev.sirencast.trainer.stack;

import ai.djl.ndarray.NDManager;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.cpu.FitHooks;
import dev.sirencast.trainer.cpu.FitOptions;
import dev.sirencast.trainer.cpu.TrainingPoints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/** Networks in batches, those together whose points lie on the same grid. */
final class TorchStack implements NetworkStack {
  private final List<StackTraining> batches;

  /** By batch: the numbers of its networks in this stack, rising. */
  private final List<int[]> members;

  private final int size;

  private TorchStack(List<StackTraining> batches, List<int[]> members) {
    this.batches = batches;
    this.members = members;
    this.size = members.stream().mapToInt(of -> of.length).sum();
  }

  static TorchStack begin(
      NDManager manager,
      SirenArchitecture architecture,
      float[] initial,
      List<TrainingPoints> points) {
    List<List<Integer>> grids = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      gridOf(points, i, grids).add(i);
    }
    List<StackTraining> batches = new ArrayList<>();
    List<int[]> members = new ArrayList<>();
    for (List<Integer> grid : grids) {
      List<TrainingPoints> own = grid.stream().map(points::get).toList();
      batches.add(StackTraining.begin(manager, architecture, initial, own));
      members.add(grid.stream().mapToInt(Integer::intValue).toArray());
    }
    return new TorchStack(batches, members);
  }

  /** Those of the same grid as the i-th, which are few: patches are of nearly equal size. */
  private static List<Integer> gridOf(
      List<TrainingPoints> points, int i, List<List<Integer>> grids) {
    for (List<Integer> grid : grids) {
      if (points.get(grid.get(0)).sharesGrid(points.get(i))) {
        return grid;
      }
    }
    List<Integer> grid = new ArrayList<>();
    grids.add(grid);
    return grid;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void fit(
      FitOptions options, IntFunction<FitHooks> hooks, int end, BooleanSupplier cancelled) {
    StackTraining.requireFullBatch(options);
    for (int i = 0; i < size; i++) {
      if (!hooks.apply(i).equals(FitHooks.NONE)) {
        throw new IllegalArgumentException("stacks on the tensor engine know no hooks");
      }
    }
    batches.forEach(batch -> batch.fit(options, end, cancelled));
  }

  @Override
  public double[] squaredErrors() {
    double[] errors = new double[size];
    for (int b = 0; b < batches.size(); b++) {
      float[] own = batches.get(b).squaredErrors();
      for (int i = 0; i < own.length; i++) {
        if (!Float.isFinite(own[i])) {
          throw new ArithmeticException("training failed: an error is " + own[i]);
        }
        errors[members.get(b)[i]] = own[i];
      }
    }
    return errors;
  }

  @Override
  public double[] squaredErrors(IntFunction<FitHooks> hooks, int step) {
    throw new IllegalArgumentException("stacks on the tensor engine know no hooks");
  }

  @Override
  public float[][] weights() {
    float[][] weights = new float[size][];
    for (int b = 0; b < batches.size(); b++) {
      int[] own = members.get(b);
      float[] all = batches.get(b).weights();
      int length = all.length / own.length;
      for (int i = 0; i < own.length; i++) {
        weights[own[i]] = Arrays.copyOfRange(all, i * length, (i + 1) * length);
      }
    }
    return weights;
  }

  @Override
  public NetworkStack only(int... chosen) {
    List<StackTraining> others = new ArrayList<>();
    List<int[]> numbers = new ArrayList<>();
    for (int b = 0; b < batches.size(); b++) {
      int[] own = members.get(b);
      int[] here = Arrays.stream(chosen).filter(i -> Arrays.binarySearch(own, i) >= 0).toArray();
      if (here.length > 0) {
        int[] rows = Arrays.stream(here).map(i -> Arrays.binarySearch(own, i)).toArray();
        others.add(batches.get(b).only(rows));
        numbers.add(Arrays.stream(here).map(i -> Arrays.binarySearch(chosen, i)).toArray());
      }
    }
    return new TorchStack(others, numbers);
  }

  @Override
  public void close() {
    batches.forEach(StackTraining::close);
  }
}
