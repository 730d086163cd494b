package dev.sirencast.benchmarks;

import dev.sirencast.signal.ImageResampler;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalReader;
import dev.sirencast.siren.*;
import dev.sirencast.trainer.*;
import java.nio.file.Path;
import java.util.*;

public final class RobustnessBenchmark {
  public static void main(String[] args) throws Exception {
    Map<String, String> o = new HashMap<>();
    for (String a : args) {
      int i = a.indexOf('=');
      o.put(a.substring(0, i), a.substring(i + 1));
    }
    Signal signal =
        ImageResampler.resize(
            SignalReader.read(
                Path.of(o.getOrDefault("image", "/work/shared/data/kodak/kodim24.png"))),
            Integer.parseInt(o.getOrDefault("w", "192")),
            Integer.parseInt(o.getOrDefault("h", "128")));
    double wh = Double.parseDouble(o.getOrDefault("omega", "30"));
    double wl = Double.parseDouble(o.getOrDefault("last", "1"));
    double w0 = Double.parseDouble(o.getOrDefault("first", "30"));
    SirenArchitecture arch =
        new SirenArchitecture(
            2,
            Integer.parseInt(o.getOrDefault("f", "256")),
            Integer.parseInt(o.getOrDefault("l", "3")),
            signal.components(),
            w0,
            wh,
            wl);
    String loss = o.getOrDefault("loss", "mse");
    String noise = o.get("noise");
    double lambda = Double.parseDouble(o.getOrDefault("lambda", "0.01"));
    TrainingNoise n =
        noise == null
            ? null
            : TrainingNoise.parse(noise).withRamp(Double.parseDouble(o.getOrDefault("ramp", "0")));
    TrainingLoss l =
        switch (loss) {
          case "mse" -> TrainingLoss.mse();
          case "gn" -> TrainingLoss.gradientNorm(lambda);
          case "fd" -> TrainingLoss.gradientNormDifference(lambda);
          case "eq9" -> TrainingLoss.gradientNormEq9(lambda);
          case "l1" -> TrainingLoss.l1(lambda);
          case "lip" -> TrainingLoss.lipschitz(lambda);
          case "na" -> TrainingLoss.noiseAware(n, false);
          case "naa" -> TrainingLoss.noiseAware(n, true);
          case "ln" -> TrainingLoss.localNoise(n, Integer.parseInt(o.getOrDefault("pairs", "0")));
          case "mo" -> TrainingLoss.moments(n);
          default -> throw new IllegalArgumentException(loss);
        };
    TrainingOptions t =
        TrainingOptions.defaults()
            .withSteps(Integer.parseInt(o.getOrDefault("steps", "2500")))
            .withLearningRate(Double.parseDouble(o.getOrDefault("lr", "5e-4")))
            .withLoss(l)
            .withThreads(Integer.parseInt(o.getOrDefault("threads", "1")))
            .withBatchSize(Integer.parseInt(o.getOrDefault("batch", "2048")))
            .withSeeding(Seeding.valueOf(o.getOrDefault("seed", "NONE")))
            .withSeed(Long.parseLong(o.getOrDefault("s", "0")))
            .withAveraging(Double.parseDouble(o.getOrDefault("ema", "0")));
    long begin = System.nanoTime();
    TrainingResult r = SirenTrainer.train(signal, arch, t, TrainingListener.none());
    double sec = (System.nanoTime() - begin) * 1e-9;
    StringBuilder b = new StringBuilder(String.join(" ", args));
    b.append(
        String.format(
            " | %.0fs trained-for %.2f | clean %.2f", sec, r.psnr(), psnr(signal, r.weights())));
    int draws = Integer.parseInt(o.getOrDefault("draws", "12"));
    for (WeightNoise wn :
        List.of(
            WeightNoise.gaussian(1e-3),
            WeightNoise.gaussian(3e-3),
            WeightNoise.mask(1e-3),
            WeightNoise.mask(1e-2))) {
      double sum = 0, min = 1e9;
      for (int d = 0; d < draws; d++) {
        SirenWeights w = r.weights();
        for (WeightPerturbation p : wn.perturbations()) w = p.apply(w, r.seeded(), 1000 + d);
        double v = psnr(signal, w);
        sum += v;
        min = Math.min(min, v);
      }
      b.append(String.format(" | %s %.2f (%.2f)", wn, sum / draws, min));
    }
    b.append(" | peaks");
    for (int i = 0; i < arch.tensors(); i++) {
      float m = 0;
      double s2 = 0;
      for (float v : r.weights().tensors().get(i).toArray()) {
        m = Math.max(m, Math.abs(v));
        s2 += v * v;
      }
      b.append(String.format(" %.3f", m));
    }
    System.out.println(b);
  }

  private static double psnr(Signal signal, SirenWeights weights) {
    return Psnr.decibels(
        signal, SirenNetwork.of(weights).reconstruct(signal.format(), signal.grid()));
  }
}
