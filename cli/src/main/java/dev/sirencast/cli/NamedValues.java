package dev.sirencast.cli;

import dev.sirencast.cli.encode.LossName;
import dev.sirencast.experiments.Experiment;
import dev.sirencast.experiments.lab.Profile;
import dev.sirencast.trainer.Seeding;
import dev.sirencast.trainer.network.TrainingDevice;
import dev.sirencast.transport.net.Transport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;

/**
 * The values of a kind of option that has a few, by their names; upper and lower case are the same.
 *
 * @param type the option's
 * @param values by their names, in the order in which they are listed
 */
public record NamedValues<T>(Class<T> type, Map<String, T> values) implements ITypeConverter<T> {

  /** All kinds that there are. */
  public static List<NamedValues<?>> all() {
    return List.of(
        of(Experiment.class, List.of(Experiment.values()), Experiment::label),
        of(LossName.class, List.of(LossName.values()), LossName::label),
        of(Profile.class, List.of(Profile.QUICK, Profile.FULL, Profile.SMOKE), Profile::name),
        of(Seeding.class, List.of(Seeding.values()), Seeding::label),
        of(TrainingDevice.class, List.of(TrainingDevice.values()), NamedValues::lowerCase),
        of(Transport.class, List.of(Transport.values()), NamedValues::lowerCase));
  }

  private static <T> NamedValues<T> of(Class<T> type, List<T> all, Function<T, String> name) {
    Map<String, T> values = new LinkedHashMap<>();
    all.forEach(value -> values.put(name.apply(value), value));
    return new NamedValues<>(type, values);
  }

  private static String lowerCase(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Has a command line and its subcommands read options of this type. */
  public void addTo(CommandLine line) {
    line.registerConverter(type, this);
  }

  @Override
  public T convert(String text) {
    T value = values.get(text.toLowerCase(Locale.ROOT));
    if (value == null) {
      throw new IllegalArgumentException("'" + text + "' is not known; expected " + listed());
    }
    return value;
  }

  /** As in {@code tcp, udp or quic}. */
  private String listed() {
    String names = String.join(", ", values.keySet());
    int last = names.lastIndexOf(", ");
    return last < 0 ? names : names.substring(0, last) + " or " + names.substring(last + 2);
  }
}
