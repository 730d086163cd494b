package dev.sirencast.trainer.cpu;

import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.engine.NoisePool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One thread's memory for a tile's way through a network whose weights are random, and back.
 *
 * <p>In the first {@code drawn} layers the noise of a layer's weights adds a normal deviate e of
 * variance {@code s^2 = -2 t} ({@link RandomLayer}) to each pre-activation of each point (Kingma,
 * Salimans and Welling, "Variational Dropout and the Local Reparameterization Trick", 2015): {@code
 * Z = W H + b + s e}, {@code dL/dt = -D e / s}. Noise in proportion to the weights would take a
 * matrix product more to tell each point's s; it differs little from point to point, so that s of
 * all layers but the first comes of the mean of the squared inputs over the tile.
 *
 * <p>In the layers after these, mean and variance of every activation follow from those of the
 * layer before, in closed form ({@link Elements#damp}); at the end stands the expected squared
 * error {@code |z - t|^2 + s^2}.
 *
 * @param <B> the kernel's buffers
 */
final class NoisyTile<B> implements TileWorker {
  private final TrainingKernel<B> kernel;
  private final NoisyNetwork network;
  private final int last;
  private final Broadcasts<B> broadcasts;
  private final RandomLayer masked;
  private final LayerGradient maskedMeans;
  private final LayerGradient maskedSpreads;

  /** Mean, and variance, of each layer's inputs. */
  private final List<B> means = new ArrayList<>();

  private final List<B> variances = new ArrayList<>();

  /** u of each layer; the means of its rows where those stand for it. */
  private final List<B> spreadInputs = new ArrayList<>();

  private final double[][] pooledInputs;

  /** By the layers' rows: cosines and then deltas, t and what replaces it, deviates, dL/dt. */
  private final List<B> deltas = new ArrayList<>();

  private final List<B> spreads = new ArrayList<>();
  private final List<B> deviates = new ArrayList<>();
  private final List<B> bySpreads = new ArrayList<>();
  private final B below;
  private final B byVariance;
  private final B rows;
  private final B through;
  private final B outThrough;
  private final B sum;
  private final B valid;
  private final B targets;
  private final float[] values;
  private final float[] ones;
  private final float[] minusOnes;

  NoisyTile(TrainingKernel<B> kernel, SirenArchitecture architecture, NoisyNetwork network) {
    this.kernel = kernel;
    this.network = network;
    this.last = architecture.layers() - 1;
    this.broadcasts = new Broadcasts<>(kernel);
    this.masked = RandomLayer.of(architecture)[0];
    this.maskedMeans = kernel.gradient(masked.rows, masked.columns);
    this.maskedSpreads = kernel.gradient(masked.rows, masked.columns);
    this.pooledInputs = new double[last + 1][];
    int features = architecture.hiddenFeatures();
    int points = kernel.tilePoints(features);
    for (int l = 0; l <= last; l++) {
      means.add(kernel.buffer(architecture.columns(l), points));
      variances.add(kernel.buffer(architecture.columns(l), points));
      spreadInputs.add(kernel.buffer(architecture.columns(l), points));
      deltas.add(kernel.buffer(architecture.rows(l), points));
      spreads.add(kernel.buffer(architecture.rows(l), points));
      deviates.add(kernel.buffer(architecture.rows(l), points));
      bySpreads.add(kernel.buffer(architecture.rows(l), points));
      pooledInputs[l] = new double[architecture.columns(l)];
    }
    below = kernel.buffer(features, points);
    byVariance = kernel.buffer(features, points);
    rows = kernel.buffer(features, points);
    through = kernel.buffer(features, points);
    outThrough = kernel.buffer(architecture.outputs(), points);
    sum = kernel.buffer(1, points);
    valid = kernel.buffer(1, points);
    targets = kernel.buffer(architecture.outputs(), points);
    values = new float[points];
    ones = new float[points];
    Arrays.fill(ones, 1f);
    minusOnes = new float[points];
    Arrays.fill(minusOnes, -1f);
  }

  @Override
  public double add(
      TrainingPoints points, int tile, int first, int count, LayerGradient @Nullable [] sums) {
    SplittableRandom random = new SplittableRandom(network.seed(tile));
    double error = 0;
    for (int pair = 0; pair < network.pairs(); pair++) {
      float[] mask = network.firstLayerMask(random);
      if (mask != null) {
        network.packMasked(masked, mask);
      }
      long seed = random.nextLong();
      for (int sign = 1; sign >= network.lastSign(); sign -= 2) {
        load(points, first, count);
        error += forward(new SplittableRandom(seed), sign, mask != null, count);
        if (sums != null) {
          backward(sums, sign, mask, count);
        }
      }
    }
    return error;
  }

  private void load(TrainingPoints points, int first, int count) {
    for (int axis = 0; axis < points.inputs(); axis++) {
      kernel.load(points.coordinates(axis), first, count, means.get(0), axis);
    }
    for (int c = 0; c < points.outputs(); c++) {
      kernel.load(points.targets(c), first, count, targets, c);
    }
  }

  private RandomLayer layer(int l, boolean isMasked) {
    return l == 0 && isMasked ? masked : network.layer(l);
  }

  private boolean isDrawn(int l) {
    return l < network.drawn();
  }

  /** Whether a layer's inputs have a variance. */
  private boolean varies(int l) {
    return l > network.drawn() && network.isRandom(l - 1);
  }

  /** Returns the expected squared error, given what is drawn. */
  private double forward(SplittableRandom random, int sign, boolean isMasked, int count) {
    for (int l = 0; l < last; l++) {
      RandomLayer layer = layer(l, isMasked);
      B z = means.get(l + 1);
      kernel.affine(layer.means, means.get(l), z, count);
      if (network.isRandom(l)) {
        spread(l, layer, count);
        if (isDrawn(l)) {
          draw(l, layer, random, count);
          float turns = (float) (sign / (2 * Math.PI));
          Elements.disturb(
              kernel.arrays(spreads.get(l)),
              kernel.arrays(deviates.get(l)),
              turns,
              kernel.arrays(z));
        }
      }
      kernel.sinCos(z, deltas.get(l), count);
      if (network.isRandom(l) && !isDrawn(l)) {
        Elements.damp(
            kernel.arrays(spreads.get(l)),
            kernel.arrays(z),
            kernel.arrays(deltas.get(l)),
            kernel.arrays(variances.get(l + 1)));
      }
    }
    RandomLayer layer = layer(last, isMasked);
    kernel.affine(layer.means, means.get(last), deltas.get(last), count);
    double error = kernel.residual(deltas.get(last), targets, count);
    if (network.isRandom(last)) {
      spread(last, layer, count);
      for (int r = 0; r < layer.rows; r++) {
        error -= 2 * rowSum(spreads.get(last), r, count);
      }
    }
    return error;
  }

  private double rowSum(B buffer, int row, int count) {
    kernel.store(buffer, row, count, values, 0, 1);
    double total = 0;
    for (int p = 0; p < count; p++) {
      total += values[p];
    }
    return total;
  }

  private void draw(int l, RandomLayer layer, SplittableRandom random, int count) {
    int place = NoisePool.place(random);
    for (int r = 0; r < layer.rows; r++) {
      kernel.load(network.deviates(), place + r * count, count, deviates.get(l), r);
    }
  }

  /** Sets t of a layer. */
  private void spread(int l, RandomLayer layer, int count) {
    float[][] m = kernel.arrays(means.get(l));
    float[][] v = kernel.arrays(variances.get(l));
    B t = spreads.get(l);
    boolean additive = layer.noise().weightAdditive() > 0;
    if (additive) {
      B squares = l == 0 ? spreadInputs.get(0) : rows;
      boolean both = varies(l) && layer.isMultiplicative();
      Elements.squarePlus(m, both ? v : m, both ? 1 : 0, kernel.arrays(squares));
      broadcasts.sum(squares, layer.columns, sum, count);
      Elements.scale(kernel.arrays(sum), (float) (-0.5 * layer.noise().weightAdditive()));
    } else {
      Elements.clear(kernel.arrays(sum));
    }
    if (!hasInputs(l, layer)) {
      broadcasts.spread(sum, layer.rows, layer.spread.biases, t, count);
      return;
    }
    B u = inputs(l, layer);
    if (isPooled(l)) {
      broadcasts.spread(sum, layer.rows, pooled(l, layer, u, count), t, count);
      return;
    }
    kernel.affine(layer.spread, u, t, count);
    if (additive) {
      B added = l == last ? outThrough : through;
      broadcasts.spread(sum, layer.rows, added, count);
      Elements.add(kernel.arrays(t), kernel.arrays(added));
    }
  }

  /** Whether u is not 0. */
  private boolean hasInputs(int l, RandomLayer layer) {
    return layer.isMultiplicative() || varies(l);
  }

  private boolean isPooled(int l) {
    return isDrawn(l) && l > 0;
  }

  private B inputs(int l, RandomLayer layer) {
    if (!layer.isMultiplicative()) {
      return variances.get(l);
    }
    float[][] m = kernel.arrays(means.get(l));
    float[][] v = varies(l) ? kernel.arrays(variances.get(l)) : m;
    float carried = varies(l) ? layer.carried() : 0;
    Elements.squarePlus(m, v, carried, kernel.arrays(spreadInputs.get(l)));
    return spreadInputs.get(l);
  }

  /** Sets the means of u's rows, and returns {@code S u + c} of them. */
  private float[] pooled(int l, RandomLayer layer, B u, int count) {
    double[] pooled = pooledInputs[l];
    for (int c = 0; c < layer.columns; c++) {
      pooled[c] = rowSum(u, c, count) / count;
    }
    float[] t = new float[layer.rows];
    for (int r = 0; r < layer.rows; r++) {
      double total = layer.spread.biases[r];
      for (int c = 0; c < layer.columns; c++) {
        total += layer.spreads[r * layer.columns + c] * pooled[c];
      }
      t[r] = (float) total;
    }
    return t;
  }

  private void backward(LayerGradient[] sums, int sign, float @Nullable [] mask, int count) {
    if (network.isRandom(last)) {
      for (int r = 0; r < network.layer(last).rows; r++) {
        kernel.load(minusOnes, 0, count, bySpreads.get(last), r);
      }
    }
    for (int l = last; l > 0; l--) {
      backward(l, sums[l], sums[last + 1 + l], count);
      beforeSine(l - 1, sign);
    }
    if (mask == null) {
      addGradients(0, network.layer(0), sums[0], sums[last + 1], count);
      return;
    }
    maskedMeans.clear();
    maskedSpreads.clear();
    addGradients(0, masked, maskedMeans, maskedSpreads, count);
    kernel.finish(maskedMeans);
    kernel.finish(maskedSpreads);
    sums[0].addMasked(maskedMeans, mask);
    sums[last + 1].addMasked(maskedSpreads, mask);
  }

  /** Adds a layer's gradients, and sets those by its inputs' means and variances. */
  private void backward(int l, LayerGradient byMeans, LayerGradient bySpread, int count) {
    RandomLayer layer = network.layer(l);
    double[] pooled = addGradients(l, layer, byMeans, bySpread, count);
    kernel.affine(layer.back, deltas.get(l), below, count);
    if (!network.isRandom(l)) {
      return;
    }
    boolean additive = layer.noise().weightAdditive() > 0;
    if (additive) {
      broadcasts.sum(bySpreads.get(l), layer.rows, sum, count);
      Elements.scale(kernel.arrays(sum), (float) -layer.noise().weightAdditive());
    } else {
      Elements.clear(kernel.arrays(sum));
    }
    if (pooled.length > 0) {
      kernel.load(ones, 0, count, valid, 0);
      broadcasts.outer(throughPooled(layer, pooled, count), valid, through, count);
      addToMeans(l, through);
    }
    broadcasts.spread(sum, layer.columns, rows, count);
    if (!hasInputs(l, layer) || pooled.length > 0) {
      addToMeans(l, rows);
      return;
    }
    kernel.affine(layer.doubled, bySpreads.get(l), byVariance, count);
    if (layer.isMultiplicative()) {
      // m has a part of both, v of both with what it is carried by.
      addToMeans(l, byVariance);
      addToMeans(l, rows);
      Elements.scaleAndAdd(kernel.arrays(byVariance), layer.carried(), kernel.arrays(rows));
    } else {
      addToMeans(l, rows);
    }
  }

  private void addToMeans(int l, B factor) {
    Elements.addProduct(kernel.arrays(below), kernel.arrays(means.get(l)), kernel.arrays(factor));
  }

  /** Returns 2 dL/du of the means over the points, for each point. */
  private static float[] throughPooled(RandomLayer layer, double[] gradient, int count) {
    float[] byInput = new float[layer.columns];
    for (int c = 0; c < layer.columns; c++) {
      double total = 0;
      for (int r = 0; r < layer.rows; r++) {
        total += layer.spreads[r * layer.columns + c] * gradient[r];
      }
      byInput[c] = (float) (2 * total / count);
    }
    return byInput;
  }

  /** Adds a layer's gradients, and returns those by t's rows where its inputs are pooled. */
  private double[] addGradients(
      int l, RandomLayer layer, LayerGradient byMeans, LayerGradient bySpread, int count) {
    kernel.products(deltas.get(l), means.get(l), byMeans, count);
    kernel.rowSums(deltas.get(l), byMeans, count);
    if (!network.isRandom(l)) {
      return new double[0];
    }
    if (layer.noise().biasMultiplicative() > 0) {
      kernel.rowSums(bySpreads.get(l), bySpread, count);
    }
    if (!hasInputs(l, layer)) {
      return new double[0];
    }
    if (!isPooled(l)) {
      B u = layer.isMultiplicative() ? spreadInputs.get(l) : variances.get(l);
      kernel.products(bySpreads.get(l), u, bySpread, count);
      return new double[0];
    }
    double[] gradient = new double[layer.rows];
    for (int r = 0; r < layer.rows; r++) {
      gradient[r] = rowSum(bySpreads.get(l), r, count);
    }
    bySpread.addOuter(gradient, pooledInputs[l]);
    return gradient;
  }

  /** Turns the gradients by a sine layer's outputs into its deltas and dL/dt. */
  private void beforeSine(int l, int sign) {
    float[][] dm = kernel.arrays(below);
    float[][] cosines = kernel.arrays(deltas.get(l));
    if (!network.isRandom(l) || isDrawn(l)) {
      Elements.multiply(dm, cosines, cosines);
      if (network.isRandom(l)) {
        Elements.byDisturbance(
            cosines,
            kernel.arrays(deviates.get(l)),
            kernel.arrays(spreads.get(l)),
            -sign,
            kernel.arrays(bySpreads.get(l)));
      }
      return;
    }
    Elements.throughSine(
        dm,
        kernel.arrays(byVariance),
        kernel.arrays(means.get(l + 1)),
        cosines,
        kernel.arrays(spreads.get(l)),
        kernel.arrays(variances.get(l + 1)),
        kernel.arrays(bySpreads.get(l)));
  }
}
