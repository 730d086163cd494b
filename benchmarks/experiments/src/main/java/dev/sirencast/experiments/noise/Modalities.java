package dev.sirencast.experiments.noise;

import dev.sirencast.experiments.lab.Method;
import dev.sirencast.experiments.lab.SignalFolder;
import dev.sirencast.experiments.lab.Subject;
import dev.sirencast.experiments.lab.Task;
import dev.sirencast.siren.noise.WeightNoise;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Figures 5 to 7: a CT slice, a sound and a video under noise. */
public final class Modalities implements Definition {
  private static final double LAMBDA = 0.01;

  private static final Map<String, String> HEADINGS =
      Map.of("ct", "Figure 5, CT slice", "audio", "Figure 6, audio", "video", "Figure 7, video");

  @Override
  public String title() {
    return "Figures 5 to 7: other kinds of signals";
  }

  @Override
  public List<Subject> subjects(SignalFolder folder) throws IOException {
    return List.of(folder.ct(), folder.audio(), folder.video());
  }

  @Override
  public List<Task> tasks(List<Subject> subjects) {
    List<Method> methods =
        List.of(
            Method.mse(), Method.gradientNorm(LAMBDA), Method.oursLikeForLike(), Method.oursFree());
    List<Task> tasks = new ArrayList<>();
    for (Subject subject : subjects) {
      for (Method method : methods) {
        for (WeightNoise noise : NOISES) {
          tasks.add(new Task(subject, method, noise, List.of(noise)));
        }
      }
    }
    return tasks;
  }

  @Override
  public Claims claims() {
    return new Claims() {
      @Override
      public OptionalDouble decibels(Method method, WeightNoise noise, String subject) {
        return OptionalDouble.empty();
      }

      @Override
      public OptionalDouble gain(Method method, WeightNoise noise, String subject) {
        return Published.modalityGain(method, noise, subject);
      }

      @Override
      public OptionalDouble cleanGain(Method method, String subject) {
        return Published.modalityGain(method, WeightNoise.NONE, subject);
      }
    };
  }

  @Override
  public List<Section> sections(Result result) {
    List<Section> sections = new ArrayList<>();
    for (String subject : result.subjects()) {
      for (WeightNoise noise : result.noises()) {
        sections.add(
            new Section(
                HEADINGS.get(subject) + ": " + Section.words(noise), noise, List.of(subject)));
      }
    }
    return sections;
  }

  @Override
  public List<String> notes() {
    return List.of(
        Notes.NOISE,
        Notes.OURS,
        "The paper gives gains as up to so much, without the strength of the noise; here it is that"
            + " of Table I.");
  }
}
