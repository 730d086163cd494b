package dev.sirencast.experiments.loss;

import dev.sirencast.experiments.lab.Decibels;
import dev.sirencast.experiments.lab.Laboratory;
import dev.sirencast.experiments.lab.PatchScale;
import dev.sirencast.experiments.lab.Settings;
import dev.sirencast.experiments.lab.Task;
import dev.sirencast.simulation.Delivery;
import dev.sirencast.simulation.PairedDifference;
import dev.sirencast.simulation.TrialStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sends what tasks train, each as a stream of as many bytes, over channels that lose packets. */
public final class LossBench {
  private static final List<Integer> PERCENT = List.of(1, 2, 5, 10, 20);

  private final Laboratory laboratory;
  private final Settings settings;
  private final PatchScale scale;

  public LossBench(Laboratory laboratory) {
    this.laboratory = laboratory;
    this.settings = laboratory.settings();
    this.scale = settings.profile().patches();
  }

  /**
   * Measures methods on one signal; of several seeds' weights the first one's are sent.
   *
   * @param tasks one a method, all on one signal; the first is what the others are compared with
   * @return rows of one channel together
   * @throws IllegalStateException if one does not fit into the profile's bytes
   */
  public List<LossRow> measure(List<Task> tasks) {
    List<SentStream> streams = tasks.stream().map(this::stream).toList();
    String subject = tasks.get(0).subject().name();
    List<LossRow> rows = new ArrayList<>();
    for (int percent : PERCENT) {
      double[] first = {};
      for (SentStream stream : streams) {
        List<Delivery> deliveries =
            stream.sent(
                LossRow.channel(percent),
                scale.transfers(),
                settings.seed(),
                settings.cpuThreads());
        double[] decibels = deliveries.stream().mapToDouble(Delivery::decibels).toArray();
        first = first.length == 0 ? decibels : first;
        rows.add(
            new LossRow(
                subject,
                stream.method(),
                stream.loss(),
                percent,
                stream.weights(),
                stream.carrier().bytes(),
                stream.carrier().frames().size(),
                stream.clean(),
                TrialStatistics.of(decibels),
                deliveries.stream().filter(Delivery::decoded).count() / (double) decibels.length,
                PairedDifference.of(decibels, first)));
      }
    }
    return rows;
  }

  private SentStream stream(Task task) {
    SentStream stream =
        SentStream.of(
            task.method(),
            task.method().recipe().apply(task.target()).loss(),
            laboratory.trained(task).get(0).stream(scale.bytes(), scale.packets()),
            task.subject().signal(),
            settings.cpuThreads());
    laboratory
        .listener()
        .onTraining(
            String.format(
                Locale.ROOT,
                "%s, %s: a stream of %,d bytes, %s dB",
                task.subject().name(),
                task.method(),
                stream.carrier().bytes(),
                Decibels.text(stream.clean())));
    return stream;
  }
}
