package dev.sirencast.experiments.coin;

import dev.sirencast.encoder.EncodedNetwork;
import dev.sirencast.encoder.EncoderOptions;
import dev.sirencast.encoder.StreamEncoder;
import dev.sirencast.encoder.TrainedNetwork;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.rounding.RateTarget;
import dev.sirencast.experiments.lab.Decibels;
import dev.sirencast.experiments.lab.ExperimentListener;
import dev.sirencast.experiments.lab.Settings;
import dev.sirencast.experiments.lab.Subject;
import dev.sirencast.experiments.lab.Workers;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.quantization.Float16;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.trainer.SirenTrainer;
import dev.sirencast.trainer.TrainingListener;
import dev.sirencast.trainer.TrainingOptions;
import dev.sirencast.trainer.TrainingProgress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Trains COIN's networks and stores them in every coding. On CPUs a network has one thread, and as
 * many go on at once as there are threads; on a GPU they follow one another. Not thread-safe.
 */
final class CoinBench {
  /** What is stored is not lost on the way: {@code --manifest-copies 1}. */
  private static final PacketizerOptions STREAM =
      PacketizerOptions.DEFAULTS.withCoding(WeightCoding.ENTROPY_CODED).withManifestCopies(1);

  /** Rates at which JPEG is measured by itself, in bits a pixel. */
  private static final List<Double> JPEG_RATES =
      List.of(0.16, 0.18, 0.2, 0.22, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.8, 1.0);

  private final Settings settings;
  private final CoinBudget budget;
  private final ExperimentListener listener;
  private final List<JpegCurve> curves = new ArrayList<>();
  private long stepsDone;
  private long total;

  CoinBench(Settings settings, CoinBudget budget, ExperimentListener listener) {
    this.settings = settings;
    this.budget = budget;
    this.listener = listener;
  }

  CoinResult measure(List<Subject> subjects) throws IOException {
    total = (long) subjects.size() * CoinNetwork.values().length * budget.steps();
    int points = budget.picture().points();
    double most = JPEG_RATES.get(JPEG_RATES.size() - 1) * points / Byte.SIZE;
    String device = SirenTrainer.deviceName(settings.training());
    boolean cpu = device.equals("cpu");
    List<List<CoinRow>> rows = new ArrayList<>();
    try (Workers workers = new Workers(cpu ? settings.cpuThreads() : 1)) {
      for (Subject subject : subjects) {
        JpegCurve jpeg = JpegCurve.of(subject.signal(), (long) most);
        curves.add(jpeg);
        for (CoinNetwork network : CoinNetwork.values()) {
          List<CoinRow> measured = new ArrayList<>();
          rows.add(measured);
          workers.start(
              () -> measure(subject, network, jpeg, cpu ? 1 : settings.threads(), measured));
        }
      }
      workers.await();
    }
    return new CoinResult(rows.stream().flatMap(List::stream).toList(), jpegMeans(points), device);
  }

  /** Those rates that every picture has a file for. */
  private List<RatePoint> jpegMeans(int points) {
    List<RatePoint> means = new ArrayList<>();
    for (double rate : JPEG_RATES) {
      double bits = 0;
      double psnr = 0;
      int count = 0;
      for (JpegCurve curve : curves) {
        Optional<JpegCurve.File> file = curve.within((long) (rate * points / Byte.SIZE));
        if (file.isPresent()) {
          bits += CoinRow.bitsPerPixel(file.get().bytes(), points);
          psnr += file.get().psnr();
          count++;
        }
      }
      if (count == curves.size()) {
        means.add(new RatePoint(bits / count, psnr / count));
      }
    }
    return means;
  }

  private void measure(
      Subject subject, CoinNetwork network, JpegCurve jpeg, int threads, List<CoinRow> rows) {
    long start = System.nanoTime();
    Signal signal = subject.signal();
    String what = subject.name() + ", " + network.label();
    SirenWeights weights = train(signal, network, what, threads);
    double psnr = Decibels.of(signal, halves(weights), 1);
    rows.add(row(subject, network, CoinCoding.HALVES, network.coinBytes(), psnr, jpeg));
    TrainedNetwork trained =
        new TrainedNetwork(
            weights, WeightOrigin.PLAIN, SignalDescription.of(signal), Optional.of(signal));
    RateTarget drop = new RateTarget.PsnrDrop(CoinCoding.DROP);
    rows.add(packed(subject, network, CoinCoding.ROUNDED, trained, drop, jpeg));
    if (network == CoinNetwork.LARGE) {
      RateTarget fit = new RateTarget.Bytes(CoinNetwork.SMALL.coinBytes());
      rows.add(packed(subject, network, CoinCoding.FITTED, trained, fit, jpeg));
    }
    StringBuilder line = new StringBuilder(what);
    for (CoinRow row : rows) {
      line.append(
          String.format(
              Locale.ROOT, "; %s: %,d bytes, %.2f dB", row.coding(), row.bytes(), row.psnr()));
    }
    line.append(String.format(Locale.ROOT, "; %.0f s", (System.nanoTime() - start) * 1e-9));
    synchronized (this) {
      listener.onTraining(line.toString());
    }
  }

  private static SirenWeights halves(SirenWeights weights) {
    float[] flat = weights.toFlatArray();
    for (int i = 0; i < flat.length; i++) {
      flat[i] = Float16.rounded(flat[i]);
    }
    return SirenWeights.ofFlat(weights.architecture(), flat);
  }

  private SirenWeights train(Signal signal, CoinNetwork network, String what, int threads) {
    TrainingOptions options =
        settings
            .training()
            .withSteps(budget.steps())
            .withLearningRate(budget.learningRate())
            .withBatchSize(budget.batch())
            .withTileSize(budget.tile())
            .withSeed(settings.seed())
            .withThreads(threads);
    TrainingListener steps =
        new TrainingListener() {
          @Override
          public void onProgress(TrainingProgress progress) {
            synchronized (CoinBench.this) {
              stepsDone++;
              listener.onStep(stepsDone, total, what);
            }
          }
        };
    return SirenTrainer.train(signal, network.architecture(), options, steps).weights();
  }

  /** A row of what {@code encode} makes of a network, without tuning. */
  private CoinRow packed(
      Subject subject,
      CoinNetwork network,
      CoinCoding coding,
      TrainedNetwork trained,
      RateTarget target,
      JpegCurve jpeg) {
    EncodedNetwork packed =
        StreamEncoder.of(EncoderOptions.of(target, budget.rounding(), STREAM)).encode(trained);
    double psnr =
        Decibels.of(
            subject.signal(), trained.quantized(packed.rounded().tensors()).dequantize(), 1);
    return row(subject, network, coding, packed.stream().bytes(), psnr, jpeg);
  }

  private static CoinRow row(
      Subject subject,
      CoinNetwork network,
      CoinCoding coding,
      long bytes,
      double psnr,
      JpegCurve jpeg) {
    int points = subject.signal().grid().points();
    return new CoinRow(subject.name(), network, coding, bytes, points, psnr, jpeg.within(bytes));
  }
}
