package dev.sirencast.experiments.lab;

import dev.sirencast.trainer.SirenTrainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How an experiment was done, in words: all that decides its figures. */
public final class SettingsText {
  private SettingsText() {}

  public static List<String> lines(String experiment, Settings settings, List<Subject> subjects) {
    Profile profile = settings.profile();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "`sirencast reproduce %s --data DIR --profile %s --steps %d --seed %d --seeds %d --draws"
                + " %d`, by the engine %s",
            experiment,
            profile.name(),
            profile.steps(),
            settings.seed(),
            settings.seeds(),
            settings.draws(),
            SirenTrainer.engine(settings.training()).label()));
    lines.add(
        String.format(
            Locale.ROOT,
            "networks of %d sine layers of %d features, omega0 30 (audio: 3000 in the first layer)"
                + " unless stated otherwise, initialised as in Sitzmann et al.",
            profile.hiddenLayers() + 1,
            profile.hiddenFeatures()));
    lines.add(
        String.format(
            Locale.ROOT,
            "%d steps of Adam, rate %s falling to 0 along a cosine, %s in every step; targets in"
                + " [-1, 1], the squared error summed over components; of twenty evaluations the"
                + " best weights are kept",
            profile.steps(),
            profile.learningRate(),
            profile.batchText()));
    lines.add(
        String.format(
            Locale.ROOT,
            "%d training%s of each network from seed %d on, %d draws of each noise for each, the"
                + " same draws for all methods",
            settings.seeds(),
            settings.seeds() == 1 ? "" : "s",
            settings.seed(),
            settings.draws()));
    subjects.forEach(subject -> lines.add(subject.name() + ": " + subject.source()));
    return lines;
  }
}
